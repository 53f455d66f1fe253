"""How the figures were worked out, and what they cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.document.blocks import Block, Bullets, Cell, FigureLink, Heading, Inlines, Strong, Words
from saidanddone.stages import STAGES
from saidanddone.thread.figures import BaseIs, Figure

NAMED = 3  # figures; more than these are counted, step by step
LAST_SENTENCE = re.compile(r"(?:(?P<before>.*\.) )?(?P<last>.+)", re.DOTALL)


def methods(figures: Sequence[Figure]) -> Iterator[Block]:
    """Every way in which a figure was worked out, step by step, each said once."""
    for stage in STAGES:
        ways = dict.fromkeys(figure.method for figure in figures if figure.stage == stage.label)
        if ways:
            yield Heading(2, str(stage.name), stage.label)
            yield Bullets(tuple(_ways(ways)))


def _ways(ways: Iterable[str]) -> Iterator[Cell | Bullets]:
    """Ways that end in the same sentence stand under it, so that it is said once for them all."""
    by_ending: dict[str, list[str]] = {}
    for way in ways:
        by_ending.setdefault(_parted(way)[1], []).append(way)
    for ending, alike in by_ending.items():
        if len(alike) == 1:
            yield alike[0]
        else:
            yield ending
            yield Bullets(tuple(before for before, _last in map(_parted, alike) if before))


def _parted(way: str) -> tuple[str, str]:
    """All but the last sentence, and the last."""
    found = LAST_SENTENCE.fullmatch(way)
    return (found["before"] or "", found["last"]) if found else ("", way)


def unknown(figures: Sequence[Figure]) -> Iterator[Block]:
    """What several figures alike cannot say, each once, and whose number of people is assumed.

    What one figure alone cannot say stands with it in the list of figures.
    """
    held: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.caution and not figure.cited:
            held.setdefault(figure.caution, []).append(figure)
    shared = {caution: those for caution, those in held.items() if len(those) > 1}
    if shared:
        yield Heading(2, _("What our figures cannot say"), "cautions")
        yield Bullets(
            tuple(
                (Words(_("True of each of ")), *_those(those), Words(f": {caution}"))
                for caution, those in shared.items()
            )
        )
    assumed = [figure for figure in figures if figure.N_is is BaseIs.ASSUMED]
    if assumed:
        yield Heading(2, _("Numbers of people that are assumed"), "assumed")
        yield Bullets(tuple(_with_its_number(figure) for figure in assumed))


def _those(figures: Sequence[Figure]) -> Inlines:
    """A few figures by name; many by how many they are of which step."""
    if len(figures) <= NAMED:
        named = [(Words("; "), FigureLink(figure.title, figure.key)) for figure in figures]
        return tuple(part for pair in named for part in pair)[1:]
    counted = []
    for stage in STAGES:
        n = sum(1 for figure in figures if figure.stage == stage.label)
        if n:
            says = ngettext("%(n)s figure of the step “%(step)s”", "%(n)s figures of the step “%(step)s”", n)
            counted.append(says % {"n": f"{n:,}", "step": stage.name})
    return (Strong("; ".join(counted)),)


def _with_its_number(figure: Figure) -> Inlines:
    return (FigureLink(figure.title, figure.key), Words(f": {figure.shown}, {figure.base}"))
