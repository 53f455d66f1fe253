from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.thread.steps import Ref, Step
from saidanddone.words.models import Text
from saidanddone.words.queries import with_quotable_now
from saidanddone.words.rules import may_be_read_by

from .models import Idea

FOUND_AT_MOST = 20


def idea_step(idea: Idea, person: Person) -> Step:
    """Needs `text.area` fetched and `text.quotable_now` set. Words that are not for this reader are withheld."""
    text = idea.text
    readable = may_be_read_by(text, person)
    return Step(
        Ref("ideas", "idea", idea.pk),
        str(idea.get_kind_display()),
        str(text) if readable else _("An idea that is not for quoting"),
        idea_address(idea, person) if readable else "",
        place=text.area.name if text.area else "",
        labels=(idea.provenance,) if idea.provenance else (),
    )


def idea_address(idea: Idea, person: Person) -> str:
    return reverse("ideas:detail", kwargs={"programme": person.programme_slug, "key": idea.text.key})


def ideas_of(programme: Programme) -> QuerySet[Idea]:
    """Every idea, whoever may read it, with `quotable_now` on the idea."""
    rows = Idea.objects.filter(text__programme=programme).order_by("text_id")
    return with_quotable_now(rows.select_related("text__area", "conversation", "aspiration"), "text__")


def ideas_visible_to(person: Person, programme: Programme) -> QuerySet[Idea]:
    """The ideas whose words this person may read: the rule of `words.queries.texts_visible_to`."""
    rows = ideas_of(programme)
    if person.sees_all_words:
        return rows
    return rows.filter(Q(quotable_now=True) | Q(text__area__in=person.area_ids))


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


def ideas_found(person: Person, programme: Programme, sought: str) -> list[Quoted]:
    rows = ideas_visible_to(person, programme).filter(text__words__icontains=sought)
    return [quoted(idea, person) for idea in rows[:FOUND_AT_MOST]]


def last_key(programme: Programme) -> str | None:
    """The key with the highest number: of the longest keys the last."""
    texts = Text.objects.filter(programme=programme, key__regex=r"^i[0-9]+$")
    return texts.order_by(Length("key").desc(), "-key").values_list("key", flat=True).first()


def ideas_in_file_order(programme: Programme) -> QuerySet[Idea]:
    rows = Idea.objects.filter(text__programme=programme).order_by("id")
    return rows.select_related("text", "conversation", "aspiration")
