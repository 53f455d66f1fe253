"""The trail of a programme, for its data protection officer. It is read here and written nowhere."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from saidanddone.people.models import Account, AuditRow
from saidanddone.people.queries import audit_rows
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person

from ..rules import can_answer_requests

NOBODY = "nobody"  # a resident on their own page, the command, or the clock


def trail_visible_to(person: Person, programme: Programme) -> QuerySet[AuditRow]:
    rows = audit_rows(programme.slug)
    return rows if can_answer_requests(person) else rows.none()


def rooms_that_write() -> list[tuple[str, str]]:
    """The first word of each verb is the room that it belongs to."""
    ours = (each.label for each in apps.get_app_configs() if each.name.startswith("saidanddone."))
    return [(label, label) for label in ours]


def of_room(label: str) -> Q:
    return Q(verb__startswith=f"{label}.")


def who_acted(programme: Programme) -> list[tuple[str, str]]:
    acted = AuditRow.objects.filter(programme_slug=programme.slug, actor=OuterRef("pk"))
    accounts = Account.objects.filter(Exists(acted)).order_by("name", "pk")
    return [(NOBODY, _("nobody signed in")), *((str(each.pk), str(each)) for each in accounts)]


def by_whom(chosen: str) -> Q:
    return Q(actor=None) if chosen == NOBODY else Q(actor=int(chosen))


def on_day(chosen: str) -> Q:
    day = date.fromisoformat(chosen)
    begins, ends = (make_aware(datetime.combine(each, time.min)) for each in (day, day + timedelta(days=1)))
    return Q(at__gte=begins, at__lt=ends)
