"""Indicators and measures that a file brings with it, as somebody declared them beside it."""

from __future__ import annotations

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ...models import Indicator, SmallAreaMeasure
from .planning import Plan, checked
from .reading import Named

# Of a new indicator or measure, beside its code. The direction is declared: nothing is guessed for it.
OF_INDICATOR = ("name", "definition", "direction", "unit", "domain", "kind", "per")
OF_MEASURE = ("name", "direction", "unit")


def declared(plan: Plan, named: Named, at: int) -> Indicator | None:
    """A new indicator, or none where something of it is still to be said."""
    said = {name: named.said[name] for name in OF_INDICATOR if named.said.get(name) not in (None, "")}
    full_name = plan.reading.full_name(named.name)
    row = Indicator(
        programme=plan.reading.brought.programme,
        code=named.code,
        source=plan.reading.source,
        note=plan.reading.note(1),
        **{"name": full_name[:200]} | said,
    )
    return row if _is_whole(plan, named, at, row, ("code", *OF_INDICATOR)) else None


def declared_measure(plan: Plan, named: Named, at: int) -> SmallAreaMeasure | None:
    said = {name: named.said[name] for name in OF_MEASURE if named.said.get(name)}
    row = SmallAreaMeasure(
        programme=plan.reading.brought.programme,
        key=named.code,
        year=plan.reading.year,
        source=plan.reading.source,
        note=plan.reading.note(1),
        **{"name": named.name[:200]} | said,
    )
    return row if _is_whole(plan, named, at, row, ("key", *OF_MEASURE)) else None


def _is_whole(
    plan: Plan, named: Named, at: int, row: Indicator | SmallAreaMeasure, fields: tuple[str, ...]
) -> bool:
    wrong = dict(checked(row, fields))
    blank = [name for name in fields if name in wrong and not getattr(row, name)]
    if not row.direction:
        blank.remove("direction")
        says = _("“%(name)s” is new: say which way is worse. It is never guessed from the numbers.")
        plan.ask(says % {"name": named.name}, f"n{at}-direction")
    if blank:
        names = get_text_list([str(row._meta.get_field(name).verbose_name) for name in blank], _("and"))
        says = _("“%(name)s” is new, and still to be said is: %(names)s.")
        plan.ask(says % {"name": named.name, "names": names}, f"n{at}-{blank[0]}")
    for name in set(wrong) - {*blank, "direction"}:
        words = {"name": named.name, "field": row._meta.get_field(name).verbose_name, "why": wrong[name]}
        says = _("“%(name)s” is new. Its %(field)s: %(why)s")
        plan.ask(says % words, f"n{at}-{'code' if name == 'key' else name}")
    if isinstance(row, Indicator) and (row.kind == Indicator.Kind.VALUE) != (row.per is None):
        says = _("“%(name)s”: a share or a rate says per how many, and a value as printed does not.")
        plan.ask(says % {"name": named.name}, f"n{at}-per")
    return not plan.problems
