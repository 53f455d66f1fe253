"""What several pages of this stage show in the same way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from saidanddone.pages.door import Here

from .. import queries


def digits_for(values: Iterable[float]) -> int:
    """As many decimals as help to compare values of this size: 742, 12.5, 3.07."""
    largest = max((abs(value) for value in values), default=0)
    return 0 if largest >= 100 else 1 if largest >= 10 else 2


def number(value: float | None, digits: int | None = None) -> str:
    if value is None:
        return ""
    return f"{value:,.{digits_for([value]) if digits is None else digits}f}"


def domain_choices(here: Here) -> list[tuple[str, str]]:
    return [(domain, domain) for domain in queries.domains_of(here.programme)]


def known_in_words(row: Any) -> str:
    return _("%(known)s boroughs") % {"known": row.areas_known}


def year_of(row: Any) -> str:
    """A year is a name and not a quantity: no comma."""
    return str(row.latest_year or "")
