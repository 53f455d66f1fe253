"""What this stage says of itself to the rest of the cycle."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages.conversations.queries import conversation_step
from saidanddone.thread.registry import register
from saidanddone.thread.steps import CopyPart, Link, Ref, Toward, Waiting
from saidanddone.thread.studies import Disguise, StudyTable, register_study
from saidanddone.words.actions import freshen_speaker_key

from . import queries


def links(refs: Iterable[Ref], programme: Programme, person: Person, toward: Toward) -> list[Link]:
    """Ideas and the evening at which they were spoken, in one query whichever way one goes."""
    ids: dict[str, list[int]] = {"idea": [], "conversation": []}
    for ref in refs:
        if ref.kind in ids:
            ids[ref.kind].append(ref.id)
    if toward is Toward.EARLIER:
        found = queries.ideas_linked(programme, ideas=ids["idea"])
    else:
        found = queries.ideas_linked(programme, conversations=ids["conversation"])
    evenings = {idea.conversation_id: idea.conversation for idea in found}
    held = {pk: conversation_step(evening, person) for pk, evening in evenings.items()}
    because = _("said there")
    return [Link(held[idea.conversation_id], queries.idea_step(idea, person), because) for idea in found]


def waiting_for(person: Person, programme: Programme) -> list[Waiting]:
    if not queries.changes_ideas(person):
        return []
    address = reverse("ideas-work:list", kwargs={"programme": programme.slug})
    unfiled = queries.without_aspiration(person, programme)
    says = ngettext(
        "idea that has not been filed under an aspiration",
        "ideas that have not been filed under an aspiration",
        unfiled,
    )
    return [Waiting(says, f"{address}?aspiration=none", unfiled)]


def copy_of(speaker_key: str, programme: Programme) -> list[CopyPart]:
    """What this person said, as it was written down."""
    return [
        CopyPart(
            _("What you said"),
            (
                _("your words"),
                _("conversation"),
                _("kind"),
                _("your role"),
                _("aspiration"),
                _("how it was recorded"),
                _("may be quoted now"),
            ),
            tuple(
                (
                    idea.text.words,
                    idea.conversation.title,
                    str(idea.get_kind_display()),
                    str(idea.text.get_role_display()),
                    idea.aspiration.name if idea.aspiration else "",
                    str(idea.text.get_recorded_as_display()),
                    _("yes") if idea.quotable_now else _("no"),
                )
                for idea in queries.ideas_of_speaker(speaker_key, programme)
            ),
        )
    ]


def erase(old_speaker_key: str, fresh_key: str, programme: Programme, by: Account | None) -> None:
    """What was said stays, under a key that leads to nobody."""
    freshen_speaker_key(old=old_speaker_key, fresh=fresh_key, programme=programme, by=by)


def study(programme: Programme, disguise: Disguise) -> list[StudyTable]:
    """What was said, by whom without who it is."""
    columns = ("text", "person", "conversation", "kind", "aspiration", "role", "borough", "words", "language",
               "recorded_as", "speaks_of", "provenance")  # fmt: skip
    rows = (
        (
            disguise.of("text", i.text.key), disguise.person(i.text.speaker_key),
            disguise.of("conversation", i.conversation.slug), i.kind, i.aspiration.key if i.aspiration else "",
            i.text.role, i.text.area.name if i.text.area else "", disguise.words(i.text), i.text.language,
            i.text.recorded_as, i.text.mark, i.provenance,
        )
        for i in queries.ideas_in_no_order(programme).iterator()
    )  # fmt: skip
    return [StudyTable("ideas", columns, rows)]


register_study("ideas", study)
register(
    "ideas",
    links=links,
    headline=queries.headline,
    figures=queries.figures,
    waiting_for=waiting_for,
    copy_of=copy_of,
    erase=erase,
)
