"""What this room keeps under a speaker's key, and what waits for safeguarding leads."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme, Role
from saidanddone.programme.rules import Person
from saidanddone.thread.registry import Note, register_holder, register_kept, register_look
from saidanddone.thread.steps import CopyPart, Waiting

from . import actions, queries
from .models import Alert
from .rules import State


def copy_of(speaker_key: str, programme: Programme) -> list[CopyPart]:
    """That there was an alert, when, and what the person wrote.

    What safeguarding leads noted is not handed out here: it may speak of others, and may put somebody at risk.
    The data protection officer decides on it, case by case.
    """
    alerts = queries.alerts_of_speaker(speaker_key, programme)
    rows = tuple(
        (
            date_format(localtime(alert.raised_at), "j F Y"),
            str(Alert.Source(alert.source).label),
            alert.message,
            str(queries.state_of(alert).label),
        )
        for alert in alerts
    )
    columns = (_("Day"), _("Who noticed"), _("What you wrote"), _("How it stands"))
    return [CopyPart(_("When we were worried about you"), columns, rows)] if rows else []


def erase(old_speaker_key: str, fresh_key: str, programme: Programme, by: Account | None) -> None:
    actions.forget_person(old=old_speaker_key, fresh=fresh_key, programme=programme, by=by)


def waiting_for(person: Person, programme: Programme) -> list[Waiting]:
    if Role.SAFEGUARDING not in person.roles:
        return []
    now, later = queries.waiting_counts(person, programme)
    unchecked = queries.paths_to_check(person, programme)
    kwargs = {"programme": programme.slug}
    alerts = reverse("safeguarding-work:list", kwargs=kwargs) + f"?state={State.WAITING}"
    return [
        Waiting(
            ngettext("alert that nobody has taken up", "alerts that nobody has taken up", now),
            f"{alerts}&urgent=yes&watch=yes",
            now,
        ),
        Waiting(
            ngettext("older text to look through", "older texts to look through", later),
            f"{alerts}&urgent=no",
            later,
        ),
        Waiting(
            ngettext(
                "path that nobody has checked for half a year",
                "paths that nobody has checked for half a year",
                unchecked,
            ),
            reverse("safeguarding-work:paths", kwargs=kwargs),
            unchecked,
        ),
    ]


def look_at(note: Note) -> str:
    """Raise an alert where a note may be about somebody who is not all right, and say so to whoever wrote it."""
    raised = actions.look_at_note(note=note)
    if raised is None:
        return ""
    told = (
        _("The safeguarding lead on duty has been told.")
        if raised.on_duty
        else _("No safeguarding lead is on duty; all of them have been written to.")
    )
    return _(
        "What you wrote may be about somebody who is not all right. %(told)s If a life is in danger, ring 999."
    ) % {"told": told}


register_look("safeguarding", look_at)
register_kept("alerts", days=queries.days_of_notes, forget=actions.forget_old_notes)
register_holder("safeguarding", copy_of=copy_of, erase=erase, waiting_for=waiting_for)
