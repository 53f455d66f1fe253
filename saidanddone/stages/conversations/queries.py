from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from saidanddone.pages.tiles import Tile
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import areas_of
from saidanddone.programme.rules import Person
from saidanddone.thread.steps import Ref, Step

from .models import AgendaItem, Attendance, Conversation, Organiser


def conversation_step(conversation: Conversation, person: Person) -> Step:
    """Needs `area` fetched."""
    return Step(
        Ref("conversations", "conversation", conversation.pk),
        _("conversation"),
        conversation.title,
        conversation_address(conversation, person.programme_slug),
        place=conversation.area.name,
        state=date_format(conversation.held_on, "j F Y"),
        labels=(conversation.provenance,) if conversation.provenance else (),
    )


def conversation_address(conversation: Conversation, programme_slug: str) -> str:
    return reverse("conversations:detail", kwargs={"programme": programme_slug, "slug": conversation.slug})


def conversations_visible_to(person: Person, programme: Programme) -> QuerySet[Conversation]:
    """The evenings were open to all: everybody reads when and where they were."""
    return Conversation.objects.filter(programme=programme).select_related("area", "organiser")


def tiles_of_conversations(programme: Programme) -> list[Tile]:
    """Every borough that has a place on the map; a mark where a conversation was held."""
    held: dict[int, list[Conversation]] = {}
    for each in Conversation.objects.filter(programme=programme):
        held.setdefault(each.area_id, []).append(each)
    return [
        Tile(
            area.code,
            area.name,
            area.tile_row,
            area.tile_column,
            None,
            _held_in_words(held.get(area.pk, ())),
            conversation_address(held[area.pk][0], programme.slug) if area.pk in held else "",
            marked=area.pk in held,
        )
        for area in areas_of(programme)
        if area.tile_row is not None and area.tile_column is not None
    ]


def _held_in_words(held: Iterable[Conversation]) -> str:
    days = ", ".join(date_format(each.held_on, "j F Y") for each in held)
    return _("conversation on %(days)s") % {"days": days} if days else _("no conversation was held here")


# Tables, as they were loaded


def organisers_of(programme: Programme) -> QuerySet[Organiser]:
    return Organiser.objects.filter(programme=programme).order_by("id")


def conversations_in_file_order(programme: Programme) -> QuerySet[Conversation]:
    rows = Conversation.objects.filter(programme=programme).select_related("area", "organiser")
    return rows.order_by("id")


def agenda_in_file_order(programme: Programme) -> QuerySet[AgendaItem]:
    rows = AgendaItem.objects.filter(conversation__programme=programme)
    return rows.select_related("conversation").order_by("id")


def attendance_in_file_order(programme: Programme) -> QuerySet[Attendance]:
    rows = Attendance.objects.filter(conversation__programme=programme)
    return rows.select_related("conversation").order_by("id")
