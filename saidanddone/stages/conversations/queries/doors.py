"""What of this stage somebody may read, and what each evening is shown with."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from saidanddone.pages.tiles import Tile
from saidanddone.programme.models import Area, Programme, Role, SpokenRole
from saidanddone.programme.queries import FOUND_AT_MOST, areas_of, handful_with, workable_in_areas
from saidanddone.programme.rules import READS_CONVERSATIONS, Person
from saidanddone.thread.steps import Ref, Step

from ..models import AgendaItem, Attendance, Conversation, Organiser, Photograph
from ..rules import clock_after
from .photographs import may_be_shown


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


def conversations_found(
    person: Person, programme: Programme, sought: str, places: Collection[Area] = ()
) -> list[Step]:
    """Those of which the words speak, but for those in `places`, which were found by their place."""
    rows = conversations_visible_to(person, programme).exclude(area__in=places)
    return [
        conversation_step(each, person) for each in handful_with(rows, sought, "title", "venue", "summary")
    ]


def conversations_in(person: Person, programme: Programme, places: Collection[Area]) -> list[Step]:
    rows = conversations_visible_to(person, programme).filter(area__in=places)
    return [conversation_step(each, person) for each in rows[:FOUND_AT_MOST]]


def conversations_workable_by(person: Person, programme: Programme) -> QuerySet[Conversation]:
    rows = conversations_visible_to(person, programme)
    return workable_in_areas(rows, person, roles=READS_CONVERSATIONS)


def with_counts(conversations: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Adds `came`, none where nobody counted, and `ideas_written`. Each is counted apart from the other."""
    came = Attendance.objects.filter(conversation=OuterRef("pk")).order_by().values("conversation")
    written = Conversation.objects.filter(pk=OuterRef("pk")).order_by().values("pk")
    return conversations.annotate(
        came=Subquery(came.annotate(n=Sum("attended")).values("n")),
        ideas_written=Subquery(written.annotate(n=Count("ideas")).values("n")),
    )


def with_totals(conversations: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Adds what one evening's page says of all: `held_in_all` and `organisers_in_all`."""
    others = Conversation.objects.filter(programme=OuterRef("programme")).order_by().values("programme")

    def of_all(count: Count) -> Subquery:
        return Subquery(others.annotate(n=count).values("n"))

    return conversations.annotate(
        held_in_all=of_all(Count("pk")),
        organisers_in_all=of_all(Count("organiser", distinct=True)),
    )


def agenda_of(conversation: Conversation) -> QuerySet[AgendaItem]:
    return conversation.agenda.order_by("position")


def next_number(programme: Programme) -> int:
    """What the next conversation of the programme is called by."""
    last = Conversation.objects.filter(programme=programme).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def next_in_agenda(conversation: Conversation) -> dict[str, object]:
    """What the next item begins with: the place after the last one, and the time at which that one ends."""
    last = conversation.agenda.order_by("position").last()
    if last is None:
        return {"position": 1}
    return {"position": last.position + 1, "starts": clock_after(last.starts, last.minutes)}


def agenda_workable_by(person: Person, programme: Programme) -> QuerySet[AgendaItem]:
    rows = AgendaItem.objects.filter(conversation__programme=programme)
    rows = rows.select_related("conversation__programme")
    return workable_in_areas(rows, person, "conversation__area_id", roles=READS_CONVERSATIONS)


@dataclass(frozen=True)
class RoleCount:
    """How many came in a role; none where nobody counted them."""

    role: SpokenRole
    attended: int | None
    provenance: str = ""
    note: str = ""


def came_by_role(conversation: Conversation) -> list[RoleCount]:
    """Every role in one order, those that nobody counted among them."""
    held = {row.role: row for row in conversation.attendance.all()}
    return [
        RoleCount(role, held[role].attended, held[role].provenance, held[role].note)
        if role in held
        else RoleCount(role, None)
        for role in SpokenRole
    ]


def attendance_visible_to(person: Person, programme: Programme) -> QuerySet[Attendance]:
    """How many came in each role, evening by evening: the rows behind every count of who came."""
    rows = Attendance.objects.filter(conversation__programme=programme)
    return rows.select_related("conversation__area").order_by("conversation__number", "id")


def organisers_of(programme: Programme) -> QuerySet[Organiser]:
    return Organiser.objects.filter(programme=programme).order_by("id")


def tiles_of_conversations(programme: Programme) -> list[Tile]:
    """Every borough that has a place on the map; a mark where a conversation was held."""
    held: dict[int, list[Conversation]] = {}
    for each in Conversation.objects.filter(programme=programme):
        held.setdefault(each.area_id, []).append(each)
    return [
        _tile(area, held.get(area.pk, []), programme)
        for area in areas_of(programme)
        if area.tile_row is not None and area.tile_column is not None
    ]


def _tile(area: Area, held: list[Conversation], programme: Programme) -> Tile:
    address = conversation_address(held[0], programme.slug) if held else ""
    return Tile(
        area.code, area.name, area.tile_row, area.tile_column, None, _held(held), address, marked=bool(held)
    )


def _held(conversations: Iterable[Conversation]) -> str:
    days = ", ".join(date_format(each.held_on, "j F Y") for each in conversations)
    return _("conversation on %(days)s") % {"days": days} if days else _("no conversation was held here")


# What is missing


def missing(what: str) -> Q:
    """The condition on conversations that something about them has not been written down."""
    here = OuterRef("pk")
    return {
        "attendance": Q(held_on__lte=timezone.localdate())
        & ~Exists(Attendance.objects.filter(conversation=here)),
        "agenda": ~Exists(AgendaItem.objects.filter(conversation=here)) & Q(),
        "organiser": Q(organiser__isnull=True),
        "permission": Exists(Photograph.objects.filter(conversation=here).exclude(may_be_shown())) & Q(),
    }[what]


def with_organiser(chosen: str) -> Q:
    return Q(organiser__isnull=chosen == "none")


def missing_choices() -> list[tuple[str, str]]:
    return [
        ("attendance", _("who came")),
        ("agenda", _("the agenda")),
        ("organiser", _("the organiser")),
        ("permission", _("permission for a photograph")),
    ]


def missing_counts(person: Person, programme: Programme) -> dict[str, int]:
    """For how many conversations that this person works on each thing is missing, in one query."""
    rows = conversations_workable_by(person, programme)
    return rows.aggregate(**{what: Count("pk", filter=missing(what)) for what, _title in missing_choices()})


def changes_conversations(person: Person) -> bool:
    return bool(person.roles & {Role.LEAD, Role.ORGANISER})


# As they were loaded


def conversations_in_file_order(programme: Programme) -> QuerySet[Conversation]:
    rows = Conversation.objects.filter(programme=programme).select_related("area", "organiser")
    return rows.order_by("id")


def agenda_in_file_order(programme: Programme) -> QuerySet[AgendaItem]:
    rows = AgendaItem.objects.filter(conversation__programme=programme)
    return rows.select_related("conversation").order_by("id")


def attendance_in_file_order(programme: Programme) -> QuerySet[Attendance]:
    rows = Attendance.objects.filter(conversation__programme=programme)
    return rows.select_related("conversation").order_by("id")
