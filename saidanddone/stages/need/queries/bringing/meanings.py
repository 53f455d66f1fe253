"""What a column of a brought table may be, for each thing that a table holds, and by which headings it is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saidanddone.files import Table
from saidanddone.files.cells import NUMBER
from saidanddone.files.indicators import MARKS
from saidanddone.files.indicators.layouts import FINGERTIPS, OF_FINGERTIPS

from ...models import BroughtTable

Holds = BroughtTable.Holds
LEFT_OUT = ""
STRANGE_AT_MOST = 30  # columns of numbers that a file may bring unasked, if no indicator is called so
LOOKED_AT = 200  # filled cells of a column that say what it holds
CODE_OF_AREA = re.compile(
    r"(ltla|utla|lad|lau|la|ctyua|cty|ons|gss|area|borough)?\d* ?(code|cd)( ons)?|code ons"
)
CODE_OF_SMALL_AREA = re.compile(r"(lsoa|msoa|oa|soa|dz|ward|small area|zone)\d* ?(code|cd)?")
GSS_OF_SMALL = re.compile(r"[EWS]0[0125]\d{6}")  # output areas, LSOAs, MSOAs, wards
# Beside what `said need index` reads of such a file.
ALSO_OF_FINGERTIPS = {"numerator": "Count", "denominator": "Denominator", "period": "Time period"}


@dataclass(frozen=True)
class Meaning:
    """`key` is the model's field where there is one."""

    key: str
    label: Promise | str
    called: tuple[str, ...] = ()
    several: bool = False  # more than one column may be it


_AREA = Meaning("area", _("the borough: its code or its name"),
                ("area", "area code", "borough", "local authority", "local authority code", "areacd"))  # fmt: skip
_YEAR = Meaning("year", _("the year"), ("year", "time period sortable"))
_NUMERATOR = Meaning("numerator", _("how many"),
                     ("numerator", "count", "events", "observed", "deaths"))  # fmt: skip
_DENOMINATOR = Meaning("denominator", _("of how many"), ("denominator", "population", "people"))
_INDICATOR = Meaning("indicator", _("the indicator: its code or its name"),
                     ("indicator", "indicator id", "indicator code", "measure"))  # fmt: skip

MEANINGS: Mapping[str, tuple[Meaning, ...]] = {
    Holds.VALUES: (
        _AREA,
        _INDICATOR,
        _YEAR,
        Meaning("period", _("the period, as printed"), ("period", "time period")),
        Meaning("cells", _("values of one indicator, which this column is"), several=True),
        Meaning("value", _("the value"), ("value", "val", "estimate")),
        Meaning("low", _("the lower 95% limit"), ("low", "lower", "lci", "lower ci 95 0 limit", "lower limit")),
        Meaning("high", _("the upper 95% limit"), ("high", "upper", "uci", "upper ci 95 0 limit", "upper limit")),
        _NUMERATOR,
        _DENOMINATOR,
        Meaning("status", _("known, missing, suppressed or not applicable"), ("status",)),
    ),
    Holds.INDICATORS: (
        Meaning("code", _("code"), ("code", "indicator", "indicator id", "indicator code")),
        Meaning("name", _("name"), ("name", "indicator name")),
        Meaning("definition", _("definition"), ("definition", "description")),
        Meaning("direction", _("which way is worse"), ("direction", "polarity")),
        Meaning("unit", _("unit"), ("unit", "units")),
        Meaning("domain", _("domain"), ("domain", "parent", "theme", "heading")),
        Meaning("weight", _("weight"), ("weight",)),
        Meaning("people", _("group of people"), ("people", "group of people", "population")),
        Meaning("kind", _("what a value is"), ("kind",)),
        Meaning("per", _("per how many"), ("per", "multiplier")),
        Meaning("benchmark", _("benchmark"), ("benchmark",)),
        Meaning("benchmark_is", _("what the benchmark is"), ("benchmark is",)),
        Meaning("least", _("goalpost of least need"), ("least",)),
        Meaning("greatest", _("goalpost of greatest need"), ("greatest",)),
        Meaning("source", _("the key of its source"), ("source",)),
    ),
    Holds.AGES: (
        _INDICATOR,
        _AREA,
        _YEAR,
        Meaning("age", _("the age group"), ("age", "age group", "age band")),
        _NUMERATOR,
        _DENOMINATOR,
    ),
    Holds.DOMAINS: (
        Meaning("name", _("name"), ("name", "domain", "code")),
        Meaning("parent", _("what it is part of"), ("parent", "part of")),
        Meaning("weight", _("weight"), ("weight",)),
    ),
    Holds.GROUPS: (_AREA, Meaning("name", _("the group"), ("group", "name", "group name"))),
    Holds.VOTES: (
        Meaning("voter", _("the mark of a voter"), ("voter", "person", "respondent")),
        Meaning("indicator", _INDICATOR.label, (*_INDICATOR.called, "code")),
        Meaning("points", _("points"), ("points", "vote", "score", "weight")),
    ),
    Holds.SMALL_AREAS: (
        Meaning("code", _("the small area's code"), ("code", "lsoa", "lsoa code", "msoa code")),
        Meaning("name", _("the small area's name"), ("name", "lsoa name", "msoa name")),
        _AREA,
        Meaning("cells", _("a measure, which this column is"), several=True),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Knows:
    """What a cell may name, as the programme has it."""

    is_area: Callable[[str], bool]
    is_indicator: Callable[[str], bool]


def folded(text: str) -> str:
    """A heading as it is compared: small letters, and one blank for whatever stands between words."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def is_fingertips(table: Table) -> bool:
    return set(FINGERTIPS) <= set(table.columns)


def what_it_holds(table: Table, knows: Knows) -> str:
    """The likeliest, by its headings."""
    heads = {folded(column) for column in table.columns}
    if is_fingertips(table):
        return Holds.VALUES
    if "voter" in heads:
        return Holds.VOTES
    if "direction" in heads or {"code", "definition"} <= heads:
        return Holds.INDICATORS
    if heads & {"age", "age group", "age band"}:
        return Holds.AGES
    if {"weight"} <= heads and heads & {"parent", "part of", "domain"}:
        return Holds.DOMAINS
    if _of_small_areas(table, knows):
        return Holds.SMALL_AREAS
    if heads & {"group", "group name"} and len(table.columns) <= 3:
        return Holds.GROUPS
    return Holds.VALUES


def _of_small_areas(table: Table, knows: Knows) -> str:
    """The column of codes of small areas, where there is one."""
    for column in table.columns:
        cells = _first_cells(table, column)
        if not cells or _most(cells, knows.is_area):
            continue
        if CODE_OF_SMALL_AREA.fullmatch(folded(column)) or _most(
            cells, lambda cell: bool(GSS_OF_SMALL.fullmatch(cell))
        ):
            return column
    return ""


def what_columns_are(table: Table, holds: str, knows: Knows) -> dict[str, str]:
    """Of each column the likeliest meaning; the person who brought the table has the last word."""
    if holds == Holds.VALUES and is_fingertips(table):
        fixed = {column: key for key, column in {**OF_FINGERTIPS, **ALSO_OF_FINGERTIPS}.items()}
        return {column: fixed.get(column, LEFT_OUT) for column in table.columns}
    found: dict[str, str] = {}
    if holds == Holds.SMALL_AREAS and (code := _of_small_areas(table, knows)):
        found[code] = "code"
    meanings = MEANINGS[holds]
    _by_what_cells_name(table, found, meanings, knows)
    for meaning in meanings:
        if meaning.key in found.values() or meaning.several:
            continue
        for column in table.columns:
            if column not in found and _is_called(column, meaning, holds):
                found[column] = meaning.key
                break
    if holds == Holds.VALUES:
        _wide_or_long(table, found, knows)
    elif holds == Holds.SMALL_AREAS:
        _name_of_small_area(table, found)
        found |= dict.fromkeys(_numeric(table, found), "cells")
    return {column: found.get(column, LEFT_OUT) for column in table.columns}


def _by_what_cells_name(
    table: Table, found: dict[str, str], meanings: Sequence[Meaning], knows: Knows
) -> None:
    """A column in which most cells name boroughs is the borough's, whatever it is called."""
    for key, known in (("area", knows.is_area), ("indicator", knows.is_indicator)):
        if all(meaning.key != key for meaning in meanings):
            continue
        for column in table.columns:
            if column not in found and _most(_first_cells(table, column), known):
                found[column] = key
                break


def _is_called(column: str, meaning: Meaning, holds: str) -> bool:
    head = folded(column)
    if head in meaning.called:
        return True
    return meaning.key == "area" and holds != Holds.SMALL_AREAS and bool(CODE_OF_AREA.fullmatch(head))


def _wide_or_long(table: Table, found: dict[str, str], knows: Knows) -> None:
    """Long where a column names the indicator, or where the numbers are one value and what belongs to it."""
    others = [*_numeric(table, found), *filter(knows.is_indicator, table.columns)]
    means = set(found.values())
    if "indicator" in means or (not others and means & {"value", "numerator"}):
        return
    parts = {"value", "low", "high", "numerator", "denominator", "status"}
    for column in [column for column, key in found.items() if key in parts]:
        del found[column]
    known = [column for column in table.columns if column not in found and knows.is_indicator(column)]
    strange = [column for column in _numeric(table, found) if column not in known]
    # Of very many that nobody has described, the person says which are indicators.
    found |= dict.fromkeys([*known, *(strange if len(strange) <= STRANGE_AT_MOST else [])], "cells")


def _name_of_small_area(table: Table, found: dict[str, str]) -> None:
    for column in table.columns:
        if (
            "name" not in found.values()
            and column not in found
            and re.fullmatch(r"(lsoa|msoa|soa|dz|small area)\d* ?(name|nm)", folded(column))
        ):
            found[column] = "name"


def _numeric(table: Table, found: Mapping[str, str]) -> list[str]:
    def is_number(cell: str) -> bool:
        return bool(NUMBER.fullmatch(cell))

    return [
        column
        for column in table.columns
        if column not in found
        and _most([cell for cell in _first_cells(table, column) if cell.lower() not in MARKS], is_number)
    ]


def _first_cells(table: Table, column: str) -> list[str]:
    cells = []
    for row in table.rows:
        if cell := (row.cells[column] or "").strip():
            cells.append(cell)
            if len(cells) == LOOKED_AT:
                break
    return cells


def _most(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(cells) and 2 * sum(map(holds, cells)) > len(cells)
