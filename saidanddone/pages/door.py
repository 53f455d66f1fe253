"""Every page is entered here: the programme is found, the reader known, the role asked for.

A view takes `(request, here, …)`. Who may not know that a row exists gets "not found"; who may know but
not do gets the sentence of the rule that refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme, Role
from saidanddone.programme.queries import person_in, programme_by_slug
from saidanddone.programme.rules import EVERYDAY, SEES_IDENTITIES, Person

View = Callable[..., HttpResponseBase]
M = TypeVar("M", bound=Model)
READ = ("GET", "HEAD")
SEND = ("POST",)
READ_AND_SEND = (*READ, *SEND)


@dataclass(frozen=True)
class Here:
    """Where a request is and who makes it."""

    programme: Programme
    person: Person
    wants_second_factor: bool = False  # roles of this person do not count until they give one

    def address(self, name: str, **more: object) -> str:
        """Of another page of the same programme."""
        return reverse(name, kwargs={"programme": self.programme.slug, **more})


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was begun with more than a code: a passkey, or a number from an app beside it.

    The marked accounts of a demonstration need none, since everybody may be them.
    """
    if settings.SAID_DEMO and request.user.is_demo:
        return True
    return any(each["method"] == "mfa" for each in get_authentication_records(request, request.user))


def enter(request: HttpRequest, slug: str) -> Here:
    """Where a request is. Roles that see who somebody is count only with a second factor."""
    programme = programme_by_slug(slug)
    if programme is None:
        raise Http404(_("There is no programme at this address."))
    person = person_in(programme, request.user)
    lacks = bool(person.roles & SEES_IDENTITIES) and not has_second_factor(request)
    here = Here(programme, person.without_identities() if lacks else person, lacks)
    request.here = here  # type: ignore[attr-defined]  # the templates' navigation reads it
    return here


def public(view: View) -> View:
    """A page for everyone, which is only read."""

    @wraps(view)
    def entered(request: HttpRequest, programme: str, **kwargs: object) -> HttpResponseBase:
        here = enter(request, programme)
        response = view(request, here, **kwargs)
        if request.user.is_authenticated and (here.person.works_here or here.wants_second_factor):
            # Who works here may be shown more, and a browser that others use shall not keep it.
            add_never_cache_headers(response)
        return response

    return open_to(None, READ)(entered)


def open_to(roles: Iterable[Role] | None, methods: Sequence[str]) -> Callable[[View], View]:
    """Let only these methods through, and say of a view who may open it: None means everybody.

    The table of permissions is made from what is said here.
    """

    def said(view: View) -> View:
        guarded = require_http_methods(list(methods))(view)
        guarded.roles = None if roles is None else frozenset(roles)  # type: ignore[attr-defined]
        guarded.methods = tuple(methods)  # type: ignore[attr-defined]
        return guarded

    return said


def work(*roles: Role, methods: Sequence[str] = READ) -> Callable[[View], View]:
    """A page for those who work on the programme in one of these roles; without any, in an everyday one.

    A stranger is told that there is nothing here, so that nobody learns which work pages exist.
    """
    allowed = frozenset(roles) or EVERYDAY

    def guard(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, programme: str, **kwargs: object) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            here = enter(request, programme)
            if not here.person.roles & allowed:
                if here.wants_second_factor:
                    return redirect_to_login(request.get_full_path(), reverse("second-factor"))
                if not here.person.works_here:
                    raise Http404(_("There is no such page."))
                names = [str(role.label) for role in Role if role in allowed]
                says = ngettext(
                    "This page is for another role: %(roles)s.",
                    "This page is for other roles: %(roles)s.",
                    len(names),
                )
                raise Refused(says % {"roles": ", ".join(names)})
            response = view(request, here, **kwargs)
            add_never_cache_headers(response)
            return response

        return open_to(allowed, methods)(entered)

    return guard


def writing(*roles: Role) -> Callable[[View], View]:
    """A work page with a form, which is sent to the page's own address."""
    return work(*roles, methods=READ_AND_SEND)


def sending(*roles: Role) -> Callable[[View], View]:
    """What a button of another page sends something to; there is nothing to read."""
    return work(*roles, methods=SEND)


def found_or_404(rows: QuerySet[M], **by: object) -> M:
    """The one row of what this person may see; anything else is not there."""
    row = rows.filter(**by).first()
    if row is None:
        raise Http404(_("There is no such page, or you may not see it."))
    return row


def first_of(roles: Iterable[Role]) -> Role | None:
    """The role whose dashboard opens, where someone has several."""
    held = set(roles)
    return next((role for role in Role if role in held), None)


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    return render(request, "403.html", {"why": str(refused)}, status=403)
