"""One indicator against its benchmark, made comparable by age, and beside another: as everybody may read it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.pages.door import Here, found_or_404, public, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, Listing, list_page, listing
from saidanddone.programme.rules import Role, can_lead

from .. import queries
from ..actions.standard import put_in_standardised
from ..forms.standard import PutInForm
from ..queries import comparing, standard, unequal
from .plots import funnel_of, slope_of
from .shared import ALL_PLACES, amount, borough_column, digits_for, limits_in_words, number, verdict_words


def _indicator(here: Here, code: str) -> Any:
    return found_or_404(queries.indicators_visible_to(here.person, here.programme), code=code)


def _year(request: HttpRequest) -> int | None:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else None


# Against a benchmark


@public
def compare(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    row = _indicator(here, code)
    found = comparing.comparison_of(row, here.programme, _year(request))
    return list_page(
        request,
        _compared(request, here, found),
        f"{code}-against-benchmark",
        "need/compare.html",
        indicator=row,
        found=found,
        plot=lambda: funnel_of(found) if found else None,
        sources=[row.source] if row.source else [],
        **(_in_words(found) if found else {}),
    )


def _in_words(found: comparing.Comparison) -> dict[str, Any]:
    said, counted = len(found.said), len(found.counted)
    inner, outer = comparing.LEVELS
    return {
        "benchmark": number(found.benchmark.value) if found.benchmark else "",
        "worse": found.times(comparing.WORSE),
        "better": found.times(comparing.BETTER),
        "worse_outer": found.times(comparing.WORSE, outer=True),
        "better_outer": found.times(comparing.BETTER, outer=True),
        "by_chance": comparing.expected_outside(said, inner),
        "by_chance_outer": comparing.expected_outside(counted, outer),
        "few": sum(each.is_few for each in found.counted),
        "suppressed": [each.area.name for each in found.unknown if each.is_suppressed],
        "dispersion": "" if found.dispersion is None else f"{found.dispersion:.1f}",
        "missing": _what_is_missing(found),
    }


def _what_is_missing(found: comparing.Comparison) -> str:
    """Why nothing can be compared, or blank."""
    if found.said:
        return ""
    if len(found.bare) == len(found.known):
        return _(
            "No value of this indicator has counts or limits, so nobody can say whether a borough differs from a "
            "benchmark by more than chance."
        )
    return _(
        "No benchmark is written down for this indicator, and there are too few counts to take the boroughs together."
    )


def _compared(request: HttpRequest, here: Here, found: comparing.Comparison | None) -> Listing:
    verdicts = verdict_words()
    places = found.places if found else ()
    digits = digits_for([each.value for each in places if each.value is not None])

    def shown(row: comparing.Compared) -> str:
        return row.status_says if row.value is None else number(row.value, digits)

    def in_file(row: comparing.Compared) -> float | str:
        return row.status_says if row.value is None else row.value

    def count(of: str) -> Column:
        title = _("How many") if of == "numerator" else _("Of how many")
        return Column(
            of,
            title,
            lambda row: "" if getattr(row, of) is None else amount(getattr(row, of)),
            numeric=True,
            in_file=lambda row: getattr(row, of),
        )

    return listing(
        request,
        places,
        caption=_("Every borough against the benchmark in %(year)s, the greatest need first")
        % {"year": found.year if found else ""},
        columns=[
            borough_column(here),
            Column("at_95", _("At 95%"), lambda row: verdicts.get(row.at_95, "")),
            Column("at_99_8", _("At 99.8%"), lambda row: verdicts.get(row.at_998, "")),
            Column("value", _("Value"), shown, numeric=True, in_file=in_file),
            Column("limits", _("95% limits"), lambda row: limits_in_words(row, digits), numeric=True),
            count("numerator"),
            count("denominator"),
            Column("by", _("Limits by"), _limits_by),
        ],
        filters=[
            Filter(
                "verdict",
                _("At 95%"),
                list(verdicts.items()),
                keeps=lambda row, asked: row.at_95 == asked,
            )
        ],
        empty=Empty(_("No value is known yet.")),
        rows_a_page=ALL_PLACES,
        carried=_carried(request, "year"),
    )


def _limits_by(row: comparing.Compared) -> str:
    if row.value is None:
        return ""
    if not row.has_counts:
        return _("given with the value") if row.low is not None else _("neither counts nor limits")
    if row.is_share:
        return _("Wilson; fewer than 10") if row.is_few else _("Wilson")
    return _("exact; fewer than 10") if row.is_few else _("Byar")


def _carried(request: HttpRequest, *names: str) -> dict[str, list[str]]:
    return {name: [request.GET[name][:60]] for name in names if request.GET.get(name)}


# Made comparable by age


@public
def standardised(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    row = _indicator(here, code)
    found = standard.standardised(row, here.programme, _year(request), request.GET.get("standard", ""))
    return list_page(
        request,
        _rates(request, here, found),
        f"{code}-standardised",
        "need/standardised.html",
        indicator=row,
        found=found,
        how=standard.how_standardised(found) if found else "",
        per=f"{found.per:,g}" if found else "",
        may_change=can_lead(here.person),
        sources=[row.source] if row.source else [],
    )


def _rates(request: HttpRequest, here: Here, found: standard.Standardised | None) -> Listing:
    rates = found.rates if found else ()
    digits = digits_for([each.crude for each in rates if each.crude is not None])
    per = f"{found.per:,g}" if found else ""

    def direct(row: standard.Rate) -> str:
        return _estimate(row.direct, digits) or (
            _("not given: %(why)s") % {"why": row.why} if row.why else ""
        )

    return listing(
        request,
        rates,
        caption=_("Every borough in %(year)s, with 95%% limits") % {"year": found.year if found else ""},
        columns=[
            borough_column(here),
            Column(
                "events", _("Events"), lambda row: row.events if row.crude is not None else "", numeric=True
            ),
            Column(
                "crude",
                _("As counted, per %(per)s") % {"per": per},
                lambda r: number(r.crude, digits),
                numeric=True,
            ),
            Column("direct", _("Directly standardised, per %(per)s") % {"per": per}, direct, numeric=True),
            Column(
                "expected",
                _("Events expected"),
                lambda row: "" if row.expected is None else f"{row.expected:,.1f}",
                numeric=True,
            ),
            Column(
                "ratio", _("Events for each one expected"), lambda row: _estimate(row.ratio, 2), numeric=True
            ),
        ],
        empty=Empty(_("Nothing of this indicator is counted by age yet.")),
        rows_a_page=ALL_PLACES,
        carried=_carried(request, "year", "standard"),
    )


def _estimate(found: Any, digits: int) -> str:
    if found is None:
        return ""
    words = {"value": number(found.value, digits), "limits": limits_in_words(found, digits)}
    return _("%(value)s (%(limits)s)") % words


@writing(Role.LEAD)
def put_in(request: HttpRequest, here: Here, code: str, year: int) -> HttpResponse:
    """What would change comes first; only that is put in."""
    row = _indicator(here, code)
    way = request.GET.get("standard", "")
    found = standard.standardised(row, here.programme, year, way)
    if found is None or found.year != year:
        raise Http404(_("There is no such page, or you may not see it."))
    changes = None if found.problem else standard.changes_by(found, here.programme)
    form = PutInForm(sent(request), fingerprint=changes.fingerprint if changes else "")
    return form_page(
        request,
        here,
        form,
        action=partial(put_in_standardised, indicator=row, year=year, standard=way),
        title=_("Put in standardised rates as the values of %(year)s") % {"year": year},
        done=_put_in_words,
        button=_("Put these in as the values"),
        back=here.address("need:standardised", code=code) + f"?year={year}",
        onward=lambda _made: here.address("need-work:detail", code=code) + f"?year={year}",
        intro=_("%(name)s, %(unit)s. Nothing is changed before you send this page.")
        % {"name": row.name, "unit": row.unit},
        context={
            "changes": changes,
            "rows": [_change(each) for each in changes.changed] if changes else [],
            "how": standard.how_standardised(changes.found) if changes else "",
            "unit": row.unit,
            "per": f"{found.per:,g}",
        },
        template="need/put_in.html",
    )


def _put_in_words(made: Sequence[Any]) -> str:
    n = len(made)
    said = ngettext(
        "%(n)s value is put in, with how it was worked out.",
        "%(n)s values are put in, each with how it was worked out.",
        n,
    )
    return said % {"n": n}


def _change(each: standard.Change) -> dict[str, str]:
    row, found = each.row, each.rate.direct
    if row is None:
        before = _("nothing")
    else:
        before = number(row.value) if row.value is not None else str(row.get_status_display())
    return {
        "name": each.area.name,
        "before": before,
        "after": _estimate(found, digits_for([found.value]))
        if found
        else _("missing: %(why)s") % {"why": each.rate.why},
    }


# Beside another indicator


@public
def inequality(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    every = list(queries.indicators_visible_to(here.person, here.programme))
    row = next((each for each in every if each.code == code), None) or _indicator(here, code)
    others = [each for each in every if each.pk != row.pk]
    by = next((each for each in others if each.code == request.GET.get("by", "")), None)
    found = unequal.unequal(row, by, here.programme) if by else None
    return list_page(
        request,
        _in_order(request, here, found),
        f"{code}-by-{by.code}" if by else code,
        "need/inequality.html",
        indicator=row,
        others=others,
        by=by,
        found=found,
        plot=lambda: slope_of(found) if found else None,
        says=_inequality_in_words(found) if found else None,
        sources=list(dict.fromkeys(each.source for each in (row, by) if each and each.source)),
    )


def _inequality_in_words(found: unequal.Unequal) -> dict[str, str]:
    index = found.found
    digits = digits_for([abs(each.value) for each in found.groups])
    low, high = index.low, index.high
    if index.sii < 0 and low is not None and high is not None:
        low, high = -high, -low
    return {
        "sii": number(abs(index.sii), digits),
        "side": _("higher") if index.sii >= 0 else _("lower"),
        "limits": "" if low is None else _between(low, high, digits),
        "rii": "" if index.rii is None else number(index.rii, 2),
        "rii_limits": _between(index.rii_low, index.rii_high, 2),
        "fit": f"{100 * index.fit:.0f}",
        "years": _years(found.years),
        "by_years": _years(found.by_years),
        "is_need": _("more need") if found.more_need else _("less need"),
    }


def _between(low: float | None, high: float | None, digits: int) -> str:
    if low is None:
        return ""
    if high is None:
        return _("from %(low)s, without an upper end") % {"low": number(low, digits)}
    return _("%(low)s to %(high)s") % {"low": number(low, digits), "high": number(high, digits)}


def _years(years: Sequence[int]) -> str:
    if len(years) == 1:
        return str(years[0])
    return _("%(first)s to %(last)s") % {"first": years[0], "last": years[-1]}


def _in_order(request: HttpRequest, here: Here, found: unequal.Unequal | None) -> Listing:
    pairs = list(zip(found.groups, found.found.fitted, strict=True)) if found else []
    digits = digits_for([each.value for each, _fitted in pairs])
    by_digits = digits_for([each.deprivation for each, _fitted in pairs])
    return listing(
        request,
        pairs,
        caption=_("Boroughs in order of %(name)s, the greatest need first")
        % {"name": found.by.name if found else ""},
        columns=[
            borough_column(here, lambda pair: pair[0].area),
            Column(
                "ranked_by",
                found.by.name if found else "",
                lambda pair: number(pair[0].deprivation, by_digits),
                numeric=True,
                in_file=lambda pair: pair[0].deprivation,
            ),
            Column(
                "value",
                found.indicator.name if found else "",
                lambda pair: number(pair[0].value, digits),
                numeric=True,
                in_file=lambda pair: pair[0].value,
            ),
            Column("limits", _("95% limits"), lambda pair: limits_in_words(pair[0], digits), numeric=True),
            Column(
                "on_the_line",
                _("On the line"),
                lambda pair: number(pair[1], digits),
                numeric=True,
                in_file=lambda pair: pair[1],
            ),
            *(
                [Column("people", _("People"), lambda pair: amount(pair[0].people), numeric=True)]
                if found and found.by_people
                else []
            ),
        ],
        empty=Empty(_("There is nothing to set in order.")),
        rows_a_page=ALL_PLACES,
        carried=_carried(request, "by"),
    )
