"""How the index is worked out and where to begin, as rows of files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from saidanddone.files import BadTable, CheckedRow
from saidanddone.files.types import IsoDate, Number, Whole, YesNo
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import SEVERAL, Loading, Row, fits, once, several

from .. import actions, queries, rules
from ..models import AreaGroup, Decision, Domain, IndexMethod, WeightVote


def _bad(at: CheckedRow[Row], column: str, problem: str, allowed: str) -> BadTable:
    return BadTable(file=at.file, line=at.line, column=column, problem=problem, allowed=allowed)


class DomainRow(Row):
    name: str
    parent: str | None
    weight: Number


def load_domains(loading: Loading, rows: Sequence[CheckedRow[DomainRow]]) -> None:
    """A larger domain stands above those that are part of it."""
    once(rows, "name")
    for at in rows:
        r = at.row
        domain = fits(at, Domain(
            programme=loading.programme, name=r.name, weight=r.weight,
            parent=loading.find("domain", r.parent, at, "parent"), **r.from_where(),
        ))  # fmt: skip
        actions.record_domains(domains=[domain], by=loading.by)
        loading.keep("domain", r.name, domain)


def dump_domains(programme: Programme) -> Iterable[Sequence[object]]:
    for d in queries.domains_in_file_order(programme):
        yield (d.name, d.parent.name if d.parent else None, d.weight, d.provenance, d.note)


class GroupRow(Row):
    area: str
    name: str


def load_groups(loading: Loading, rows: Sequence[CheckedRow[GroupRow]]) -> None:
    once(rows, "area")
    groups = [fits(at, AreaGroup(
        programme=loading.programme, area=loading.find("area", at.row.area, at, "area"), name=at.row.name,
        **at.row.from_where(),
    )) for at in rows]  # fmt: skip
    actions.record_groups(groups=groups, by=loading.by)


def dump_groups(programme: Programme) -> Iterable[Sequence[object]]:
    for g in queries.groups_in_file_order(programme):
        yield (g.area.code, g.name, g.provenance, g.note)


class VoteRow(Row):
    indicator: str
    voter: str
    points: Number


def load_votes(loading: Loading, rows: Sequence[CheckedRow[VoteRow]]) -> None:
    once(rows, "indicator", "voter")
    votes = [fits(at, WeightVote(
        indicator=loading.find("indicator", at.row.indicator, at, "indicator"), voter=at.row.voter,
        points=at.row.points, **at.row.from_where(),
    )) for at in rows]  # fmt: skip
    actions.record_votes(votes=votes, by=loading.by)


def dump_votes(programme: Programme) -> Iterable[Sequence[object]]:
    for v in queries.votes_in_file_order(programme):
        yield (v.indicator.code, v.voter, v.points, v.provenance, v.note)


class MethodRow(Row):
    chosen_on: IsoDate
    normalise: Literal[
        "minmax", "zscore", "prank", "imd", "quarter", "benchmark", "goalposts", "dist2max", "fracmax", "rank",
        "borda", "scaled",
    ]  # fmt: skip
    aggregate: Literal["arithmetic", "geometric", "harmonic", "power"]
    power: Number | None
    weighing: Literal["given", "equal", "domains", "within", "pca", "votes"]
    impute: Literal["none", "mean", "median"]
    by_group: YesNo
    least_known: Whole
    treat: YesNo
    most_capped: Whole
    reasons: str


def load_methods(loading: Loading, rows: Sequence[CheckedRow[MethodRow]]) -> None:
    methods = []
    for at in rows:
        r = at.row
        try:
            rules.check_power(r.aggregate, r.power)
        except Refused as why:
            raise _bad(at, "power", str(why), "a number where aggregate is power, else a blank cell") from why
        methods.append(fits(at, IndexMethod(
            programme=loading.programme, chosen_on=r.chosen_on, normalise=r.normalise, aggregate=r.aggregate,
            power=r.power, weighing=r.weighing, impute=r.impute, by_group=r.by_group, least_known=r.least_known,
            treat=r.treat, most_capped=r.most_capped, reasons=r.reasons, **r.from_where(),
        )))  # fmt: skip
    actions.record_methods(methods=methods, by=loading.by)


def dump_methods(programme: Programme) -> Iterable[Sequence[object]]:
    for m in queries.methods_in_file_order(programme):
        yield (
            m.chosen_on, m.normalise, m.aggregate, m.power, m.weighing, m.impute, m.by_group, m.least_known, m.treat,
            m.most_capped, m.reasons, m.provenance, m.note,
        )  # fmt: skip


class DecisionRow(Row):
    key: str
    decided_on: IsoDate | None
    first: Whole
    areas: str
    reasons: str
    decided_by: str
    data_hash: str | None


def load_decisions(loading: Loading, rows: Sequence[CheckedRow[DecisionRow]]) -> None:
    once(rows, "key")
    decisions = []
    for at in rows:
        areas = loading.find_all("area", several(at.row.areas), at, "areas")
        try:
            rules.check_first(at.row.first, areas)
        except Refused as why:
            raise _bad(at, "first", str(why), "as many places as the column areas names") from why
        decisions.append((_decision(loading, at), areas))
    for made in actions.record_decisions(decisions=decisions, by=loading.by):
        loading.keep("decision", made.key, made)


def _decision(loading: Loading, at: CheckedRow[DecisionRow]) -> Decision:
    r = at.row
    return fits(at, Decision(
        programme=loading.programme, key=r.key, decided_on=r.decided_on, first=r.first, reasons=r.reasons,
        decided_by=r.decided_by, data_hash=r.data_hash or "", **r.from_where(),
    ))  # fmt: skip


def dump_decisions(programme: Programme) -> Iterable[Sequence[object]]:
    for d in queries.decisions_in_file_order(programme):
        areas = SEVERAL.join(chosen.area.code for chosen in d.chosen.all())
        yield (
            d.key,
            d.decided_on,
            d.first,
            areas,
            d.reasons,
            d.decided_by,
            d.data_hash or None,
            d.provenance,
            d.note,
        )
