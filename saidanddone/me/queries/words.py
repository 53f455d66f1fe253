"""What somebody said, and where each of it has got to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.people.models import Speaker
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.ideas.queries import idea_address, ideas_of
from saidanddone.thread.steps import Ref, Step
from saidanddone.thread.walk import Reached, Walk, onward_of_each
from saidanddone.words.models import Text

from ..models import Correction

SHOWN_OF_A_STEP = 3
REPORT = "report"
# What can come of somebody's words, from near to far, by the kind of row. Words of others that are about the
# same, and how coders sorted a text, are links of the thread too, and nothing that came of it.
KINDS = ("theme", "recommendation", "commitment", "outcome", "group")


REACHED = {
    "theme": gettext_lazy("We put it with what others said about “%(title)s”. It has not gone further yet."),
    "recommendation": gettext_lazy("It was asked for: “%(title)s”. Nobody has promised it yet."),
    "commitment": gettext_lazy("Somebody made a promise: “%(title)s”."),
    "outcome": gettext_lazy("Something has changed: “%(title)s”."),
    "group": gettext_lazy("A group came of it: “%(title)s”."),
}
STANDS = {
    "commitment": gettext_lazy("How it stands: %(state)s."),
    "outcome": gettext_lazy("The talks %(state)s it."),
}
NAMES = {
    "theme": gettext_lazy("What we heard"),
    "recommendation": gettext_lazy("What was asked for"),
    "commitment": gettext_lazy("What was promised"),
    "outcome": gettext_lazy("What changed"),
    "group": gettext_lazy("Groups that came of it"),
}
BEADS = (
    (gettext_lazy("Said"), frozenset()),
    (gettext_lazy("Heard"), frozenset({"theme"})),
    (gettext_lazy("Asked for"), frozenset({"recommendation"})),
    (gettext_lazy("Promised"), frozenset({"commitment"})),
    (gettext_lazy("Done"), frozenset({"outcome", "group"})),
)


@dataclass(frozen=True)
class Bead:
    says: str
    reached: bool
    within: bool  # the line has got as far as this
    is_furthest: bool


@dataclass(frozen=True)
class Place:
    """Rows of one kind that the thread from somebody's words reaches, nearest first."""

    kind: str
    steps: tuple[Step, ...]
    more: int
    by_itself: bool  # the first of them is linked to these words themselves

    @property
    def name(self) -> str:
        return str(NAMES[self.kind])


@dataclass(frozen=True)
class Said:
    """One thing somebody said, as their own page shows it."""

    idea: Idea
    how: str  # it was written down
    places: tuple[Place, ...]  # in the order of the cycle; without the report
    told_in: tuple[Step, ...]  # sections of the report that tell of these words themselves
    reason: str  # why a promise that it has got to stands as it does, where somebody said so
    address: str  # of the public page; blank while the words may not be quoted
    corrections: tuple[Correction, ...]

    @property
    def text(self) -> Text:
        return self.idea.text

    @property
    def furthest(self) -> Place | None:
        return self.places[-1] if self.places else None

    @property
    def says(self) -> str:
        """How far it has got, in a sentence."""
        if self.furthest is None:
            return _("We have kept your words. So far nobody has taken them further.")
        return str(REACHED[self.furthest.kind]) % {"title": self.furthest.steps[0].title}

    @property
    def stands(self) -> str:
        """How a promise stands, or what the conversations had to do with a change, in a sentence."""
        if self.furthest is None or not (state := self.furthest.steps[0].state):
            return ""
        return str(STANDS[self.furthest.kind]) % {"state": state} if self.furthest.kind in STANDS else ""

    @property
    def beads(self) -> list[Bead]:
        """The line from the words to what came of them, each step reached or not."""
        reached = {place.kind for place in self.places}
        far = max((number for number, (_says, kinds) in enumerate(BEADS) if kinds & reached), default=0)
        return [
            Bead(str(says), not number or bool(kinds & reached), number <= far, number == far)
            for number, (says, kinds) in enumerate(BEADS)
        ]


def texts_of(speaker: Speaker, programme: Programme) -> QuerySet[Text]:
    """What somebody said, for what they do with it on their own pages: their words are theirs to read."""
    return Text.objects.filter(programme=programme, speaker_key=speaker.key, correction__isnull=True)


def said_by(speakers: Sequence[Speaker], programme: Programme, person: Person) -> list[Said]:
    """Everything they said, with where it has got to; as many queries for a hundred ideas as for one."""
    corrections = Correction.objects.select_related("text")
    rows = ideas_of(programme).filter(text__speaker_key__in=[each.key for each in speakers])
    rows = rows.prefetch_related(Prefetch("text__corrections", queryset=corrections))
    ideas = list(rows.order_by("conversation__held_on", "id"))
    walks = onward_of_each([Ref("ideas", "idea", idea.pk) for idea in ideas], programme, person)
    reasons = _reasons(walks.values())
    return [_said(idea, walks[Ref("ideas", "idea", idea.pk)], reasons, person) for idea in ideas]


def _said(idea: Idea, walk: Walk, reasons: dict[Ref, str], person: Person) -> Said:
    idea.text.quotable_now = idea.quotable_now
    places = tuple(_places(walk))
    furthest = places[-1].steps[0].ref if places else None
    return Said(
        idea,
        _how(idea.text),
        places,
        tuple(_told_in(walk)),
        reasons.get(furthest, "") if furthest else "",
        idea_address(idea, person) if idea.quotable_now else "",
        tuple(idea.text.corrections.all()),
    )


def _places(walk: Walk) -> Iterator[Place]:
    by_kind: dict[str, list[Reached]] = {}
    for each in walk.after:
        for reached in each.reached:
            by_kind.setdefault(reached.step.ref.kind, []).append(reached)
    for kind in KINDS:
        if rows := by_kind.get(kind):
            shown = tuple(reached.step for reached in rows[:SHOWN_OF_A_STEP])
            yield Place(kind, shown, len(rows) - len(shown), rows[0].through is None)


def _told_in(walk: Walk) -> Iterator[Step]:
    for each in walk.after:
        if each.stage == REPORT:
            yield from (reached.step for reached in each.reached if reached.through is None)


def _reasons(walks: Iterable[Walk]) -> dict[Ref, str]:
    """Why promises stand as they do, by the promise."""
    ids = {
        reached.step.ref.id
        for walk in walks
        for each in walk.after
        for reached in each.reached
        if reached.step.ref.kind == "commitment"
    }
    if not ids:
        return {}
    rows = Commitment.objects.filter(pk__in=ids).exclude(reason="").values_list("pk", "reason")
    return {Ref("commitments", "commitment", pk): reason for pk, reason in rows}


def _how(text: Text) -> str:
    """How words came to be written down, as their speaker would put it."""
    return {
        Text.RecordedAs.AGREED: _("agreed by me"),
        Text.RecordedAs.NOTE: _("scribe’s note"),
        Text.RecordedAs.WRITTEN: _("written by me"),
    }.get(Text.RecordedAs(text.recorded_as), _("written down from what I said"))
