"""What in a text looks as if it said who somebody is or where they live."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.people.rules import Refused

E_MAIL = re.compile(r"[^\s@<>(),;]+@[^\s@<>(),;]+\.[^\W\d_]{2,}")
# Ten to fifteen digits, as telephone numbers have, in any grouping people write; a year, a sum of money or a
# house number is shorter.
TELEPHONE = re.compile(r"(?<![\w£$€.,])\+?\(?\d(?:[\s().-]{0,3}\d){9,14}(?!\w)", re.ASCII)
POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b", re.ASCII | re.IGNORECASE)
PERSONAL = (
    (E_MAIL, gettext_lazy("an e-mail address")),
    (TELEPHONE, gettext_lazy("a telephone number")),
    (POSTCODE, gettext_lazy("a postcode")),
)


def personal_details(words: str) -> list[str]:
    """What in these words looks as if it said who somebody is or where they live, each once, as written.

    It looks for e-mail addresses, telephone numbers and British postcodes, and for nothing else: a name or a
    story that only one person could tell has to be seen by whoever writes it down.
    """
    found = (
        f"{name} (“{match.group().strip()}”)" for shape, name in PERSONAL for match in shape.finditer(words)
    )
    return list(dict.fromkeys(found))


def without_personal_details(words: str) -> str:
    """The words with a mark where such a detail stood, for those who read them without names."""
    for shape, name in PERSONAL:
        words = shape.sub(f"[{name}]", words)
    return words


def check_words(words: str) -> None:
    """Blank words are those that somebody took away; nothing is written down like that."""
    if not words.strip():
        raise Refused(_("Write down what was said."))


def check_personal(words: str, keep: bool) -> None:
    details = personal_details(words)
    if details and not keep:
        raise Refused(
            _("This looks like %(what)s. Leave it out, or tick the box below to keep it.")
            % {"what": ", ".join(details)}
        )
