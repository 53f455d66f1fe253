from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, list_page, listing
from saidanddone.pages.templatetags.said import partial_day
from saidanddone.programme.queries import areas_workable_by
from saidanddone.programme.rules import OVERSEES, Role, can_edit_area

from .. import actions, forms, queries, rules
from .public import money_and_people
from .shared import SEARCHED, group_columns, group_filters, place_of


@work(*OVERSEES)
def work_groups(request: HttpRequest, here: Here) -> HttpResponse:
    may_add = rules.changes_groups(here.person)
    endings = [("unknown", _("is over, and not all endings are recorded"))]
    shown = listing(
        request,
        queries.groups_workable_by(here.person, here.programme),
        caption=_("Courses and groups"),
        columns=group_columns(here, "groups-work:detail"),
        filters=[
            *group_filters(areas_workable_by(here.person, here.programme)),
            Filter(
                "endings",
                _("Endings"),
                endings,
                lambda chosen: queries.over_with_endings_unknown(here.programme),
            ),
        ],
        search=[*SEARCHED, "key"],
        empty=Empty.inviting(
            _("No course or group is written down yet for where you work."),
            may_add,
            here.address("groups-work:add"),
            _("Write down a group"),
        ),
    )
    return list_page(request, shown, "groups", "groups/work_list.html", may_add=may_add)


def _group_at_work(here: Here, key: str) -> Any:
    return found_or_404(queries.groups_workable_by(here.person, here.programme), key=key)


@work(*OVERSEES)
def work_group(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = _group_at_work(here, key)
    return render(
        request,
        "groups/work_group.html",
        {
            "group": found,
            "place": place_of(found),
            "parts": queries.parts_of(found, here.person, here.programme),
            "sessions": queries.sessions_of(found),
            "carries_out": queries.commitments_carried_out(found),
            "may_change": can_edit_area(here.person, found.area_id),
            "may_read_people": bool(here.person.roles & rules.READS_PEOPLE),
            **money_and_people(here, found),
        },
    )


@writing(Role.LEAD, Role.ORGANISER)
def add_group(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.GroupForm(sent(request), programme=here.programme, person=here.person)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_group, programme=here.programme),
        title=_("Write down a course or group"),
        done=_("The group is written down. Now add its sessions and who enrolled."),
        button=_("Write it down"),
        back=here.address("groups-work:list"),
        onward=lambda made: here.address("groups-work:detail", key=made.key),
        intro=_("Everybody may read what you write here."),
    )


@writing(Role.LEAD, Role.ORGANISER)
def change_group(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = _group_at_work(here, key)
    form = forms.GroupForm(
        sent(request),
        instance=row,
        initial={"commitments": queries.commitments_carried_out(row)},
        programme=here.programme,
        person=here.person,
    )
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_group, group=row),
        title=_("Change this group"),
        done=_("The group is changed."),
        button=_("Keep these changes"),
        back=here.address("groups-work:detail", key=key),
        onward=lambda changed: here.address("groups-work:detail", key=changed.key),
    )


@writing(Role.LEAD, Role.ORGANISER)
def add_session(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    group = _group_at_work(here, key)
    form = forms.SessionForm(sent(request), initial={"position": queries.next_position(group)})
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_session, group=group),
        title=_("Add a session to “%(name)s”") % {"name": group.name},
        done=_("The session is added."),
        button=_("Keep this"),
        back=here.address("groups-work:detail", key=key),
    )


@writing(Role.LEAD, Role.ORGANISER)
def change_session(request: HttpRequest, here: Here, key: str, position: int) -> HttpResponse:
    rows = queries.sessions_workable_by(here.person, here.programme)
    row = found_or_404(rows, group__key=key, position=position)
    return form_page(
        request,
        here,
        forms.SessionForm(sent(request), instance=row),
        action=partial(actions.change_session, session=row),
        title=_("Change this session"),
        done=_("The session is changed."),
        button=_("Keep this"),
        back=here.address("groups-work:detail", key=key),
    )


@writing(Role.LEAD, Role.ORGANISER)
def add_cost(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    group = _group_at_work(here, key)
    return form_page(
        request,
        here,
        forms.CostForm(sent(request)),
        action=partial(actions.add_cost, group=group),
        title=_("Add a cost to “%(name)s”") % {"name": group.name},
        done=_("The cost is added."),
        button=_("Keep this"),
        back=here.address("groups-work:detail", key=key),
        intro=_("Everybody may read it. A cost of the whole programme of groups stands with the whole."),
    )


@writing(Role.LEAD, Role.ORGANISER)
def change_cost(request: HttpRequest, here: Here, key: str, number: int) -> HttpResponse:
    row = found_or_404(queries.cost_numbered(here.person, here.programme, key, number))
    return form_page(
        request,
        here,
        forms.CostForm(sent(request), instance=row),
        action=partial(actions.change_cost, cost=row),
        title=_("Change this cost"),
        done=_("The cost is changed."),
        button=_("Keep this"),
        back=here.address("groups-work:detail", key=key),
    )


@work(*rules.READS_PEOPLE)
def enrolments(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    group = _group_at_work(here, key)
    may_change = can_edit_area(here.person, group.area_id)

    def opens(row: Any) -> str:
        return here.address("groups-work:change-enrolment", key=key, person=row.person)

    shown = listing(
        request,
        queries.enrolments_workable_by(here.person, here.programme).filter(group=group),
        caption=_("Who enrolled in “%(name)s”") % {"name": group.name},
        columns=_enrolment_columns(opens if may_change else None),
        filters=[Filter("finished", _("Finished"), _endings(), queries.with_ending)],
        search=["person"],
        empty=Empty.inviting(
            _("Nobody is enrolled yet."),
            may_change,
            here.address("groups-work:enrol", key=key),
            _("Enrol somebody"),
        ),
    )
    return list_page(
        request, shown, "enrolments", "groups/enrolments.html", group=group, may_change=may_change
    )


@work(*rules.READS_PEOPLE)
def everybody(request: HttpRequest, here: Here) -> HttpResponse:
    """Every enrolment that this person may read, whatever its group."""
    groups = queries.groups_to_choose(here.person, here.programme)
    in_group = Column(
        "group",
        _("Course or group"),
        lambda row: row.group.name,
        link=lambda row: here.address("groups-work:enrolments", key=row.group.key),
        sort="group__name",
    )
    shown = listing(
        request,
        queries.enrolments_workable_by(here.person, here.programme),
        caption=_("Who enrolled, in every course and group"),
        columns=[in_group, *_enrolment_columns()],
        filters=[
            Filter(
                "group", _("Course or group"), [(each.key, each.name) for each in groups], queries.of_group
            ),
            Filter("finished", _("Finished"), _endings(), queries.with_ending),
        ],
        search=["person"],
        empty=Empty(_("Nobody is enrolled yet.")),
    )
    return list_page(request, shown, "enrolments", "groups/everybody.html")


def _endings() -> list[tuple[str, str]]:
    return [("yes", _("yes")), ("no", _("no")), ("unknown", _("not recorded"))]


def _enrolment_columns(opens: Callable[[Any], str] | None = None) -> list[Column]:
    endings = {True: _("yes"), False: _("no"), None: _("not recorded")}
    return [
        Column("person", _("Key"), lambda row: row.person, link=opens, sort="person"),
        Column("enrolled_on", _("Enrolled"), lambda row: partial_day(row.enrolled_on), sort="enrolled_on"),
        Column(
            "sessions", _("Sessions attended"), lambda row: row.sessions_attended, numeric=True,
            sort="sessions_attended",
        ),
        Column("finished", _("Finished"), lambda row: endings[row.finished], sort="finished"),
    ]  # fmt: skip


@writing(Role.LEAD, Role.ORGANISER)
def enrol(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    group = _group_at_work(here, key)
    return form_page(
        request,
        here,
        forms.EnrolmentForm(sent(request)),
        action=partial(actions.enrol, group=group),
        title=_("Enrol somebody in “%(name)s”") % {"name": group.name},
        done=_("The enrolment is kept."),
        button=_("Keep this"),
        back=here.address("groups-work:enrolments", key=key),
        intro=_without_names(),
    )


@writing(Role.LEAD, Role.ORGANISER)
def change_enrolment(request: HttpRequest, here: Here, key: str, person: str) -> HttpResponse:
    rows = queries.enrolments_workable_by(here.person, here.programme)
    row = found_or_404(rows, group__key=key, person=person)
    return form_page(
        request,
        here,
        forms.EnrolmentForm(sent(request), instance=row),
        action=partial(actions.change_enrolment, enrolment=row),
        title=_("Change an enrolment, or say whether this person finished"),
        done=_("The enrolment is changed."),
        button=_("Keep this"),
        back=here.address("groups-work:enrolments", key=key),
        intro=_without_names(),
    )


def _without_names() -> str:
    return _("People stand here as keys without names. Keep the list of who is who elsewhere, under lock.")
