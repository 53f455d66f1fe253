"""Which addresses a report may lead to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https", "mailto"})
WITHIN = re.compile(r"#section-[A-Za-z0-9][A-Za-z0-9._-]*")


def is_safe(address: str) -> bool:
    """Web pages, mail and sections of this report. A browser runs nothing that stands behind these."""
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in address):
        return False
    if WITHIN.fullmatch(address):
        return True
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and bool(parts.netloc or parts.scheme.lower() == "mailto")
