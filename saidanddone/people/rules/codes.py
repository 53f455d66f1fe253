"""Tokens of personal links, and codes that people type from a card or a letter.

A code has twenty letters of Crockford's base 32 (https://www.crockford.com/base32.html), which leaves out
letters that are taken for others: 100 bits, which nobody guesses, in five groups that somebody can type.
"""

from __future__ import annotations

import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 5, 4
TAKEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", "–": "", " ": "", "\u00a0": ""})


def fresh_token() -> str:
    """For an address that is followed and never typed."""
    return secrets.token_urlsafe(32)


def fresh_code() -> str:
    """“7K3M-9QXR-…”, as it is printed."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def plain_token(given: str) -> str:
    """What is hashed of a token or code: a code in whichever way it was typed is the same code.

    Anything that is no code once its hyphens are gone is a token, in which every letter counts.
    """
    code = given.strip().upper().translate(TAKEN_FOR)
    is_code = len(code) == GROUPS * GROUP and set(code) <= set(LETTERS)
    return code if is_code else given.strip()
