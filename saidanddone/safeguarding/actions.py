"""Verbs of safeguarding. Letters name a seat and a table; what was said stays on the page behind the sign-in."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.people.queries import is_young
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.rules import Person
from saidanddone.thread.registry import Note
from saidanddone.words.models import Text
from saidanddone.words.rules import concerns

from . import queries, rules
from .models import Alert, Duty, Path, Settings, Step, Way
from .rules import Level, State

logger = logging.getLogger(__name__)
AGAIN_AFTER = timedelta(hours=1)  # once everybody has been told
Kind = Step.Kind


@dataclass(frozen=True)
class Where:
    """Where it happened, as far as the room knows."""

    programme: Programme
    area: Area | None = None
    place: str = ""
    table: str = ""
    in_the_room: Sequence[Account] = ()  # the named lead of the evening, told first


@dataclass(frozen=True)
class Raised:
    """An alert, and who was told of it. Nobody on duty is said to whoever raised it."""

    alert: Alert
    told: Sequence[Account] = field(default_factory=list)
    on_duty: bool = True


@transaction.atomic
def raise_alert(
    *,
    where: Where,
    source: Alert.Source,
    by: Account | None,
    kinds: Sequence[str] = (),
    text: Text | None = None,
    speaker_key: str = "",
    message: str = "",
    may_contact: bool = False,
    is_urgent: bool = True,
    anonymous: bool = False,
) -> Raised:
    """Open an alert and tell the first who can be told: somebody in the room or on duty, else everybody next in line.

    An alert that is not urgent is for looking through: it waits on the page, and nobody is woken. What somebody
    answered without saying who they are is tied to a day and to no moment, so it leaves no row on the trail.
    """
    now = timezone.now()
    key = speaker_key or (text.speaker_key if text else "")
    alert = Alert.objects.create(
        programme=where.programme,
        text=text,
        speaker_key=key,
        area=where.area,
        place=where.place,
        table=where.table,
        source=source,
        kinds=list(kinds),
        way=rules.way_for(kinds, is_young(key)),
        is_urgent=is_urgent,
        message=message,
        may_contact=may_contact,
        raised_by=by,
        raised_at=start_of_day(now) if anonymous else now,
    )
    if not anonymous:
        audited("safeguarding.raise_alert", alert, by=by, programme_slug=where.programme.slug)
    if not is_urgent:
        return Raised(alert)
    leads = queries.safeguarding_leads(where.programme, alert.area_id)  # a role may end during an evening
    in_the_room = [account for account in where.in_the_room if account in leads]
    first = [*in_the_room, *queries.on_duty(where.programme, alert.area_id, now)]
    if first:
        return Raised(alert, _tell(alert, Kind.TOLD, 0, first))
    return Raised(alert, _tell_next(alert, Kind.TOLD, 1, now), on_duty=False)


def start_of_day(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


def _tell_next(alert: Alert, kind: str, level: int, now: datetime) -> list[Account]:
    """Tell the next level at which there is anybody."""
    while level < len(rules.LEVELS) and not queries.told_at_level(alert, level, now):
        level += 1
    return _tell(alert, kind, level, queries.told_at_level(alert, level, now))


def _tell(
    alert: Alert,
    kind: str,
    level: int | None,
    accounts: Sequence[Account],
    note: str = "",
    by: Account | None = None,
) -> list[Account]:
    told = list({account.pk: account for account in accounts}.values())
    step = Step.objects.create(alert=alert, kind=kind, level=level, note=note, by=by)
    step.told.set(told)
    only_that = level is not None and level < len(rules.LEVELS) and rules.LEVELS[level] is Level.LEADS
    written = _letter_of_leaving if kind == Kind.ERASED else _letter_to_lead if only_that else _letter
    letter = written(alert)
    addresses = [account.email for account in told]
    transaction.on_commit(lambda: _send(letter, addresses))
    return told


def _letter(alert: Alert) -> tuple[str, str]:
    where = [alert.place, _("table %(table)s") % {"table": alert.table} if alert.table else ""]
    seat = queries.seat_said(alert)
    where.append(_("seat %(seat)s") % {"seat": seat} if seat else _("no seat card"))
    body = _(
        "Somebody may not be all right.\n\n%(where)s\n\nSay that you take it up, and read more, here:\n%(address)s\n\n"
        "If somebody is in danger now, ring 999."
    ) % {"where": ", ".join(filter(None, where)), "address": _address(alert)}
    return str(_("Safeguarding: somebody may not be all right")), body


def _letter_to_lead(alert: Alert) -> tuple[str, str]:
    body = _(
        "A safeguarding alert waits and no safeguarding lead has taken it up. What it is about is for them alone. "
        "Please reach one of them by telephone now."
    )
    return str(_("Safeguarding: an alert waits")), str(body)


def _letter_of_leaving(alert: Alert) -> tuple[str, str]:
    """It names neither seat, table nor evening: whoever left is found by none of them."""
    body = _(
        "Somebody about whom an alert is open was taken out of the programme. Their seat and what was written to "
        "you are gone; the alert is open still. Whom to ask stands here:\n%(address)s"
    ) % {"address": _address(alert)}
    return str(_("Safeguarding: somebody with an open alert was taken out")), body


def _address(alert: Alert) -> str:
    kwargs = {"programme": alert.programme.slug, "number": alert.pk}
    return settings.SAID_ADDRESS + reverse("safeguarding-work:detail", kwargs=kwargs)


def _send(letter: tuple[str, str], addresses: Sequence[str]) -> None:
    """To each by themselves. A letter that cannot be sent is no reason to lose the alert: the clock goes on."""
    for address in addresses:
        try:
            send_mail(*letter, None, [address])
        except OSError as why:
            logger.error("a safeguarding letter could not be sent: %s", type(why).__name__)


def look_at_texts(
    *, texts: Iterable[Text], where: Where, by: Account | None, is_urgent: bool, anonymous: bool = False
) -> list[Raised]:
    """An alert for each of these texts in which words may be about somebody here. Every verb that keeps texts calls it."""
    return [
        raise_alert(
            where=where,
            source=Alert.Source.HINT,
            by=by,
            kinds=found,
            text=text,
            is_urgent=is_urgent,
            anonymous=anonymous,
        )
        for text in texts
        if (found := concerns(text.words))
    ]


def look_at_note(*, note: Note) -> Raised | None:
    """One alert for what somebody typed about people in a field that keeps no verbatim text: a note, a memo, a reason.

    The words go with the alert, since the page they stand on need not be open to safeguarding leads.
    """
    speaking = [words for words in note.words if concerns(words)]
    if not speaking:
        return None
    return raise_alert(
        where=Where(note.programme, note.area, note.place),
        source=Alert.Source.HINT,
        by=note.by,
        kinds=concerns("\n".join(speaking)),
        message="\n\n".join(speaking),
    )


@transaction.atomic
def raise_own(
    *,
    programme: Programme,
    area: Area | None = None,
    speaker_key: str = "",
    message: str = "",
    may_contact: bool = False,
    place: str = "",
) -> Raised:
    """Somebody says of themselves that they are not all right. Nothing of it is asked for but that they say so.

    Who says it again while theirs waits adds to that alert: the clock goes on, and calls nobody twice at once.
    """
    if alert := queries.waiting_of_their_own(programme, speaker_key):
        return _said_again(alert, message.strip(), may_contact)
    return raise_alert(
        where=Where(programme, area, place),
        source=Alert.Source.OWN,
        by=None,
        kinds=concerns(message),
        speaker_key=speaker_key,
        message=message.strip(),
        may_contact=may_contact,
    )


def _said_again(alert: Alert, message: str, may_contact: bool) -> Raised:
    """What was said before stays beside it; whether they may be reached is as they said last."""
    kinds = list(dict.fromkeys((*alert.kinds, *concerns(message))))
    alert.kinds, alert.may_contact = kinds, may_contact
    if message not in alert.message:  # a button that is pressed twice says nothing new
        alert.message = "\n\n".join(filter(None, (alert.message, message)))
    if rules.way_for(kinds, is_young(alert.speaker_key)) == Way.CHILD:
        alert.way = Way.CHILD
    alert.save(update_fields=["kinds", "may_contact", "message", "way"])
    Step.objects.create(alert=alert, kind=Kind.AGAIN)
    audited("safeguarding.say_again", alert, by=None, programme_slug=alert.programme.slug)
    return Raised(alert)


@transaction.atomic
def pass_on_if_due(*, alert_id: int, now: datetime) -> list[Account]:
    """What the clock does with one alert that nobody has taken up. Whoever comes second finds it done."""
    alert = Alert.objects.select_for_update().select_related("programme").get(pk=alert_id)
    if queries.state_of(alert) is not State.WAITING:
        return []
    telling = queries.last_telling(alert)
    minutes = queries.settings_of(alert.programme).minutes
    if telling.next_level >= len(rules.LEVELS):
        minutes = max(minutes, int(AGAIN_AFTER.total_seconds()) // 60)
    if not rules.is_due(telling.at, now, minutes):
        return []
    audited("safeguarding.escalate", alert, by=None, programme_slug=alert.programme.slug)
    return _tell_next(alert, Kind.ESCALATED, telling.next_level, now)


# What safeguarding leads do


@verb
def take_up(*, person: Person, alert: Alert, by: Account | None) -> Step:
    return _step(person, alert, Kind.TAKEN_UP, "", by)


@verb
def write_note(*, person: Person, alert: Alert, note: str, by: Account | None) -> Step:
    return _step(person, alert, Kind.NOTE, note, by)


@verb
def close_alert(*, person: Person, alert: Alert, note: str, by: Account | None) -> Step:
    return _step(person, alert, Kind.CLOSED, note, by)


@verb
def pass_on(*, person: Person, alert: Alert, to: Account, note: str, by: Account | None) -> Step:
    """Hand an alert to another safeguarding lead. It waits again until they take it up."""
    _check_step(person, alert, Kind.PASSED_ON, note)
    if to not in queries.safeguarding_leads(alert.programme):
        raise Refused(_("Choose somebody who is a safeguarding lead of this programme now."))
    _tell(alert, Kind.PASSED_ON, None, [to], note, by)
    audited("safeguarding.pass_on", alert, by=by, programme_slug=alert.programme.slug)
    return alert.steps.latest("id")


def _check_step(person: Person, alert: Alert, kind: str, note: str) -> None:
    Alert.objects.select_for_update().get(pk=alert.pk)
    rules.check_handles_alerts(person, alert.area_id, was_called=queries.was_called(person, alert))
    rules.check_step(rules.state_of(alert.steps.values_list("kind", flat=True)), kind)
    rules.check_note(kind, note)


def _step(person: Person, alert: Alert, kind: str, note: str, by: Account | None) -> Step:
    _check_step(person, alert, kind, note)
    step = Step.objects.create(alert=alert, kind=kind, note=note.strip(), by=by)
    audited(f"safeguarding.{Kind(kind).name.lower()}", alert, by=by, programme_slug=alert.programme.slug)
    return step


@verb
def change_way(*, person: Person, alert: Alert, way: str, by: Account | None) -> Alert:
    """The other path: it turned out to be about a child, or about a grown-up."""
    rules.check_handles_alerts(person, alert.area_id, was_called=queries.was_called(person, alert))
    return saved(alert, {"way": way}, "safeguarding.change_way", by=by, programme=alert.programme)


@verb
def put_on_duty(*, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None) -> Duty:
    rules.check_sets_up(person)
    area = fields.get("area")
    if fields["account"] not in queries.safeguarding_leads(programme, area.pk if area else None):
        raise Refused(_("Choose somebody who is a safeguarding lead for this borough now."))
    return saved(Duty(programme=programme), fields, "safeguarding.put_on_duty", by=by, programme=programme)


@verb
def end_duty(*, person: Person, duty: Duty, by: Account | None) -> None:
    rules.check_sets_up(person)
    audited("safeguarding.end_duty", duty, by=by, programme_slug=duty.programme.slug)
    duty.delete()


@verb
def add_path(*, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None) -> Path:
    rules.check_sets_up(person)
    return saved(Path(programme=programme), fields, "safeguarding.add_path", by=by, programme=programme)


@verb
def change_path(*, person: Person, path: Path, fields: dict[str, Any], by: Account | None) -> Path:
    rules.check_sets_up(person)
    return saved(path, fields, "safeguarding.change_path", by=by, programme=path.programme)


@verb
def change_settings(
    *, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None
) -> Settings:
    rules.check_sets_up(person)
    held = queries.settings_of(programme)
    return saved(held, fields, "safeguarding.change_settings", by=by, programme=programme)


@transaction.atomic
def record_paths(*, paths: Sequence[Path], by: Account | None) -> list[Path]:
    return recorded(paths, "safeguarding.record_paths", by=by)


@transaction.atomic
def forget_old_notes(*, programme: Programme, until: date) -> None:
    """Take the words out of alerts that were closed long ago. That there were alerts, and when, stays."""
    old = list(queries.closed_with_notes(programme).filter(last_on__lte=until))
    Step.objects.filter(alert__in=old).update(note="")
    Alert.objects.filter(pk__in=[alert.pk for alert in old]).update(message="", may_contact=False)


@transaction.atomic
def forget_person(*, old: str, fresh: str, programme: Programme, by: Account | None) -> None:
    """Take out of alerts whatever says who it was: that there was one, and when it was answered, stays.

    Notes are written by people who know the person, so they may hold a name; their words go with the person. An
    alert that is not closed stays open and says so, and those who answer for it are told at once.
    """
    alerts = list(queries.alerts_of_speaker(old, programme))
    Step.objects.filter(alert__in=alerts).update(note="")
    Alert.objects.filter(pk__in=[alert.pk for alert in alerts]).update(
        speaker_key=fresh, message="", may_contact=False
    )
    for alert in alerts:
        if queries.state_of(alert) is not State.CLOSED:
            _tell(alert, Kind.ERASED, None, queries.answerable_for(alert) if alert.is_urgent else [])
