"""The report as one tree of blocks, built from the sections and from what every stage knows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saidanddone.document.blocks import (
    Block,
    Bullets,
    Document,
    FigureList,
    Heading,
    Notice,
    Quotation,
    Strong,
    Table,
    Words,
    paragraph,
)
from saidanddone.document.checks import figures_spoken_of
from saidanddone.document.errors import DocumentError
from saidanddone.document.json_form import to_json
from saidanddone.document.markdown import blocks_from
from saidanddone.pages.wording import wording
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import pages_said, sources_of
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.outcomes.models import Confirmed, Outcome
from saidanddone.thread.figures import Figure
from saidanddone.words.models import Text

from ..models import Section
from ..rules import Misfit, cannot_draw, check_figures_known, check_has_sections
from . import chapters, how_known
from .figures import HEADLINE, all_figures, kept
from .misfits import misfits
from .numbers import as_number
from .package import Resource, resources
from .sections import ideas_told_now, outcomes_told, sections_in_order, spoken_by


@dataclass(frozen=True)
class Built:
    """A report not yet released: its tree, and the figures and the data as they stood when it was built."""

    programme: Programme
    document: Document
    figures: tuple[Figure, ...]
    data: tuple[Resource, ...]

    @property
    def fingerprint(self) -> str:
        """The same for two reports that say the same, whenever they were built and whatever they are called."""
        document = to_json(replace(self.document, edition="", dated=date.min))
        all_said = sha256(f"{document}{json.dumps(self.kept_figures)}".encode())
        for each in self.data:
            all_said.update(each.path.encode() + each.content)
        return all_said.hexdigest()

    @property
    def kept_figures(self) -> list[dict[str, Any]]:
        return _kept(self.figures)

    @property
    def misfits(self) -> tuple[Misfit, ...]:
        return misfits(self.document, self.kept_figures)

    @property
    def sources(self) -> list[dict[str, str]]:
        """Where the rows were read, as a data package names its sources."""
        return [
            {"title": f"{source.title}, {source.publisher}"}
            | ({"path": source.address} if source.address else {})
            for source in sources_of(self.programme)
        ]


@dataclass(frozen=True)
class Ground:
    """What every section may draw on, fetched once."""

    programme: Programme
    figures: tuple[Figure, ...]

    def of_stage(self, label: str) -> list[Figure]:
        return [figure for figure in self.figures if figure.stage == label]


def build(programme: Programme, edition: str) -> Built:
    """Raises CannotBuild with the section's heading where one cannot be drawn or names an unknown figure."""
    # The figure about the latest release speaks of the one before this.
    figures = tuple(each for each in all_figures(programme) if each.key != HEADLINE)
    ground = Ground(programme, figures)
    known = {figure.key for figure in figures}
    blocks: list[Block] = []
    labels = {label for figure in figures for label in as_number(figure).labels}
    sections = list(sections_in_order(programme))
    check_has_sections(len(sections))
    for section in sections:
        try:
            made = tuple(section_blocks(section, ground))
        except DocumentError as why:
            raise cannot_draw(section.heading, str(why)) from why
        check_figures_known(section.heading, list(figures_spoken_of(made)), known)
        labels |= {section.provenance} | {block.label for block in made if isinstance(block, Quotation)}
        blocks += made
    document = Document(
        title=programme.report_title,
        subtitle=_("What people said in %(place)s, and what came of it") % {"place": programme.place},
        abstract=programme.summary,
        publisher=programme.name,
        language=get_language() or "en-gb",
        dated=timezone.localdate(),
        blocks=tuple(blocks),
        labels=tuple(label for label in label_order() if label in labels),
        edition=edition,
        wording=wording(),
    )
    return Built(programme, document, figures, tuple(resources(programme, _kept(figures))))


def _kept(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    return [kept(figure) for figure in figures]


def section_preview(section: Section) -> tuple[Block, ...]:
    """A section's own words as they would be printed, without the figures of the other stages."""
    return tuple(_keyed(f"{section.key}.", blocks_from(section.body)))


def label_order() -> tuple[str, ...]:
    return ("reconstructed", "illustrative", "estimate", "assumed", "small-base", "gap")


# Sections


def section_blocks(section: Section, ground: Ground) -> Iterator[Block]:
    yield Heading(1, section.heading, section.key, kicker=_kicker(section))
    if section.provenance == "illustrative":
        yield Notice("illustrative", _("The text of this section is written for the example."))
    yield from section_preview(section)
    yield from _keyed(f"{section.key}_", OWN_BLOCKS.get(Section.Kind(section.kind), _nothing)(ground))
    yield from _outcomes(outcomes_told(section))
    yield from _quotations(ideas_told_now(section), ground.programme)


def _keyed(start: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """A section's key has neither full stop nor underscore, so no two headings of a report come to one key."""
    for block in blocks:
        yield replace(block, key=f"{start}{block.key}") if isinstance(block, Heading) else block


def _kicker(section: Section) -> str:
    return _("Case study") if section.kind == Section.Kind.CASE_STUDY else ""


def _nothing(ground: Ground) -> Iterator[Block]:
    yield from ()


def _outcomes(outcomes: list[Outcome]) -> Iterator[Block]:
    """What is reported to have changed, with the source's own verb and who says so."""
    if not outcomes:
        return
    alike = _confirmed_alike(outcomes)
    yield paragraph(Strong(_("What is reported to have changed")))
    yield Bullets(tuple(_outcome_line(outcome, with_confirmed=not alike) for outcome in outcomes))
    if alike:
        yield paragraph(alike)
    spoken = [outcome for outcome in outcomes if outcome.words_before and outcome.words_after]
    if spoken:
        yield Table(
            _("Words that changed"),
            (_("Where"), _("Before"), _("After")),
            tuple((each.title, each.words_before, each.words_after) for each in spoken),
        )


def _confirmed_alike(outcomes: list[Outcome]) -> str:
    """Who else confirms them, where there are several and it holds for all: said once, not line by line."""
    kinds = {outcome.confirmed for outcome in outcomes}
    if len(outcomes) < 2 or len(kinds) > 1:
        return ""
    return {
        Confirmed.NOT_ASKED: _("Nobody else was asked to confirm any of these."),
        Confirmed.CONFIRMED: _("Each of these is confirmed by someone independent."),
        Confirmed.IN_PART: _("Each of these is confirmed in part."),
        Confirmed.DISPUTED: _("Each of these is disputed."),
    }[Confirmed(kinds.pop())]


def _outcome_line(outcome: Outcome, *, with_confirmed: bool) -> tuple[Strong | Words, ...]:
    place = outcome.area.name if outcome.area else _("borough not named")
    said = [
        _("The conversations %(verb)s this") % {"verb": outcome.get_contribution_display()},
        outcome.get_said_by_display(),
        *([outcome.get_confirmed_display()] if with_confirmed else []),
    ]
    return (
        Strong(f"{outcome.title} ({place}). "),
        Words(f"{outcome.statement} {'; '.join(said)}.{_where_it_stands(outcome)}"),
    )


def _where_it_stands(outcome: Outcome) -> str:
    if not outcome.source:
        return ""
    parts = (outcome.source.publisher, outcome.source.year, pages_said(outcome.source_page))
    return f" ({', '.join(part for part in parts if part)})"


def _quotations(ideas: list[tuple[Idea, bool]], programme: Programme) -> Iterator[Block]:
    """Only what its speaker agrees to have quoted today; a gap says that words are left out."""
    for idea, quotable in ideas:
        if quotable:
            yield _quotation(idea.text, programme)
    if any(not quotable for _idea, quotable in ideas):
        yield Notice("gap", _("Words were said about this that may not be quoted."))


def _quotation(text: Text, programme: Programme) -> Quotation:
    address = reverse("ideas:detail", kwargs={"programme": programme.slug, "key": text.key})
    return Quotation(text.words, spoken_by(text), text.language, text.provenance, address, text.key)


def _every_figure(ground: Ground) -> Iterator[Block]:
    yield paragraph(
        _(
            "Each figure of this report, with how it was worked out. Those marked as cited are somebody else's."
        )
    )
    yield FigureList(tuple(as_number(figure) for figure in ground.figures))


OWN_BLOCKS: dict[Section.Kind, Callable[[Ground], Iterator[Block]]] = {
    Section.Kind.NUMBERS: lambda ground: chapters.numbers(ground.of_stage("followup")),
    Section.Kind.MAP: lambda ground: chapters.places(ground.programme),
    Section.Kind.RECOMMENDATIONS: lambda ground: chapters.recommendations(ground.programme),
    Section.Kind.CHAMPIONS: lambda ground: chapters.courses(ground.programme),
    Section.Kind.GROUPS: lambda ground: chapters.groups(ground.programme, ground.of_stage("groups")),
    Section.Kind.METHODS: lambda ground: how_known.methods(ground.figures),
    Section.Kind.UNKNOWN: lambda ground: how_known.unknown(ground.figures),
    Section.Kind.FIGURES: _every_figure,
}
