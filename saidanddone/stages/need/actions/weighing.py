"""What counts how much, by hand: domains, groups of places, and people's votes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.rules import Person, check_leads, check_one_programme

from .. import rules
from ..models import AreaGroup, Domain, Indicator, WeightVote
from .registry import check_areas

Points = Sequence[tuple[Indicator, float]]


def _locked(programme_id: int) -> None:
    """One change after the other, so that two that each would be right do not together make a loop or a double."""
    Programme.objects.select_for_update().get(pk=programme_id)


# Domains


@verb
def add_domain(*, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None) -> Domain:
    return _saved_domain(Domain(programme=programme), person, fields, "need.add_domain", by)


@verb
def change_domain(*, person: Person, domain: Domain, fields: dict[str, Any], by: Account | None) -> Domain:
    """Indicators name their domain, so a new name is written at them too."""
    check_leads(person)
    _locked(domain.programme_id)
    was = Domain.objects.get(pk=domain.pk).name
    changed = _saved_domain(domain, person, fields, "need.change_domain", by)
    named = list(Indicator.objects.filter(programme=changed.programme, domain=was))
    if changed.name != was and named:
        Indicator.objects.filter(pk__in=[each.pk for each in named]).update(domain=changed.name)
        audited("need.rename_domain", *named, by=by, programme_slug=changed.programme.slug)
    return changed


def _saved_domain(
    domain: Domain, person: Person, fields: dict[str, Any], verb: str, by: Account | None
) -> Domain:
    check_leads(person)
    _locked(domain.programme_id)
    parent = fields.get("parent", domain.parent)
    check_one_programme(domain.programme_id, parent)
    above = Domain.objects.filter(programme=domain.programme).values_list("pk", "parent_id")
    rules.check_above(domain.pk, parent.pk if parent else None, dict(above))
    return saved(domain, fields, verb, by=by, programme=domain.programme)


@verb
def throw_away_domain(*, person: Person, domain: Domain, by: Account | None) -> None:
    check_leads(person)
    _locked(domain.programme_id)
    named = Indicator.objects.filter(programme=domain.programme, domain=domain.name)
    rules.check_nothing_under(domain.parts.count(), named.count())
    audited("need.throw_away_domain", domain, by=by, programme_slug=domain.programme.slug)
    domain.delete()


# Groups of places: a group is the rows that have its name


@verb
def add_group(
    *, person: Person, programme: Programme, name: str, areas: Sequence[Area], by: Account | None
) -> list[AreaGroup]:
    check_leads(person)
    _locked(programme.pk)
    _check_group(programme, name, areas)
    rows = _of_group(programme, name, areas)
    return recorded(rows, "need.add_group", by=by, naming_all=True)


@verb
def change_group(
    *, person: Person, group: AreaGroup, name: str, areas: Sequence[Area], by: Account | None
) -> list[AreaGroup]:
    """Any row of the group says which group is meant."""
    check_leads(person)
    programme, was = group.programme, group.name
    _locked(programme.pk)
    _check_group(programme, name, areas, was)
    held = AreaGroup.objects.filter(programme=programme, name=was)
    held.exclude(area__in=areas).delete()
    held.update(name=name)
    kept = list(AreaGroup.objects.filter(programme=programme, name=name))
    there = {row.area_id for row in kept}
    new = _of_group(programme, name, [area for area in areas if area.pk not in there])
    made = kept + AreaGroup.objects.bulk_create(new)
    audited("need.change_group", *made, by=by, programme_slug=programme.slug)
    return made


@verb
def throw_away_group(*, person: Person, group: AreaGroup, by: Account | None) -> None:
    check_leads(person)
    rows = AreaGroup.objects.filter(programme=group.programme, name=group.name)
    audited("need.throw_away_group", *rows, by=by, programme_slug=group.programme.slug)
    rows.delete()


def _check_group(programme: Programme, name: str, areas: Sequence[Area], was: str = "") -> None:
    check_areas(programme, [area.pk for area in areas])
    others = AreaGroup.objects.filter(programme=programme).exclude(name=was).select_related("area")
    rules.check_group(name, areas, {row.name for row in others}, {row.area: row.name for row in others})


def _of_group(programme: Programme, name: str, areas: Iterable[Area]) -> list[AreaGroup]:
    rows = [AreaGroup(programme=programme, area=area, name=name) for area in areas]
    for row in rows:
        row.clean_fields()
    return rows


# Votes: a ballot is the rows that have its mark


@verb
def add_vote(
    *, person: Person, programme: Programme, voter: str, points: Points, by: Account | None
) -> list[WeightVote]:
    check_leads(person)
    _locked(programme.pk)
    _check_ballot(programme, voter, points)
    rows = _of_ballot(voter, points)
    return recorded(rows, "need.add_vote", by=by, programme_of=lambda row: row.indicator.programme)


@verb
def change_vote(
    *, person: Person, vote: WeightVote, voter: str, points: Points, by: Account | None
) -> list[WeightVote]:
    """Any row of the ballot says which ballot is meant. One changed here is no longer what its source says."""
    check_leads(person)
    programme, was = vote.indicator.programme, vote.voter
    _locked(programme.pk)
    _check_ballot(programme, voter, points, was)
    held = WeightVote.objects.filter(indicator__programme=programme, voter=was)
    audited("need.change_vote", *held[:1], by=by, programme_slug=programme.slug)
    held.delete()
    return WeightVote.objects.bulk_create(_of_ballot(voter, points))


@verb
def throw_away_vote(*, person: Person, vote: WeightVote, by: Account | None) -> None:
    check_leads(person)
    programme = vote.indicator.programme
    rows = WeightVote.objects.filter(indicator__programme=programme, voter=vote.voter)
    audited("need.throw_away_vote", *rows[:1], by=by, programme_slug=programme.slug)
    rows.delete()


def _check_ballot(programme: Programme, voter: str, points: Points, was: str = "") -> None:
    check_one_programme(programme.pk, *(indicator for indicator, _given in points))
    if not any(given > 0 for _indicator, given in points):
        raise Refused(_("Give points to one indicator at least."))
    others = WeightVote.objects.filter(indicator__programme=programme).exclude(voter=was)
    rules.check_mark(voter, others.filter(voter=voter).exists())


def _of_ballot(voter: str, points: Points) -> list[WeightVote]:
    rows = [WeightVote(indicator=indicator, voter=voter, points=given) for indicator, given in points]
    for row in rows:
        row.clean_fields()
    return rows
