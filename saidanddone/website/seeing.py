"""Who can see this page, and who can see what: answered from the doors themselves and today's roles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, work
from saidanddone.programme.models import Area, Membership, Role
from saidanddone.programme.queries import areas_of, memberships_of
from saidanddone.programme.rules import (
    EVERYBODY,
    READS_ALL_WORDS,
    READS_WORDS_OF_BOROUGH,
    WRITES_IDEAS_DOWN,
)
from saidanddone.stages.commitments.queries import commitments_workable_by
from saidanddone.stages.conversations.queries import conversations_workable_by
from saidanddone.stages.groups.queries import groups_workable_by
from saidanddone.stages.ideas.queries import ideas_workable_by
from saidanddone.stages.outcomes.queries import connections_workable_by, outcomes_workable_by

# Where the row of a work page is found, by which hole of its address, and which of its columns is the borough.
PLACES: dict[str, tuple[Callable[..., Any], str, str, str]] = {
    "conversations-work": (conversations_workable_by, "slug", "slug", "area"),
    "ideas-work": (ideas_workable_by, "key", "text__key", "text__area"),
    "commitments-work": (commitments_workable_by, "key", "key", "area"),
    "outcomes-work": (outcomes_workable_by, "key", "key", "area"),
    "outcomes-work:change-connection": (connections_workable_by, "key", "key", "area"),
    "groups-work": (groups_workable_by, "key", "key", "area"),
}


@dataclass(frozen=True)
class Held:
    """A role, and who has it today."""

    role: Role
    members: tuple[Membership, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of thing that is kept, who sees it, and who they are today. No roles: everybody."""

    title: str
    says: str
    held: tuple[Held, ...] | None


@work(*EVERYBODY)
def who_can_see(request: HttpRequest, here: Here) -> HttpResponse:
    page = request.GET.get("page", "")
    team = list(memberships_of(here.programme))
    if not page:
        return render(request, "website/who_can_see.html", {"kinds": _kinds(team)})
    match = _match(page, here)
    if match is None:
        return render(request, "website/who_can_see.html", {"page": page, "unknown": True}, status=404)
    area = _area(match, here)
    roles = getattr(match.func, "roles", None)
    return render(
        request,
        "website/who_can_see.html",
        {
            "page": page,
            "area": area,
            "everybody": roles is None,
            "held": _held(roles or (), _of(area, team)),
            "sends": "POST" in getattr(match.func, "methods", ()),
            "reads": "GET" in getattr(match.func, "methods", ("GET",)),
        },
    )


def _match(page: str, here: Here) -> ResolverMatch | None:
    """The page of this programme at that address, without asking whether there is such a row."""
    try:
        match = resolve(page.partition("?")[0])
    except Resolver404:
        return None
    return match if match.kwargs.get("programme") == here.programme.slug else None


def _area(match: ResolverMatch, here: Here) -> Area | None:
    """The borough that the page is about, where it is about one and the reader may know of its row."""
    areas = areas_of(here.programme)
    if "area" in match.kwargs:
        return areas.filter(code=match.kwargs["area"]).first()
    place = PLACES.get(match.view_name) or PLACES.get(match.namespace)
    if place is None or place[1] not in match.kwargs:
        return None
    door, hole, field, area = place
    rows = door(here.person, here.programme).filter(**{field: match.kwargs[hole]})
    return areas.filter(pk__in=rows.order_by().values(area)).first()


def _of(area: Area | None, team: list[Membership]) -> list[Membership]:
    return [each for each in team if area is None or each.area_id in (None, area.pk)]


def _held(roles: Any, team: list[Membership]) -> tuple[Held, ...]:
    return tuple(
        Held(role, tuple(each for each in team if each.role == role)) for role in Role if role in roles
    )


def _kinds(team: list[Membership]) -> list[Kind]:
    def kind(title: str, says: str, roles: Any) -> Kind:
        return Kind(title, says, None if roles is None else _held(roles, team))

    return [
        kind(_("Figures, promises, changes and the published report"), _("Everybody reads them."), None),
        kind(
            _("Words that may be quoted"),
            _("Everybody reads them, without a name, for as long as their speaker agrees."),
            None,
        ),
        kind(
            _("Words that may not be quoted"),
            _("Read without a name. Who works in one borough reads what was said there."),
            READS_ALL_WORDS | READS_WORDS_OF_BOROUGH,
        ),
        kind(
            _("Writing down what people say"),
            _("A scribe hears and writes, and reads no list of what others said."),
            WRITES_IDEAS_DOWN,
        ),
        kind(
            _("Single answers to surveys"),
            _("Each under a key of its own, which leads to no seat card."),
            roles_of("followup-work:responses", key="any"),
        ),
        kind(
            _("Who enrolled in a course or group"),
            _("As keys. The list of who that is stays with the group."),
            roles_of("groups-work:everybody"),
        ),
        kind(
            _("What a coder decided about a text"),
            _("Read by whoever compares coders."),
            roles_of("themes-work:texts"),
        ),
        kind(
            _("Names and addresses of people who spoke"),
            _("Kept only of those who gave them, sealed, and opened to write a letter."),
            roles_of("me-work:letters"),
        ),
        kind(
            _("Seat cards, and what each person agreed to"),
            _("By the number of the card, without a name."),
            roles_of("me-work:list"),
        ),
        kind(
            _("What a parent or a school agreed to for somebody under 16"),
            _("By the number of the card."),
            roles_of("me-work:schools"),
        ),
        kind(
            _("Alerts that somebody is not all right, and what was done"),
            _("By the seat alone. The leads of the borough where it happened."),
            roles_of("safeguarding-work:list"),
        ),
        kind(
            _("Everything that is held about one person"),
            _("Opened to answer that person's own request, by the number of their card."),
            roles_of("privacy-work:find-person"),
        ),
        kind(
            _("What is kept of people and why"),
            _("The record of processing and the risks. It names nobody."),
            roles_of("privacy-work:register"),
        ),
        kind(
            _("The trail of who did what"),
            _("No page shows it. Whoever keeps the installation can read it, and cannot change it unseen."),
            (),
        ),
        kind(_("The draft of the report"), _("Read before it is published."), roles_of("report-work:draft")),
    ]


def roles_of(name: str, **holes: object) -> frozenset[Role] | None:
    """The roles that open a page, as its own door says."""
    return resolve(reverse(name, kwargs={"programme": "any", **holes})).func.roles
