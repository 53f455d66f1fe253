"""A file of the directory standard, read safely and checked, or one sentence that says where it is wrong."""

from __future__ import annotations

import json
import re
import uuid
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused
from saidanddone.people.rules.letters import check_line

from . import standard
from .standard import Kind

BYTES_AT_MOST: Final = 2_000_000
DEEPEST: Final = 16
NAME_AT_MOST: Final = 300
TEXT_AT_MOST: Final = 20_000
SAFE_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+", re.I)
TIME_OF_DAY = re.compile(r"([01]\d|2[0-4]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?")
UNREADABLE = re.compile("[\x00\ud800-\udfff]")


class BadDirectory(ValueError):
    """The file cannot be taken in; its text is one sentence: where, what, and what is allowed."""

    def __init__(self, path: str, problem: str, allowed: str = "") -> None:
        said = f"{path}: {problem}"
        super().__init__(f"{said}; {_('allowed')}: {allowed}" if allowed else said)


def read_json(content: bytes) -> Any:
    """Text in UTF-8 that is JSON and nothing else, neither too long nor too deep."""
    if len(content) > BYTES_AT_MOST:
        raise BadDirectory("$", _("the file is too long"), _("2 megabytes. Bring in a part at a time"))
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number, object_pairs_hook=_once)
    except UnicodeDecodeError as why:
        raise BadDirectory("$", _("this is no text"), _("JSON, written as UTF-8")) from why
    except RecursionError as why:
        raise _too_deep("$") from why
    except json.JSONDecodeError as why:
        where = {"line": why.lineno, "column": why.colno}
        problem = _("this is no JSON from line %(line)s, column %(column)s on") % where
        raise BadDirectory("$", problem) from why
    _check_values(found, "$", 0)
    return found


def _no_number(said: str) -> float:
    raise BadDirectory("$", _("%(said)s is no number") % {"said": said})


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = next(name for name, _value in pairs if [key for key, _v in pairs].count(name) > 1)
        raise BadDirectory("$", _("“%(name)s” stands twice in one row") % {"name": twice[:60]})
    return made


def _too_deep(path: str) -> BadDirectory:
    return BadDirectory(path[:80], _("this lies too deep"), _("%(most)s levels at most") % {"most": DEEPEST})


def _check_values(value: Any, path: str, depth: int) -> None:
    if depth > DEEPEST:
        raise _too_deep(path)
    if isinstance(value, dict):
        for name, each in value.items():
            _check_values(name, path, depth)
            _check_values(each, f"{path}.{name}", depth + 1)
    elif isinstance(value, list):
        for at, each in enumerate(value):
            _check_values(each, f"{path}[{at}]", depth + 1)
    elif isinstance(value, str):
        if UNREADABLE.search(value):
            raise BadDirectory(path, _("there is a sign in this text that cannot be kept"))
        if len(value) > TEXT_AT_MOST:
            raise BadDirectory(path, _("this text is too long"), _("20,000 letters at most"))
    elif isinstance(value, int | float) and not abs(value) < 10**15:
        raise BadDirectory(path, _("this number is too large"))


# What stands in it


def kind_of(document: dict[str, Any]) -> Kind:
    """A row says by its names what it is, as the addresses of a directory do."""
    if document.keys() & {"service", "location", "location_id"}:
        return standard.SERVICE_AT_LOCATION
    if "status" in document:
        return standard.SERVICE
    if document.keys() & {"term", "term_uri", "taxonomy", "taxonomy_id", "parent_id", "code"}:
        return standard.TERM
    if document.keys() & {"taxonomy_terms", "version"}:
        return standard.TAXONOMY
    return standard.ORGANISATION


def rows_of(found: Any) -> list[tuple[str, Kind, dict[str, Any]]]:
    """Every row at the top of a file with its path: one row, a list of rows, or a page of a list."""
    path, rows = "$", [found]
    if isinstance(found, list):
        rows = found
        paths = [f"$[{at}]" for at in range(len(rows))]
    elif isinstance(found, dict) and "contents" in found:
        path, rows = "$.contents", found["contents"]
        if not isinstance(rows, list):
            raise BadDirectory(path, _("this is no list"), _("a list of rows"))
        paths = [f"{path}[{at}]" for at in range(len(rows))]
    else:
        paths = [path]
    if not rows:
        raise BadDirectory(path, _("there is no row in this file"))
    checked = []
    for at, row in zip(paths, rows, strict=True):
        if not isinstance(row, dict):
            raise BadDirectory(at, _("this is no row of a directory"), _("{ … } with an id and a name"))
        checked.append((at, kind_of(row), row))
    return [(at, kind, check_row(row, kind, at)) for at, kind, row in checked]


def check_row(row: Any, kind: Kind, path: str) -> dict[str, Any]:
    """The row without what says nothing (null, blank, an empty list stays: it says that there is none)."""
    if not isinstance(row, dict):
        raise BadDirectory(path, _("this is no row"), "{ … }")
    for name in kind.required:
        if row.get(name) is None:
            raise BadDirectory(f"{path}.{name}", _("this is missing"), _said(kind.plain[name]))
    made = {}
    for name, value in row.items():
        at = f"{path}.{name}"
        if value is None:
            made[name] = None
        elif name in kind.plain:
            made[name] = _checked(value, kind.plain[name], at, is_name=name == "name")
        elif name in kind.holds:
            made[name] = check_row(value, kind.holds[name], at)
        elif name in kind.lists:
            if not isinstance(value, list):
                raise BadDirectory(at, _("this is no list"), "[ … ]")
            below = kind.lists[name]
            made[name] = [check_row(each, below, f"{at}[{place}]") for place, each in enumerate(value)]
            _check_ids_once(made[name], at)
        else:
            made[name] = value
    return made


def _check_ids_once(rows: list[dict[str, Any]], path: str) -> None:
    seen: set[str] = set()
    for place, row in enumerate(rows):
        if row["id"] in seen:
            raise BadDirectory(f"{path}[{place}].id", _("this identifier stands twice in one list"))
        seen.add(row["id"])


def _said(what: str | tuple[str, ...]) -> str:
    return what if isinstance(what, str) else ", ".join(what)


def _checked(value: Any, what: str | tuple[str, ...], path: str, *, is_name: bool) -> Any:
    shown = f"“{str(value)[:60]}”"
    wrong = BadDirectory(path, _("%(value)s is not allowed") % {"value": shown}, _said(what))
    if what == standard.NUMBER:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise wrong
        return value
    if not isinstance(value, str):
        raise wrong
    if is_name:
        _check_name(value, path)
    if isinstance(what, tuple):
        if value not in what:
            raise wrong
    elif value and not _fits(value, what):
        raise wrong
    elif what == standard.UUID:
        return str(uuid.UUID(value))
    return value


def _check_name(value: str, path: str) -> None:
    if len(value) > NAME_AT_MOST:
        raise BadDirectory(path, _("this name is too long"), _("300 letters at most"))
    try:
        check_line(value)
    except Refused as why:
        raise BadDirectory(path, str(why)) from why


def _fits(value: str, what: str) -> bool:
    if what == standard.URI:
        return bool(SAFE_ADDRESS.fullmatch(value))
    if what == standard.TIME:
        return bool(TIME_OF_DAY.fullmatch(value))
    try:
        if what == standard.UUID:
            uuid.UUID(value)
        elif what == standard.DATE:
            date.fromisoformat(value)
        elif what == standard.MOMENT:
            datetime.fromisoformat(value)
        elif what == standard.EMAIL:
            validate_email(value)
    except (ValueError, ValidationError):
        return False
    return True
