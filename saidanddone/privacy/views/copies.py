"""The evaluator's copy: without names, and without anybody's leave."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from saidanddone.pages.door import Here, sending, work
from saidanddone.programme.models import Role

from ..actions import copies as actions
from ..queries import copies as queries
from ..rules.copies import can_copy_for_study


@work(Role.EVALUATOR, Role.DPO)
def study_copy(request: HttpRequest, here: Here) -> HttpResponse:
    """What a copy holds, and which were made."""
    context = {"made": queries.copies_made(here.programme), "may_copy": can_copy_for_study(here.person)}
    return render(request, "privacy/copy.html", context)


@sending(Role.EVALUATOR)
def make_study_copy(request: HttpRequest, here: Here) -> FileResponse:
    packed = actions.copy_for_study(person=here.person, programme=here.programme, by=here.person.account)
    name = f"{here.programme.slug}-without-names-{timezone.localdate().isoformat()}.zip"
    return FileResponse(packed, as_attachment=True, filename=name, content_type="application/zip")
