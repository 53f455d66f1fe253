"""Releases as they were published, and words that have been withdrawn since."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from saidanddone.document.blocks import Block, Document, FigureList, Heading, Notice, Quotation
from saidanddone.document.json_form import from_json
from saidanddone.privacy.queries import requests as privacy
from saidanddone.programme.models import Programme
from saidanddone.words.models import Text
from saidanddone.words.queries import quotable_condition

from ..models import Printed, Release

NUMBER_LETTERS = 5  # as many digits as the number of a release can have
FIGURES_A_PAGE = 40  # a page that a phone loads at once


def releases_of(programme: Programme) -> QuerySet[Release]:
    """Releases are public; the big columns are left out of lists."""
    return Release.objects.filter(programme=programme).defer("document")


def latest_release(programme: Programme) -> Release | None:
    return releases_of(programme).order_by("-number").first()


def next_number(programme: Programme) -> int:
    latest = latest_release(programme)
    return latest.number + 1 if latest else 1


def release_of(programme: Programme, number: int) -> Release | None:
    return Release.objects.filter(programme=programme, number=number).first()


@dataclass(frozen=True)
class InRelease:
    """A figure as a release printed it."""

    number: int
    figure: dict[str, Any]

    def is_as(self, now: dict[str, Any]) -> bool:
        """Whether it stands now as it was printed: its number, its base and its interval."""
        return all(_alike(self.figure[name], now[name]) for name in ("shown", "base", "low", "high"))


def _alike(printed: Any, now: Any) -> bool:
    """Another version of a library may work out the last digits otherwise; nobody ever reads those."""
    if isinstance(printed, float) and isinstance(now, float):
        return abs(printed - now) < 1e-6
    return bool(printed == now)


def figure_in_release(programme: Programme, number: str, key: str) -> InRelease | None:
    """As the release of this number printed it; none where there is no such release, or it did not print it."""
    if not number.isdecimal() or len(number) > NUMBER_LETTERS:
        return None
    release = releases_of(programme).filter(number=int(number)).first()
    found = next((each for each in release.figures if each["key"] == key), None) if release else None
    return InRelease(release.number, found) if release and found else None


def document_of(printed: Printed) -> Document:
    """The report as it was built, less the words whose speakers have withdrawn them since.

    Each gap is shown, so that a release stays honest about what it once printed.
    """
    document = from_json(printed.document)
    keys = {block.key for block in document.blocks if isinstance(block, Quotation) and block.key}
    still = set(
        Text.objects.filter(
            Q(programme=printed.programme_id, key__in=keys) & quotable_condition()
        ).values_list("key", flat=True)
    )
    return replace(document, blocks=tuple(_unless_withdrawn(block, still) for block in document.blocks))


def people_taken_out_since(release: Release) -> int:
    """Since the day on which it was printed. Its counts stay, and rows behind them that were theirs are nobody's."""
    return privacy.people_taken_out_since(release.programme, localtime(release.released_at).date())


def keys_of_words_taken_away(speaker_keys: Collection[str], programme: Programme) -> set[str]:
    theirs = [key for key in speaker_keys if key]
    rows = Text.objects.filter(
        programme=programme, speaker_key__in=theirs, recorded_as=Text.RecordedAs.TAKEN_AWAY
    )
    return set(rows.values_list("key", flat=True))


def without_words(printed: Printed, keys: set[str]) -> Document | None:
    """The report as it was printed with a gap where these words stood; none where it never had them."""
    document = from_json(printed.document)
    held = {block.key for block in document.blocks if isinstance(block, Quotation)}
    if not keys & held:
        return None
    return replace(document, blocks=tuple(_unless_withdrawn(block, held - keys) for block in document.blocks))


def _unless_withdrawn(block: Block, still: set[str]) -> Block:
    if not isinstance(block, Quotation) or not block.key or block.key in still:
        return block
    return Notice("gap", _("Words stood here. The person who said them no longer agrees to be quoted."))


def sections_in(document: Document) -> list[tuple[Heading, tuple[Block, ...]]]:
    """The report's sections, each with its blocks, to be read one at a time."""
    sections: list[tuple[Heading, list[Block]]] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            sections.append((block, []))
        elif sections:
            sections[-1][1].append(block)
    return [(heading, tuple(blocks)) for heading, blocks in sections]


def pages_in(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    """A section in pages to be read one at a time: a long list of figures is cut, all else stays together."""
    pages: list[list[Block]] = [[]]
    for block in blocks:
        if not isinstance(block, FigureList):
            pages[-1].append(block)
            continue
        for start in range(0, len(block.items), FIGURES_A_PAGE):
            if start:
                pages.append([])
            pages[-1].append(FigureList(block.items[start : start + FIGURES_A_PAGE]))
    return [tuple(page) for page in pages]
