"""The directory for other directories, as Open Referral UK 3.0 asks."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, public

from ..queries import feed


def _whole_number(request: HttpRequest, name: str, otherwise: int, at_most: int) -> int | None:
    said = request.GET.get(name, str(otherwise))
    if not said.isascii() or not said.isdecimal() or len(said) > 6 or not 1 <= int(said) <= at_most:
        return None
    return int(said)


@public
def rows(request: HttpRequest, here: Here, what: str) -> JsonResponse:
    if what not in feed.LISTS:
        raise Http404(_("There is no such list."))
    page = _whole_number(request, "page", 1, 999_999)
    size = _whole_number(request, "per_page", feed.ROWS_A_PAGE, feed.ROWS_A_PAGE_AT_MOST)
    if page is None or size is None:
        says = _("“page” and “per_page” are whole numbers from 1 on; “per_page” is %(most)s at most.")
        return JsonResponse({"error": says % {"most": feed.ROWS_A_PAGE_AT_MOST}}, status=400)
    return JsonResponse(feed.page_of(what, here.person, here.programme, page, size))


@public
def row(request: HttpRequest, here: Here, what: str, id: UUID) -> JsonResponse:
    if what not in feed.LISTS:
        raise Http404(_("There is no such list."))
    given = feed.LISTS[what]
    return JsonResponse(given.whole(found_or_404(given.rows(here.person, here.programme), oruk_id=id)))
