from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from saidanddone.pages.door import (
    READ,
    READ_AND_SEND,
    Here,
    found_or_404,
    open_to,
    public,
    sending,
    work,
    writing,
)
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, area_column, list_page, listing
from saidanddone.pages.signing_in import sign_in
from saidanddone.pages.templatetags.said import day
from saidanddone.pages.tokens import moved_into_session, note_failure, too_many_failures, too_many_page
from saidanddone.people.queries import hash_of
from saidanddone.people.rules import Refused
from saidanddone.programme.queries import areas_of
from saidanddone.programme.rules import EVERYBODY, KEEPS_THE_TEAM, can_end_role, goes_on, is_own

from . import actions, forms, queries

INVITED = "invitation"


NOT_POSTED = gettext_lazy("The invitation is kept, but its letter could not be sent. Send it again later.")


def _said_if_posted(done: str) -> Callable[[Any], str]:
    return lambda invitation: done if invitation.posted else str(NOT_POSTED)


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")[:-1]


@work(*EVERYBODY)
def team(request: HttpRequest, here: Here) -> HttpResponse:
    shown = listing(
        request,
        queries.members_visible_to(here.person, here.programme),
        caption=_("Who works here"),
        columns=[
            Column(
                "name",
                _("Name"),
                lambda row: row.account.name,
                link=lambda row: here.address("team-work:member", number=row.pk),
                sort="account__name",
            ),
            Column("role", _("Role"), lambda row: row.get_role_display(), sort="role"),
            area_column(),
            Column(
                "begins",
                _("First day"),
                lambda row: day(row.begins_on) if row.begins_on else "",
                sort="begins_on",
            ),
            Column(
                "ends", _("Last day"), lambda row: day(row.ends_on) if row.ends_on else "", sort="ends_on"
            ),
        ],
        filters=[
            Filter("role", _("Role"), queries.every_role(), "role"),
            Filter(
                "area",
                _("Borough"),
                [(each.code, each.name) for each in areas_of(here.programme)],
                "area__code",
            ),
        ],
        empty=Empty(_("Nobody works here yet.")),
    )
    return list_page(
        request,
        shown,
        "team",
        "team/list.html",
        may_invite=bool(here.person.roles & KEEPS_THE_TEAM),
        invitations=queries.with_over(queries.invitations_kept_by(here.person, here.programme)),
        own=queries.own_roles(here.person, here.programme),
    )


@writing(*KEEPS_THE_TEAM)
def invite(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.InvitationForm(sent(request), programme=here.programme, person=here.person)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.invite, programme=here.programme, site=_site(request)),
        title=_("Invite somebody"),
        done=_said_if_posted(_("The invitation is on its way.")),
        button=_("Send the invitation"),
        back=here.address("team-work:list"),
        intro=_("They get a letter with a link. The role is theirs once they accept it."),
    )


def _member(here: Here, number: int) -> Any:
    return found_or_404(queries.members_visible_to(here.person, here.programme), pk=number)


@writing(*EVERYBODY)
def member(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Who somebody is here, and, for those who may, when their role ends."""
    found = _member(here, number)
    return form_page(
        request,
        here,
        forms.LastDayForm(sent(request), membership=found),
        action=partial(actions.change_last_day, membership=found),
        title=found.account.name,
        done=_("The last day is changed."),
        button=_("Keep this last day"),
        back=here.address("team-work:list"),
        template="team/member.html",
        context={
            "member": found,
            "may_end": can_end_role(here.person, found),
            "goes_on": goes_on(here.person, found),
            "own": is_own(here.person, found),
        },
    )


@sending(*EVERYBODY)
def end_role(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    found = _member(here, number)
    if request.POST.get("sure") != "on":
        messages.error(request, _("Tick that you are sure, then end the role."))
        return redirect(here.address("team-work:member", number=number))
    actions.end_role(person=here.person, membership=found, by=here.person.account)
    done = _("Its last day is set.")
    if not goes_on(here.person, found):
        done = _("The role has ended. It opens nothing more.")
    messages.success(request, done)
    return redirect("mine" if is_own(here.person, found) else here.address("team-work:list"))


@writing(*EVERYBODY)
def hand_over(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    found = found_or_404(queries.own_roles(here.person, here.programme), pk=number)
    return form_page(
        request,
        here,
        forms.SuccessorForm(sent(request)),
        action=partial(actions.hand_over, membership=found, site=_site(request)),
        title=_("Hand over your role as %(role)s") % {"role": found.get_role_display()},
        done=_said_if_posted(_("Your successor is invited. You keep your role until they have accepted.")),
        button=_("Invite your successor"),
        back=here.address("team-work:list"),
        intro=_("Name who takes your place, and from which day on."),
    )


def _invitation(here: Here, number: int) -> Any:
    kept = queries.invitations_kept_by(here.person, here.programme)
    return found_or_404(queries.invitations().filter(pk__in=[each.pk for each in kept]), pk=number)


@sending(*EVERYBODY)
def send_again(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    found = _invitation(here, number)
    made = actions.send_again(
        person=here.person, invitation=found, site=_site(request), by=here.person.account
    )
    done = _said_if_posted(_("A fresh letter is on its way. The one before no longer works."))
    messages.success(request, done(made))
    return redirect(here.address("team-work:list"))


@sending(*EVERYBODY)
def withdraw(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    actions.withdraw(person=here.person, invitation=_invitation(here, number), by=here.person.account)
    messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
    return redirect(here.address("team-work:list"))


@public
def who_sees_what(request: HttpRequest, here: Here) -> HttpResponse:
    """For those who speak: who reads what, in plain words and without names."""
    return render(request, "team/who_sees_what.html")


# The other side: somebody opens the letter


@open_to(None, READ)
@never_cache
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    return moved_into_session(request, INVITED, token, reverse("invitation"))


@open_to(None, READ_AND_SEND)
@never_cache
def invitation(request: HttpRequest) -> HttpResponse:
    if too_many_failures(request, INVITED):
        return too_many_page(request)
    token_hash = hash_of(request.session.get(INVITED, ""))
    found = queries.usable_invitation(token_hash)
    if found is None:
        note_failure(request, INVITED)
        return render(
            request, "team/invitation.html", {"title": _("This invitation no longer works")}, status=410
        )
    if request.method == "POST":
        return _accepted(request, token_hash, f"/{found.programme.slug}/work/")
    context = {"title": _("You are invited"), "invitation": found, **_standing(request, found)}
    return render(request, "team/invitation.html", context)


def _accepted(request: HttpRequest, token_hash: str, onward: str) -> HttpResponse:
    reader = request.user if request.user.is_authenticated else None
    account = actions.accept(token_hash=token_hash, reader=reader)
    request.session.pop(INVITED, None)
    messages.success(request, _("The role is yours."))
    return redirect(onward) if reader else sign_in(request, account, how="invitation", onward=onward)


def _standing(request: HttpRequest, found: Any) -> dict[str, object]:
    """What stands between the reader and accepting, if anything does."""
    try:
        queries.check_reader(found, request.user if request.user.is_authenticated else None)
    except Refused as why:
        return {"hindrance": str(why), "signed_in": request.user.is_authenticated}
    return {}
