"""A table that somebody brought: laid aside, looked at, and taken in whole or thrown away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.files import BadTable
from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import ROWS_A_STATEMENT, saved, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person, check_leads

from ..models import (
    AgeCount,
    AreaGroup,
    BroughtTable,
    Domain,
    Indicator,
    IndicatorValue,
    SmallArea,
    SmallAreaMeasure,
    SmallAreaValue,
    WeightVote,
)
from ..queries.bringing import Plan, plan_of, reading_of
from .choosing import record_domains, record_groups, record_votes
from .maps import record_small_area_measures, record_small_area_values, record_small_areas
from .registry import record_ages, record_indicators, record_values

NAMED_AT_MOST = 1_000  # changed rows that one row of the trail names; of more, it names the first

RECORD: Mapping[type[Any], Callable[[Sequence[Any], Account | None], object]] = {
    Indicator: lambda rows, by: record_indicators(indicators=rows, by=by),
    IndicatorValue: lambda rows, by: record_values(values=rows, by=by),
    AgeCount: lambda rows, by: record_ages(counts=rows, by=by),
    Domain: lambda rows, by: record_domains(domains=rows, by=by),
    AreaGroup: lambda rows, by: record_groups(groups=rows, by=by),
    WeightVote: lambda rows, by: record_votes(votes=rows, by=by),
    SmallArea: lambda rows, by: record_small_areas(small_areas=rows, by=by),
    SmallAreaMeasure: lambda rows, by: record_small_area_measures(measures=rows, by=by),
    SmallAreaValue: lambda rows, by: record_small_area_values(values=rows, by=by),
}
CHANGED: Mapping[type[Any], str] = {
    Indicator: "need.change_indicators_from_table",
    IndicatorValue: "need.change_values_from_table",
    AgeCount: "need.change_ages_from_table",
    Domain: "need.change_domains_from_table",
    AreaGroup: "need.change_groups_from_table",
    WeightVote: "need.change_votes_from_table",
    SmallArea: "need.change_small_areas_from_table",
    SmallAreaValue: "need.change_small_area_values_from_table",
}


@verb
def put_by(
    *, person: Person, programme: Programme, file: str, content: bytes, holds: str, source: str, by: Account
) -> BroughtTable:
    """Lay a table aside until whoever brought it has seen what it would change."""
    check_leads(person)
    brought = BroughtTable(programme=programme, file=file, content=content, holds=holds, brought_by=by)
    try:
        holds = reading_of(brought).holds
    except BadTable as why:
        raise Refused(str(why)) from why
    fields = {"holds": holds, "mapping": {"source": source}}
    return saved(brought, fields, "need.put_table_by", by=by, programme=programme)


@verb
def say_what_it_is(
    *, person: Person, brought: BroughtTable, holds: str, mapping: Mapping[str, Any], by: Account
) -> BroughtTable:
    """What the table holds and what its columns are. Where it holds something else, its columns are guessed anew."""
    check_leads(person)
    kept = dict(mapping)
    if holds != brought.holds:
        kept = {name: mapping[name] for name in ("source", "leave_out") if name in mapping}
    fields = {"holds": holds, "mapping": kept}
    return saved(brought, fields, "need.say_what_a_table_is", by=by, programme=brought.programme)


@verb
def take_in(*, person: Person, brought: BroughtTable, lost: int, by: Account) -> Plan:
    """Compared anew, since others may have written since; whole, or not at all.

    `lost` is how many known values the person has agreed to see become unknown.
    """
    check_leads(person)
    Programme.objects.select_for_update().get(pk=brought.programme_id)
    plan = plan_of(reading_of(brought))
    _check_whole(plan)
    _check_lost(plan, lost)
    for rows in plan.batches:
        RECORD[type(rows[0])](rows, by)
    for rows, fields in plan.updates:
        _change(rows, fields, by, brought.programme)
    audited("need.take_table_in", brought, by=by, programme_slug=brought.programme.slug)
    brought.delete()
    return plan


def _check_whole(plan: Plan) -> None:
    if plan.can_be_taken_in:
        return
    says = [problem.says for problem in plan.problems] + plan.refused
    strangers = [*plan.blocking_areas.values(), *plan.strange_indicators.values()]
    says += [_("“%(name)s” is not known here.") % {"name": each.name} for each in strangers]
    raise Refused(
        _("Nothing is taken in. %(why)s") % {"why": says[0] if says else _("All of it is here already.")}
    )


def _check_lost(plan: Plan, agreed: int) -> None:
    if plan.lost > agreed:
        says = ngettext(
            "Nothing is taken in. %(n)s known value would become unknown, and nobody has said that it may.",
            "Nothing is taken in. %(n)s known values would become unknown, and nobody has said that they may.",
            plan.lost,
        )
        raise Refused(says % {"n": f"{plan.lost:,}"})


def _change(rows: Sequence[Any], fields: Collection[str], by: Account, programme: Programme) -> None:
    """Each row stands there under its number and takes the new fields: one statement for many, in a fraction of the
    time of an update that tells them apart."""
    model = type(rows[0])
    model._default_manager.bulk_create(
        rows,
        batch_size=ROWS_A_STATEMENT,
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=sorted(fields),
    )
    named = rows if len(rows) <= NAMED_AT_MOST else rows[:1]
    audited(CHANGED[model], *named, by=by, programme_slug=programme.slug)


@verb
def throw_away(*, person: Person, brought: BroughtTable, by: Account) -> None:
    check_leads(person)
    audited("need.throw_table_away", brought, by=by, programme_slug=brought.programme.slug)
    brought.delete()


@transaction.atomic
def throw_away_old(*, before: datetime) -> int:
    return BroughtTable.objects.filter(brought_at__lt=before).delete()[0]
