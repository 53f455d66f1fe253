"""What several pages of this stage show in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column
from saidanddone.pages.ranks import RankSpan

from .. import queries
from ..forms.weighing import ThrowAwayForm
from ..queries.comparing import BETTER, SIMILAR, WORSE

ALL_PLACES = 400  # a ranking is read whole: every place stands on one page
BEYOND = 5  # places drawn past the cut, to see where it ends


def borough_column(here: Here, area_of: Callable[[Any], Any] = attrgetter("area")) -> Column:
    """What every table of boroughs begins with: its name, which leads to its profile."""
    return Column(
        "borough",
        _("Borough"),
        lambda row: area_of(row).name,
        link=lambda row: queries.area_address(area_of(row), here.programme.slug),
    )


def thrown_away(
    request: HttpRequest,
    here: Here,
    action: Callable[..., Any],
    *,
    title: str,
    done: str,
    back: str,
    intro: str = "",
) -> HttpResponse:
    """The page that asks once more before a row is thrown away."""
    return form_page(
        request,
        here,
        ThrowAwayForm(sent(request)),
        action=action,
        title=title,
        done=done,
        button=_("Throw it away"),
        back=back,
        intro=intro,
    )


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


def sure_columns(sure: queries.Sure) -> list[Column]:
    def shown(row: queries.Place, what: str) -> str:
        found = sure.of(row)
        return getattr(found, what) if found else ""

    return [
        Column(
            "first",
            _("Among the first %(k)s") % {"k": sure.k},
            lambda row: shown(row, "in_100"),
            numeric=True,
        ),
        Column("ranks", _("Ranks in other ways"), lambda row: shown(row, "ranks"), numeric=True),
    ]


def spans(here: Here, sure: queries.Sure) -> list[RankSpan]:
    """The first k, those that may be among them, and a few more to see where it ends."""
    shown = [
        each
        for each in sure.places
        if (each.place.rank or 0) <= sure.k + BEYOND or each.is_marginal or each.rank_low <= sure.k
    ]
    return [
        RankSpan(
            each.place.area.name,
            each.place.rank or 0,
            each.rank_low,
            each.rank_high,
            _("rank %(ranks)s, among the first %(k)s: %(in_100)s")
            % {"ranks": each.ranks, "k": sure.k, "in_100": each.in_100},
            queries.area_address(each.place.area, here.programme.slug),
        )
        for each in shown
    ]


def limits_in_words(row: Any, digits: int | None = None) -> str:
    """Told apart by as many decimals as the value beside them."""
    if row.low is None or row.high is None:
        return ""
    shown = digits_for([row.value or row.high]) if digits is None else digits
    return _("%(low)s to %(high)s") % {"low": number(row.low, shown), "high": number(row.high, shown)}


def with_limits(row: Any, digits: int | None = None) -> str:
    """12.5 (11.9 to 13.1): a value, and its 95% limits where they are known."""
    limits = limits_in_words(row, digits)
    value = number(row.value, digits)
    return _("%(value)s (%(limits)s)") % {"value": value, "limits": limits} if limits else value


def verdict_words() -> dict[str, str]:
    return {WORSE: _("worse"), SIMILAR: _("similar"), BETTER: _("better")}


def counts_in_words(row: Any) -> str:
    if row.numerator is None or row.denominator is None:
        return ""
    return _("%(k)s of %(n)s") % {"k": amount(row.numerator), "n": amount(row.denominator)}


def amount(people: float) -> str:
    """People, or person-years, which may be a fraction."""
    return f"{people:,.0f}" if people == int(people) else f"{people:,.1f}"
