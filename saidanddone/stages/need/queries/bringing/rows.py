"""Tables with a row for each thing, set beside what is here: descriptions, counts by age, domains, groups, votes.

A blank cell says nothing: what is written stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isnan
from re import fullmatch
from typing import Any

from django.utils.translation import gettext as _

from saidanddone.files import BadTable, TableRow
from saidanddone.files.cells import number_of, text_of
from saidanddone.files.indicators import age_of, no_count, no_size
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Direction

from ... import rules
from ...models import EARLIEST_YEAR, LATEST_YEAR, AgeCount, AreaGroup, Domain, Indicator, WeightVote
from .meanings import Holds
from .planning import Plan, checked, shown

# Words for which way is worse: the programme's own, and those of `said need index`.
DIRECTIONS = {
    "higher-is-worse": Direction.HIGHER_IS_WORSE,
    "higher is worse": Direction.HIGHER_IS_WORSE,
    "1": Direction.HIGHER_IS_WORSE,
    "+1": Direction.HIGHER_IS_WORSE,
    "higher-is-better": Direction.HIGHER_IS_BETTER,
    "higher is better": Direction.HIGHER_IS_BETTER,
    "-1": Direction.HIGHER_IS_BETTER,
}


class Stranger(Exception):
    """A cell names what the programme does not have; the plan has counted it."""


@dataclass(frozen=True)
class Cell:
    plan: Plan
    row: TableRow
    column: str

    @property
    def text(self) -> str:
        return text_of(self.row, self.column)

    @property
    def number(self) -> float:
        found = number_of(self.plan.reading.table, self.row, self.column)
        if isnan(found):
            self.refuse(_("the cell is blank"), _("a number with a point, such as 12.5"))
        return found

    def refuse(self, problem: str, allowed: str) -> None:
        raise self.plan.bad(self.row.line, self.column, problem, allowed)


def _text(cell: Cell) -> str:
    return cell.text


def _number(cell: Cell) -> float:
    return cell.number


def _area(cell: Cell) -> Any:
    found = cell.plan.area(cell.text, cell.row.line)
    if found is None:
        raise Stranger
    return found


def _indicator(cell: Cell) -> Any:
    found = cell.plan.reading.known.indicator(cell.text)
    if found is None:
        cell.plan.stranger_indicator(cell.text, cell.row.line)
        raise Stranger
    return found


def _source(cell: Cell) -> Any:
    sources = cell.plan.reading.known.sources
    if cell.text not in sources:
        allowed = ", ".join(sources) or _("blank, since the programme has no source")
        cell.refuse(_("there is no source “%(key)s”") % {"key": cell.text}, allowed)
    return sources[cell.text]


def _direction(cell: Cell) -> str:
    found = DIRECTIONS.get(cell.text.lower().removesuffix(".0"))
    if found is None:
        cell.refuse(
            _("“%(cell)s” is no direction") % {"cell": cell.text}, "higher-is-worse, higher-is-better, 1, -1"
        )
    return str(found)


def _year(cell: Cell) -> int:
    if not fullmatch(r"\d{4}", cell.text) or not EARLIEST_YEAR <= int(cell.text) <= LATEST_YEAR:
        allowed = _("a year from %(first)s to %(last)s") % {"first": EARLIEST_YEAR, "last": LATEST_YEAR}
        cell.refuse(_("“%(cell)s” is no year") % {"cell": cell.text}, allowed)
    return int(cell.text)


def _age(cell: Cell) -> str:
    return age_of(cell.plan.reading.table, cell.row, cell.column)


def _count(cell: Cell) -> int:
    found = cell.number
    wrong = no_count(cell.column, found)
    if wrong is not None:
        cell.refuse(wrong.problem, wrong.allowed)
    return int(found)


def _size(cell: Cell) -> float:
    found = cell.number
    wrong = no_size(cell.column, found)
    if wrong is not None:
        cell.refuse(wrong.problem, wrong.allowed)
    return found


def _voter(cell: Cell) -> str:
    if rules.is_an_address(cell.text):
        cell.refuse(
            _("“%(cell)s” is an address") % {"cell": cell.text}, _("a mark that is nobody's, such as 7")
        )
    return cell.text


def _points(cell: Cell) -> float:
    found = cell.number
    if found < 0:
        cell.refuse(_("%(points)s is below 0") % {"points": f"{found:g}"}, _("0 or more"))
    return found


def _parent(cell: Cell) -> str:
    return cell.text  # a name, which may stand further down


Read = Callable[[Cell], Any]


@dataclass(frozen=True)
class Kind:
    model: type[Any]
    keys: tuple[str, ...]  # of the model's fields, those that tell one row from another
    reads: Mapping[str, Read]
    needs: tuple[str, ...] = ()  # beside the keys, what no row may leave blank


KINDS: dict[str, Kind] = {
    Holds.INDICATORS: Kind(
        Indicator,
        ("code",),
        dict.fromkeys(
            ("code", "name", "definition", "unit", "domain", "people", "kind", "benchmark_is"), _text
        )
        | dict.fromkeys(("weight", "per", "benchmark", "least", "greatest"), _number)
        | {"direction": _direction, "source": _source},
    ),
    Holds.AGES: Kind(
        AgeCount,
        ("indicator", "area", "year", "age"),
        {"indicator": _indicator, "area": _area, "year": _year, "age": _age}
        | {"numerator": _count, "denominator": _size},
        ("numerator", "denominator"),
    ),
    Holds.DOMAINS: Kind(Domain, ("name",), {"name": _text, "parent": _parent, "weight": _number}),
    Holds.GROUPS: Kind(AreaGroup, ("area",), {"area": _area, "name": _text}, ("name",)),
    Holds.VOTES: Kind(
        WeightVote,
        ("indicator", "voter"),
        {"indicator": _indicator, "voter": _voter, "points": _points},
        ("points",),
    ),
}


def plan_rows(plan: Plan) -> None:
    kind = KINDS[plan.reading.holds]
    given = _given(plan)
    if plan.problems:
        return
    comparing = _Comparing(plan, kind, given)
    headings = _headings(plan)
    for row in plan.reading.table.rows:
        if plan.reading.holds == Holds.INDICATORS and text_of(row, plan.reading.column("code")) in headings:
            continue
        try:
            comparing.take(row)
        except BadTable as why:
            plan.refuse(why)
        except Stranger:
            continue
    if plan.reading.holds == Holds.DOMAINS:
        comparing.join_domains()
    else:
        plan.keep(comparing.new)
    plan.change(comparing.changed, {*kind.reads, "provenance", "note"} - set(kind.keys))
    plan.say_what_is_left_out()


def _given(plan: Plan) -> dict[str, Any]:
    """What was said of the whole file, since no column says it."""
    reading = plan.reading
    found: dict[str, Any] = {}
    if reading.asks_year:
        found["year"] = reading.year
    if reading.asks_which_indicator:
        found["indicator"] = reading.known.indicator(reading.said.get("indicator", ""))
        if found["indicator"] is None:
            plan.ask(_("The file names no indicator. Say which one it is of."), "indicator")
    return found


def _headings(plan: Plan) -> set[str]:
    """In a file of `said need index`, rows under which other rows stand: they are domains and no indicators."""
    reading = plan.reading
    column = reading.column("domain")
    if reading.holds != Holds.INDICATORS or column.casefold() != "parent":
        return set()
    found = {text_of(row, column) for row in reading.table.rows} - {""}
    found &= {text_of(row, reading.column("code")) for row in reading.table.rows}
    if found:
        says = _("rows under which others stand: %(names)s. Bring the same file once more as domains")
        plan.left_out.append(says % {"names": ", ".join(sorted(found))})
    return found


class _Comparing:
    def __init__(self, plan: Plan, kind: Kind, given: Mapping[str, Any]) -> None:
        self.plan, self.kind, self.given = plan, kind, given
        self.columns = {key: plan.reading.column(key) for key in kind.reads if plan.reading.column(key)}
        self.new: list[Any] = []
        self.changed: list[Any] = []
        self.lines: dict[tuple[Any, ...], int] = {}
        self.parents: dict[str, tuple[str, int]] = {}  # of a domain, as the file names it
        rows = kind.model.objects.filter(**self._of_programme()).select_related(
            *(key for key in ("area", "indicator", "source", "parent") if key in kind.reads)
        )
        self.here = {self._key(row): row for row in rows}

    def _of_programme(self) -> dict[str, Any]:
        programme = self.plan.reading.brought.programme
        of_indicator = self.kind.model in (AgeCount, WeightVote)
        return {"indicator__programme" if of_indicator else "programme": programme}

    def _key(self, row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, key) for key in self.kind.keys)

    def take(self, row: TableRow) -> None:
        said = self._said(row)
        key = tuple(said[each] for each in self.kind.keys)
        what = ", ".join(map(str, key))
        if key in self.lines:
            words = {"what": what, "line": self.lines[key]}
            problem = _("“%(what)s” stands already in line %(line)s") % words
            raise self.plan.bad(row.line, self._column(self.kind.keys[-1]), problem, _("each once"))
        self.lines[key] = row.line
        if self.kind.model is Domain:
            self.parents[said["name"]] = said.pop("parent", ""), row.line
        before = self.here.get(key)
        if before is None:
            self._add(row, said, what)
        else:
            self._change(row, before, said, what)

    def _said(self, row: TableRow) -> dict[str, Any]:
        said = dict(self.given)
        for key, column in self.columns.items():
            cell = Cell(self.plan, row, column)
            if cell.text:
                said[key] = self.kind.reads[key](cell)
            elif key in self.kind.keys or key in self.kind.needs:
                cell.refuse(_("the cell is blank"), _("something in each line"))
        return said

    def _column(self, key: str) -> str:
        return self.columns.get(key, "")

    def _add(self, row: TableRow, said: Mapping[str, Any], what: str) -> None:
        new = self.kind.model(note=self.plan.reading.note(row.line), **said)
        if "programme" in {each.name for each in self.kind.model._meta.concrete_fields}:
            new.programme = self.plan.reading.brought.programme
        if self.kind.model is Indicator:
            new.source = new.source or self.plan.reading.source
            if not new.direction:
                problem = _("“%(what)s” is new, and nobody says which way is worse") % {"what": what}
                raise self.plan.bad(
                    row.line, self._column("direction"), problem, "higher-is-worse, higher-is-better, 1, -1"
                )
        self._check(row, new)
        self.new.append(new)
        after = "; ".join(f"{self._label(key)}: {shown(value)}" for key, value in self._beside_keys(said))
        self.plan.add_new(what, row.line, after)

    def _change(self, row: TableRow, before: Any, said: Mapping[str, Any], what: str) -> None:
        differs = {key: value for key, value in said.items() if getattr(before, key) != value}
        if not differs:
            self.plan.same += 1
            return
        then = {key: getattr(before, key) for key in differs}
        for key, value in differs.items():
            setattr(before, key, value)
        self._check(row, before)
        self.changed.append(before)
        words = "; ".join(f"{self._label(key)}: {shown(value)}" for key, value in then.items())
        before.provenance, before.note = (
            "",
            _("%(where)s; before: %(then)s")
            % {
                "where": self.plan.reading.note(row.line),
                "then": words,
            },
        )
        after = "; ".join(f"{self._label(key)}: {shown(value)}" for key, value in differs.items())
        self.plan.add_change(what, row.line, words, after)

    def _beside_keys(self, said: Mapping[str, Any]) -> list[tuple[str, Any]]:
        return [(key, value) for key, value in said.items() if key not in self.kind.keys]

    def _label(self, key: str) -> str:
        return str(self.kind.model._meta.get_field(key).verbose_name)

    def _check(self, row: TableRow, new: Any) -> None:
        names = {key for key in self.kind.reads if not self.kind.model._meta.get_field(key).is_relation}
        for name, why in checked(new, names):
            raise self.plan.bad(row.line, self._column(name) or name, why)
        if isinstance(new, Indicator):
            try:
                rules.check_kind(new.kind, new.per)
                rules.check_goalposts(new.least, new.greatest)
            except Refused as why:
                raise self.plan.bad(
                    row.line, self._column("kind") or self._column("least"), str(why)
                ) from why

    # Domains, of which one may be part of another further down

    def join_domains(self) -> None:
        by_name: dict[str, Domain] = {row.name: row for row in self.here.values()}
        by_name |= {row.name: row for row in self.new}
        for name, (parent, line) in self.parents.items():
            try:
                if parent and name in by_name:
                    self._join(by_name[name], by_name.get(parent), parent, line)
            except BadTable as why:
                self.plan.refuse(why)
        for level in _levels(self.new):
            self.plan.keep(level)

    def _join(self, domain: Domain, parent: Domain | None, name: str, line: int) -> None:
        column = self._column("parent")
        if parent is None:
            problem = _("there is no domain “%(name)s”") % {"name": name}
            raise self.plan.bad(
                line, column, problem, _("a domain of this file or of the programme, or blank")
            )
        above: Domain | None = parent
        while above is not None:
            if above is domain:
                problem = _("“%(name)s” would be part of itself") % {"name": domain.name}
                raise self.plan.bad(line, column, problem, _("a larger domain, or blank"))
            above = self.here.get((above.parent.name,), above.parent) if above.parent else None
        if domain.parent is not parent and (domain.parent is None or domain.parent.name != parent.name):
            self._move(domain, parent, line)

    def _move(self, domain: Domain, parent: Domain, line: int) -> None:
        then, domain.parent = domain.parent, parent
        if domain.pk is not None and domain not in self.changed:
            domain.provenance, domain.note = "", self.plan.reading.note(line)
            self.changed.append(domain)
            self.plan.same -= 1
            self.plan.add_change(domain.name, line, then.name if then else "", parent.name)


def _levels(domains: list[Domain]) -> list[list[Domain]]:
    """Larger ones first, since a row is written after the one that it names."""
    found: list[list[Domain]] = []
    left = list(domains)
    while left:
        waiting = {id(each) for each in left}
        level = [each for each in left if each.parent is None or id(each.parent) not in waiting]
        if not level:
            return found  # a ring, which has been refused
        found.append(level)
        left = [each for each in left if all(each is not other for other in level)]
    return found
