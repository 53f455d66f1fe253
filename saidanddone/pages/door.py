"""Every page is entered here: the programme is found, the reader known, the role asked for.

A view takes `(request, here, …)`. Who may not know that a row exists gets "not found"; who may know but
not do gets the sentence of the rule that refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme, Role
from saidanddone.programme.queries import person_in, programme_by_slug
from saidanddone.programme.rules import Person

View = Callable[..., HttpResponseBase]
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Here:
    """Where a request is and who makes it."""

    programme: Programme
    person: Person

    def address(self, name: str, **more: object) -> str:
        """Of another page of the same programme."""
        return reverse(name, kwargs={"programme": self.programme.slug, **more})


def enter(request: HttpRequest, slug: str) -> Here:
    programme = programme_by_slug(slug)
    if programme is None:
        raise Http404(_("There is no programme at this address."))
    here = Here(programme, person_in(programme, request.user))
    request.here = here  # type: ignore[attr-defined]  # the templates' navigation reads it
    return here


def public(view: View) -> View:
    """A page for everyone."""

    @wraps(view)
    def entered(request: HttpRequest, programme: str, **kwargs: object) -> HttpResponseBase:
        here = enter(request, programme)
        response = view(request, here, **kwargs)
        if here.person.works_here:
            # Who works here may be shown more, and a browser that others use shall not keep it.
            add_never_cache_headers(response)
        return response

    return entered


def work(*roles: Role) -> Callable[[View], View]:
    """A page for those who work on the programme; with roles, for those roles only.

    A stranger is told that there is nothing here, so that nobody learns which work pages exist.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, programme: str, **kwargs: object) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            here = enter(request, programme)
            if not here.person.works_here:
                raise Http404(_("There is no such page."))
            if roles and not here.person.roles & set(roles):
                raise Refused(
                    _("This page is for another role: %(roles)s.")
                    % {"roles": ", ".join(str(role.label) for role in Role if role in roles)}
                )
            response = view(request, here, **kwargs)
            add_never_cache_headers(response)
            return response

        entered.roles = frozenset(roles)  # type: ignore[attr-defined]
        return entered

    return guard


def writing(*roles: Role) -> Callable[[View], View]:
    """A work page with a form, which is sent to the page's own address."""

    def guard(view: View) -> View:
        return require_http_methods(["GET", "POST"])(work(*roles)(view))

    return guard


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
