"""What several pages of this stage show in the same way."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here

from .. import queries


def address(here: Here, name: str, **more: object) -> str:
    return reverse(name, kwargs={"programme": here.programme.slug, **more})


def number(value: float | None) -> str:
    """As many digits as help to compare: 12.5, 3.07, 1,204."""
    if value is None:
        return ""
    if value == int(value):
        return f"{int(value):,}"
    size = abs(value)
    return f"{value:,.0f}" if size >= 1000 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def domain_choices(here: Here) -> list[tuple[str, str]]:
    return [(domain, domain) for domain in queries.domains_of(here.programme)]


def known_in_words(row: object) -> str:
    return _("%(known)s boroughs") % {"known": row.areas_known}  # type: ignore[attr-defined]
