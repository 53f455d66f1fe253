"""What this stage says of itself to the rest of the cycle."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person, can_lead
from saidanddone.thread.registry import register
from saidanddone.thread.steps import CopyPart, Link, Ref, Toward, Waiting

from . import queries
from .actions import remove_photographs_picturing


def links(refs: Iterable[Ref], programme: Programme, person: Person, toward: Toward) -> list[Link]:
    """An evening and the choice of its borough, in one query whichever way one goes."""
    ids: dict[str, list[int]] = {"need area": [], "conversations conversation": []}
    for ref in refs:
        ids.get(f"{ref.stage} {ref.kind}", []).append(ref.id)
    if toward is Toward.EARLIER:
        found = queries.held_where_chosen(programme, conversations=ids["conversations conversation"])
    else:
        found = queries.held_where_chosen(programme, chosen=ids["need area"])
    return [queries.link_to_choice(each, person, _("held where the need was")) for each in found]


def _open_for(person: Person, programme: Programme) -> list[Waiting]:
    """For those in the room: the evening that is going on, one click away."""
    open_now = queries.open_for_writing(person, programme)
    return [
        Waiting(
            _("evening is open: %(title)s") % {"title": each.title},
            reverse("conversations-work:detail", kwargs={"programme": programme.slug, "slug": each.slug}),
            1,
        )
        for each in open_now
    ]


def waiting_for(person: Person, programme: Programme) -> list[Waiting]:
    if not queries.changes_conversations(person):
        return _open_for(person, programme)
    counts = queries.missing_counts(person, programme)
    says = {
        "attendance": ngettext(
            "conversation for which nobody has written down who came",
            "conversations for which nobody has written down who came",
            counts["attendance"],
        ),
        "agenda": ngettext(
            "conversation without an agenda", "conversations without an agenda", counts["agenda"]
        ),
        "permission": ngettext(
            "conversation with a photograph that may not be shown",
            "conversations with photographs that may not be shown",
            counts["permission"],
        ),
    }
    if can_lead(person):
        says["organiser"] = ngettext(
            "conversation for which no organiser is recorded",
            "conversations for which no organiser is recorded",
            counts["organiser"],
        )
    address = reverse("conversations-work:list", kwargs={"programme": programme.slug})
    return [Waiting(words, f"{address}?missing={what}", counts[what]) for what, words in says.items()]


def copy_of(speaker_key: str, programme: Programme) -> list[CopyPart]:
    """The photographs in which this person can be recognised. Who came is kept as a number a role alone."""
    return [
        CopyPart(
            _("Photographs that you are in"),
            (_("what can be seen"), _("conversation"), _("taken on")),
            tuple(
                (each.alternative, each.conversation.title, date_format(each.taken_on, "j F Y"))
                for each in queries.photographs_picturing(speaker_key, programme)
            ),
        )
    ]


def erase(old_speaker_key: str, fresh_key: str, programme: Programme, by: Account | None) -> None:
    """A face leads to a person under any key, so the photographs go."""
    remove_photographs_picturing(speaker_key=old_speaker_key, programme=programme, by=by)


register(
    "conversations",
    links=links,
    headline=queries.headline,
    figures=queries.figures,
    waiting_for=waiting_for,
    copy_of=copy_of,
    erase=erase,
)
