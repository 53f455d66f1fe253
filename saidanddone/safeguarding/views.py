"""Pages of safeguarding leads. No other role opens them, the programme lead's neither."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, sending, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, area_column, area_filter, list_page, listing
from saidanddone.programme.models import Role
from saidanddone.programme.queries import areas_workable_by
from saidanddone.support.queries import turn_to

from . import actions, forms, queries, rules

LEADS = (Role.SAFEGUARDING,)
ASKS_AGAIN = 30  # seconds, and only where the page is asked to: who reads slowly is not torn away


@work(*LEADS)
def alerts(request: HttpRequest, here: Here) -> HttpResponseBase:
    now, later = queries.waiting_counts(here.person, here.programme)
    shown = listing(
        request,
        queries.in_order(queries.alerts_visible_to(here.person, here.programme)),
        caption=_("Alerts"),
        columns=[
            Column(
                "raised",
                _("Raised"),
                lambda row: queries.moment_said(row.raised_at),
                link=lambda row: here.address("safeguarding-work:detail", number=row.pk),
                sort="raised_at",
            ),
            Column("state", _("How it stands"), lambda row: queries.state_of(row).label),
            Column("waits", _("Waits for"), queries.waits_said),
            Column("place", _("Where"), lambda row: row.place),
            Column("table", _("Table"), lambda row: row.table),
            Column("seat", _("Seat"), queries.seat_said),
            Column("source", _("Who noticed"), lambda row: row.get_source_display()),
            Column("way", _("Path"), lambda row: row.get_way_display()),
            area_column(),
        ],
        filters=[
            Filter("state", _("How it stands"), queries.state_choices(), queries.standing),
            Filter("urgent", _("When"), queries.urgency_choices(), queries.urgent_as),
            area_filter(areas_workable_by(here.person, here.programme)),
        ],
        search=["place", "table"],
        empty=Empty(_("There is no alert.")),
    )
    return list_page(
        request,
        shown,
        "alerts",
        "safeguarding/alerts.html",
        waiting=now,
        later=later,
        asks_again=ASKS_AGAIN,
        watched=request.GET.get("watch") == "yes",
    )


@work(*LEADS)
def alert(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    found = found_or_404(queries.alerts_visible_to(here.person, here.programme), pk=number)
    state = queries.state_of(found)
    path = queries.path_for(here.programme, found.area_id, found.way)
    steps = queries.steps_of(found)
    return render(
        request,
        "safeguarding/alert.html",
        {
            "alert": found,
            "state": state,
            "seat": queries.seat_said(found),
            "kinds": rules.kinds_said(found),
            "steps": steps,
            "again": queries.said_again(steps),
            "is_gone": any(step.kind == rules.Kind.ERASED for step in steps),
            "path": path,
            "path_unchecked": path is not None and queries.is_unchecked(path),
            "other_way": queries.other_way(found),
            "may": {kind.replace("-", "_"): rules.can_step(state, kind) for kind in rules.MAY_BE_TAKEN},
            "turn": turn_to(here.programme, found.area),
        },
    )


@sending(*LEADS)
def take_up(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    found = found_or_404(queries.alerts_visible_to(here.person, here.programme), pk=number)
    who = queries.taken_up_by(found)
    if who is None:
        actions.take_up(person=here.person, alert=found, by=here.person.account)
        messages.success(request, _("You have taken it up. Nobody else is called."))
    elif who == here.person.account:  # pressed twice, or on two phones
        messages.success(request, _("It is yours already. Nobody else is called."))
    else:
        messages.success(request, _("%(name)s has taken it up already.") % {"name": who.name})
    return redirect(here.address("safeguarding-work:detail", number=number))


@sending(*LEADS)
def other_way(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    found = found_or_404(queries.alerts_visible_to(here.person, here.programme), pk=number)
    way = queries.other_way(found).value
    actions.change_way(person=here.person, alert=found, way=way, by=here.person.account)
    messages.success(request, _("It is on the other path now."))
    return redirect(here.address("safeguarding-work:detail", number=number))


@writing(*LEADS)
def write_note(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    return _note_page(
        request, here, number, actions.write_note, _("Write down what was done"), _("It is written down.")
    )


@writing(*LEADS)
def close(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    return _note_page(request, here, number, actions.close_alert, _("Close this alert"), _("It is closed."))


def _note_page(
    request: HttpRequest, here: Here, number: int, action: object, title: str, done: str
) -> HttpResponse:
    found = found_or_404(queries.alerts_visible_to(here.person, here.programme), pk=number)
    return form_page(
        request,
        here,
        forms.NoteForm(sent(request)),
        action=partial(action, alert=found),
        title=title,
        done=done,
        button=title,
        back=here.address("safeguarding-work:detail", number=number),
    )


@writing(*LEADS)
def pass_on(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    found = found_or_404(queries.alerts_visible_to(here.person, here.programme), pk=number)
    return form_page(
        request,
        here,
        forms.PassOnForm(sent(request), programme=here.programme),
        action=partial(actions.pass_on, alert=found),
        title=_("Pass this alert on"),
        done=_("It is passed on. It waits until they take it up."),
        button=_("Pass it on"),
        back=here.address("safeguarding-work:detail", number=number),
    )


# Who is on duty


@work(*LEADS)
def duties(request: HttpRequest, here: Here) -> HttpResponseBase:
    shown = listing(
        request,
        queries.duties_visible_to(here.person, here.programme),
        caption=_("Who is on duty"),
        columns=[
            Column(
                "who",
                _("Who"),
                lambda row: row.account.name,
                link=lambda row: here.address("safeguarding-work:end-duty", number=row.pk),
            ),
            Column("begins", _("From"), lambda row: queries.moment_said(row.begins_at), sort="begins_at"),
            Column("ends", _("Until"), lambda row: queries.moment_said(row.ends_at), sort="ends_at"),
            area_column(),
        ],
        empty=Empty(
            _("Nobody is on duty. Until somebody is, an alert goes to every safeguarding lead at once."),
            here.address("safeguarding-work:add-duty"),
            _("Put somebody on duty"),
        ),
    )
    return list_page(request, shown, "duties", "safeguarding/duties.html")


@writing(*LEADS)
def add_duty(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.DutyForm(sent(request), programme=here.programme),
        action=partial(actions.put_on_duty, programme=here.programme),
        title=_("Put somebody on duty"),
        done=_("They are on duty."),
        button=_("Put them on duty"),
        back=here.address("safeguarding-work:duties"),
    )


@writing(*LEADS)
def end_duty(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    duty = found_or_404(queries.duties_visible_to(here.person, here.programme), pk=number)
    return form_page(
        request,
        here,
        forms.PageForm(sent(request)),
        action=partial(actions.end_duty, duty=duty),
        title=_("End this duty"),
        done=_("The duty has ended."),
        button=_("End it"),
        back=here.address("safeguarding-work:duties"),
        intro=_("%(name)s will no longer be called first.") % {"name": duty.account.name},
    )


# Where the path leads


@work(*LEADS)
def paths(request: HttpRequest, here: Here) -> HttpResponseBase:
    shown = listing(
        request,
        queries.paths_visible_to(here.person, here.programme),
        caption=_("Paths"),
        columns=[
            Column(
                "team",
                _("Team"),
                lambda row: row.team,
                link=lambda row: here.address("safeguarding-work:change-path", number=row.pk),
                sort="team",
            ),
            Column("way", _("For"), lambda row: row.get_way_display(), sort="way"),
            area_column(),
            Column("telephone", _("Telephone"), lambda row: row.telephone),
            Column("checked", _("Checked"), queries.checked_said, sort="checked_on"),
        ],
        filters=[Filter("way", _("For"), queries.way_choices(), "way")],
        empty=Empty(
            _("No path is written down yet: nobody could say whom to ring."),
            here.address("safeguarding-work:add-path"),
            _("Write down a path"),
        ),
    )
    return list_page(request, shown, "paths", "safeguarding/paths.html")


@writing(*LEADS)
def add_path(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.PathForm(sent(request), programme=here.programme),
        action=partial(actions.add_path, programme=here.programme),
        title=_("Write down a path"),
        done=_("It is written down."),
        button=_("Keep this path"),
        back=here.address("safeguarding-work:paths"),
    )


@writing(*LEADS)
def change_path(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    path = found_or_404(queries.paths_visible_to(here.person, here.programme), pk=number)
    return form_page(
        request,
        here,
        forms.PathForm(sent(request), instance=path, programme=here.programme),
        action=partial(actions.change_path, path=path),
        title=_("Change this path"),
        done=_("It is changed."),
        button=_("Keep this path"),
        back=here.address("safeguarding-work:paths"),
    )


@writing(*LEADS)
def change_settings(request: HttpRequest, here: Here) -> HttpResponse:
    held = queries.settings_of(here.programme)
    return form_page(
        request,
        here,
        forms.SettingsForm(sent(request), instance=held),
        action=partial(actions.change_settings, programme=here.programme),
        title=_("How alerts are passed on, and what is said before"),
        done=_("It is changed."),
        button=_("Keep this"),
        back=here.address("safeguarding-work:list"),
        context={"limits": str(rules.LIMITS_OF_CONFIDENTIALITY)},
        template="safeguarding/settings.html",
    )
