"""Letters that cannot be seen, or that turn the order of others round: none belongs in a name, key or address.

A line with one looks like another line that it is not, on a page, in a letter and in a list of who may do what.
What people said is another matter: it is kept as it was written, and pages keep it from reordering what stands
beside it. https://www.unicode.org/reports/tr36/ and https://www.unicode.org/reports/tr9/
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db.models import CharField, Model
from django.utils.translation import gettext as _

from .pairs import Refused

# Control characters and halves of letters; marks of direction; letters without width; letters that are blank.
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
    "\u00ad\u034f\u180b-\u180f\u200b-\u200d\u2060-\u2065\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
    "\u115f\u1160\u2800\u3164\uffa0]"
)
# Between letters of Arabic, Persian, the scripts of India and others, these two are part of the spelling.
JOINED = "\u0600-\u109f\u1780-\u17ff"
SPELT = re.compile(f"(?<=[{JOINED}])[\u200c\u200d](?=[{JOINED}])")


def check_line(line: str) -> None:
    if HIDDEN.search(SPELT.sub("", line)):
        raise Refused(
            _(
                "There is a sign in this that cannot be seen, or that turns letters round. Type it again by hand."
            )
        )


def check_lines(row: Model) -> None:
    """The same of every line of a row: names, keys and addresses, but no longer texts. Raises ValidationError."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, CharField) and isinstance(value, str):
            try:
                check_line(value)
            except Refused as why:
                raise ValidationError({field.name: str(why)}) from why
