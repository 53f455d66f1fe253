"""What of this stage somebody may read, and how a row is shown on the thread."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.programme.models import Area, Programme, Role
from saidanddone.programme.queries import FOUND_AT_MOST, handful_with, workable_in_areas
from saidanddone.programme.rules import READS_IDEAS, Person
from saidanddone.stages.conversations.models import Conversation
from saidanddone.thread.steps import Ref, Step
from saidanddone.words.models import Seat, Text
from saidanddone.words.queries import quotable_condition, seats_of, with_quotable_now
from saidanddone.words.rules import may_be_read_by, speaker_key

from ..models import Idea

UNFILED = "none"


def idea_step(idea: Idea, person: Person) -> Step:
    """Needs `text.area` fetched and `text.quotable_now` set. Words that are not for this reader are withheld."""
    text = idea.text
    readable = may_be_read_by(text, person)
    return Step(
        Ref("ideas", "idea", idea.pk),
        str(Idea.Kind(idea.kind).label),  # the model's own display hashes every label anew for each row
        str(text) if readable else _("An idea that is not for quoting"),
        idea_address(idea, person) if readable else "",
        place=text.area.name if text.area else "",
        labels=(idea.provenance,) if idea.provenance else (),
    )


def idea_address(idea: Idea, person: Person) -> str:
    return reverse("ideas:detail", kwargs={"programme": person.programme_slug, "key": idea.text.key})


def ideas_of(programme: Programme) -> QuerySet[Idea]:
    """Every idea, whoever may read it, with `quotable_now` on the idea."""
    return _steps_need().select_related("aspiration").filter(text__programme=programme)


def _steps_need() -> QuerySet[Idea]:
    rows = Idea.objects.select_related("text__area", "conversation__area").order_by("text_id")
    return with_quotable_now(rows, "text__")


def ideas_visible_to(person: Person, programme: Programme) -> QuerySet[Idea]:
    """The ideas whose words this person may read: the rule of `words.queries.texts_visible_to`."""
    rows = ideas_of(programme)
    if person.sees_all_words:
        return rows
    return rows.filter(Q(quotable_now=True) | Q(text__area__in=person.word_area_ids))


def ideas_to_quote(programme: Programme) -> QuerySet[Idea]:
    """What may be shown to everybody today."""
    return ideas_of(programme).filter(quotable_now=True)


def ideas_workable_by(person: Person, programme: Programme) -> QuerySet[Idea]:
    rows = ideas_visible_to(person, programme)
    return workable_in_areas(rows, person, "text__area_id", roles=READS_IDEAS)


def changes_ideas(person: Person) -> bool:
    return bool(person.roles & {Role.LEAD, Role.ORGANISER})


@dataclass(frozen=True)
class Quoted:
    """An idea as a quotation shows it."""

    words: str
    who: str  # role and place
    address: str
    language: str
    label: str


def quoted(idea: Idea, person: Person) -> Quoted:
    text = idea.text
    who = ", ".join(filter(None, (text.get_role_display(), text.area.name if text.area else "")))
    return Quoted(text.words, who, idea_address(idea, person), text.language, idea.provenance)


def ideas_found(
    person: Person, programme: Programme, sought: str, places: Collection[Area] = ()
) -> list[Quoted]:
    """Those that have the words, but for those said in `places`, which were found by their place."""
    rows = ideas_visible_to(person, programme).exclude(text__area__in=places)
    return [quoted(idea, person) for idea in handful_with(rows, sought, "text__words")]


def ideas_said_in(person: Person, programme: Programme, places: Collection[Area]) -> list[Quoted]:
    rows = ideas_visible_to(person, programme).filter(text__area__in=places)
    return [quoted(idea, person) for idea in rows[:FOUND_AT_MOST]]


# Choices of the filters


def kind_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Idea.Kind.choices]


def about_aspiration(chosen: str) -> Q:
    return Q(aspiration__isnull=True) if chosen == UNFILED else Q(aspiration__key=chosen)


def quotable_choices() -> list[tuple[str, str]]:
    return [("yes", _("may be quoted now")), ("no", _("may not be quoted now"))]


def quotable_as(chosen: str) -> Q:
    return quotable_condition("text__") if chosen == "yes" else ~quotable_condition("text__")


# Writing down


def seat_named(programme: Programme, typed: str, at: Conversation | None = None) -> Seat | None:
    """The seat card with this number, as somebody types it; at an evening the number alone will do."""
    named = [typed.strip()]
    if at is not None and typed.strip().isdecimal():
        named += [f"{at.slug}-{int(typed):02}", f"{at.slug}-{int(typed)}"]
    keys = [speaker_key(programme.slug, each) for each in named]
    return seats_of(programme).filter(speaker_key__in=keys).first()


def last_key(programme: Programme) -> str | None:
    """The key with the highest number: of the longest keys the last."""
    texts = Text.objects.filter(programme=programme, key__regex=r"^i[0-9]+$")
    return texts.order_by(Length("key").desc(), "-key").values_list("key", flat=True).first()


def without_aspiration(person: Person, programme: Programme) -> int:
    return ideas_workable_by(person, programme).filter(about_aspiration(UNFILED)).count()


def ideas_in_file_order(programme: Programme) -> QuerySet[Idea]:
    rows = Idea.objects.filter(text__programme=programme).order_by("id")
    return rows.select_related("text", "conversation", "aspiration")


def ideas_in_no_order(programme: Programme) -> QuerySet[Idea]:
    """For a copy without names: a place in a file would say which idea it is."""
    return ideas_in_file_order(programme).select_related("text__area").order_by("?")


# The thread


def ideas_linked(
    programme: Programme, *, ideas: Iterable[int] = (), conversations: Iterable[int] = ()
) -> list[Idea]:
    """These ideas, or those of these conversations, with all that their two steps need. One query.

    The keys alone say what is fetched: asked for the programme as well, a database without statistics reads
    every text of it once for each key. What the keys of another programme bring is left out here.
    """
    ideas, conversations = list(ideas), list(conversations)
    if not ideas and not conversations:
        return []
    rows = _steps_need().filter(Q(pk__in=ideas) | Q(conversation__in=conversations))
    return told(idea for idea in rows if idea.text.programme_id == programme.pk)


def told(ideas: Iterable[Idea]) -> list[Idea]:
    """Whether each may be quoted now came with the idea; its text is told."""
    found = list(ideas)
    for idea in found:
        idea.text.quotable_now = idea.quotable_now
    return found


def ideas_of_speaker(key: str, programme: Programme) -> QuerySet[Idea]:
    rows = ideas_of(programme).filter(text__speaker_key=key)
    return rows if key else rows.none()


@dataclass(frozen=True)
class ShownOf:
    """How many ideas were written down, and how many may be shown to everybody today."""

    recorded: int
    quotable: int
    provenances: tuple[str, ...]


def shown_of(programme: Programme) -> ShownOf:
    found = list(
        Idea.objects.filter(text__programme=programme)
        .order_by()
        .values_list("provenance")
        .annotate(recorded=Count("pk"), quotable=Count("pk", filter=quotable_condition("text__")))
    )
    return ShownOf(
        sum(recorded for _p, recorded, _q in found),
        sum(quotable for _p, _r, quotable in found),
        tuple(sorted({provenance for provenance, _r, _q in found} - {""})),
    )
