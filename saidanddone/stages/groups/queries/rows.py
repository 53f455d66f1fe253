"""What may be read of groups, and by whom. Who enrolled is read at work alone, and as keys."""

from __future__ import annotations

from django.db.models import F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.programme.models import Programme
from saidanddone.programme.queries import handful_with, workable_in_areas
from saidanddone.programme.rules import Person
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.commitments.queries import commitment_step
from saidanddone.stages.commitments.rules import is_overdue
from saidanddone.thread.steps import Link, Ref, Step

from ..models import Cost, Enrolment, Group, GroupLink, Session
from ..rules import READS_PEOPLE

COSTS_AT_MOST = (
    10_000  # a group has a handful; a database refuses to count to any number that an address can hold
)


def group_step(group: Group, person: Person) -> Step:
    """Needs `area` fetched."""
    return Step(
        Ref("groups", "group", group.pk),
        str(group.get_kind_display()),
        group.name,
        reverse("groups:detail", kwargs={"programme": person.programme_slug, "key": group.key}),
        place=group.area.name if group.area else "",
        labels=(group.provenance,) if group.provenance else (),
    )


def groups_visible_to(person: Person, programme: Programme) -> QuerySet[Group]:
    """Groups are public; each with `enrolled`, `finished` and `met`, those of its parts among them."""
    rows = Group.objects.filter(programme=programme).select_related("area", "part_of")
    return rows.order_by("id").annotate(
        enrolled=_count(Enrolment.objects.all()),
        finished=_count(Enrolment.objects.filter(finished=True)),
        met=_count(Session.objects.all()),
    )


def groups_found(person: Person, programme: Programme, sought: str) -> list[Step]:
    rows = handful_with(groups_visible_to(person, programme), sought, "name", "description", "run_by")
    return [group_step(each, person) for each in rows]


def _count(rows: QuerySet[Enrolment] | QuerySet[Session]) -> Combinable:
    """Its own and those of its parts, one count each: of either together no index leads to the rows."""

    def of(group: str) -> Subquery:
        own = rows.filter(**{group: OuterRef("pk")}).order_by()
        counted = own.annotate(rows=Func(F("pk"), function="COUNT")).values("rows")
        return Subquery(counted, output_field=IntegerField())

    return of("group") + of("group__part_of")


def groups_to_choose(person: Person, programme: Programme) -> QuerySet[Group]:
    """Those of `groups_workable_by` as a filter names them, uncounted."""
    rows = Group.objects.filter(programme=programme).order_by("id")
    return workable_in_areas(rows, person)


def groups_workable_by(person: Person, programme: Programme) -> QuerySet[Group]:
    rows = groups_visible_to(person, programme)
    return workable_in_areas(rows, person)


def wholes_to_choose(programme: Programme, group: Group) -> QuerySet[Group]:
    """The groups that this one may be part of."""
    return Group.objects.filter(programme=programme, part_of__isnull=True).exclude(pk=group.pk)


def parts_of(group: Group, person: Person, programme: Programme) -> QuerySet[Group]:
    return groups_visible_to(person, programme).filter(part_of=group)


def sessions_of(group: Group) -> QuerySet[Session]:
    return group.sessions.order_by("position")


def costs_of(group: Group) -> QuerySet[Cost]:
    """Its own, and those of its parts."""
    rows = Cost.objects.filter(Q(group=group) | Q(group__part_of=group))
    return rows.select_related("group").order_by("id")


def sessions_workable_by(person: Person, programme: Programme) -> QuerySet[Session]:
    rows = Session.objects.filter(group__programme=programme).select_related("group__programme")
    return workable_in_areas(rows, person, "group__area_id")


def costs_workable_by(person: Person, programme: Programme) -> QuerySet[Cost]:
    rows = Cost.objects.filter(group__programme=programme).select_related("group__programme")
    return workable_in_areas(rows, person, "group__area_id")


def cost_numbered(person: Person, programme: Programme, key: str, number: int) -> QuerySet[Cost]:
    """The first, second … of a group's own costs, as its work page numbers them; none where there is no such."""
    rows = costs_workable_by(person, programme).filter(group__key=key).order_by("id")
    return rows[number - 1 : number] if 0 < number <= rows.count() else rows.none()


def enrolments_workable_by(person: Person, programme: Programme) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.filter(group__programme=programme).select_related("group__programme")
    return workable_in_areas(rows, person, "group__area_id", roles=READS_PEOPLE)


def of_group(key: str) -> Q:
    """The condition on enrolments that they are in this group or in one of its parts."""
    return Q(group__key=key) | Q(group__part_of__key=key)


def next_position(group: Group) -> int:
    last = group.sessions.order_by("position").last()
    return last.position + 1 if last else 1


def commitments_carried_out(group: Group) -> list[Commitment]:
    return [link.commitment for link in group.links.select_related("commitment__area")]


def with_ending(chosen: str) -> Q:
    return {"yes": Q(finished=True), "no": Q(finished=False)}.get(chosen, Q(finished__isnull=True))


def carrying_out(chosen: str) -> Q:
    linked = Q(pk__in=GroupLink.objects.values("group"))
    return linked if chosen == "some" else ~linked


def kind_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Group.Kind.choices]


# What waits for somebody


def carrying_out_nothing(person: Person, programme: Programme) -> QuerySet[Group]:
    return groups_workable_by(person, programme).filter(carrying_out("none"), part_of__isnull=True)


def over_with_endings_unknown(programme: Programme) -> Q:
    """The condition on groups that they are over, and that it is not recorded of everybody whether they finished."""
    today = timezone.localdate().isoformat()
    rows = Group.objects.filter(programme=programme, enrolments__finished__isnull=True).exclude(ended_on="")
    ended = rows.order_by().distinct().values_list("pk", "ended_on")
    return Q(pk__in=[pk for pk, ended_on in ended if is_overdue(ended_on, today)])


def endings_not_recorded(person: Person, programme: Programme) -> QuerySet[Group]:
    return groups_workable_by(person, programme).filter(over_with_endings_unknown(programme))


# The thread


def links_to(programme: Programme, commitments: list[int]) -> list[GroupLink]:
    return list(_links(programme).filter(commitment__in=commitments)) if commitments else []


def links_from(programme: Programme, groups: list[int]) -> list[GroupLink]:
    return list(_links(programme).filter(group__in=groups)) if groups else []


def _links(programme: Programme) -> QuerySet[GroupLink]:
    rows = GroupLink.objects.filter(group__programme=programme)
    return rows.select_related("group__area", "commitment__area")


def link_of_group(link: GroupLink, person: Person) -> Link:
    return Link(
        commitment_step(link.commitment, person),
        group_step(link.group, person),
        _("carried out by this group"),
    )


# Files


def groups_in_file_order(programme: Programme) -> QuerySet[Group]:
    rows = Group.objects.filter(programme=programme).select_related("area", "part_of")
    return rows.prefetch_related("links__commitment")


def sessions_in_file_order(programme: Programme) -> QuerySet[Session]:
    return Session.objects.filter(group__programme=programme).select_related("group").order_by("id")


def enrolments_in_file_order(programme: Programme) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(group__programme=programme).select_related("group")


def costs_in_file_order(programme: Programme) -> QuerySet[Cost]:
    return Cost.objects.filter(group__programme=programme).select_related("group")
