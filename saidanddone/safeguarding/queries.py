"""What is known of alerts, who is told of them, and where the path leads. Read through doors only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme, Role
from saidanddone.programme.queries import memberships_of
from saidanddone.programme.rules import Person
from saidanddone.words.rules import seat_of_speaker_key

from . import rules
from .models import Alert, Duty, Path, Settings, Step, Way
from .rules import BECOMES, Kind, Level, State

CHECK_AGAIN_AFTER = timedelta(days=182)  # a path that nobody has looked at for half a year says so


def settings_of(programme: Programme) -> Settings:
    """What the programme chose, or what it would be if it chose nothing."""
    return Settings.objects.filter(programme=programme).first() or Settings(programme=programme)


def limits_said(programme: Programme) -> str:
    """What cannot stay between us, as it is said before anyone speaks."""
    return settings_of(programme).limits.strip() or str(rules.LIMITS_OF_CONFIDENTIALITY)


# Alerts


def with_state(rows: QuerySet[Alert]) -> QuerySet[Alert]:
    """Adds `last_move`, the last step that changed how an alert stands."""
    moves = Step.objects.filter(alert=OuterRef("pk"), kind__in=[kind for kind, to in BECOMES.items() if to])
    return rows.annotate(last_move=Subquery(moves.order_by("-id").values("kind")[:1]))


def standing(state: str) -> Q:
    """The condition on alerts that have `last_move`."""
    moves = [kind for kind, to in BECOMES.items() if to == state]
    asked = Q(last_move__in=moves)
    return asked | Q(last_move=None) if state == State.WAITING else asked


def state_of(alert: Alert) -> State:
    """How an alert stands. Needs `last_move`, or asks for its steps."""
    if hasattr(alert, "last_move"):
        return rules.state_of([alert.last_move] if alert.last_move else [])
    return rules.state_of(alert.steps.values_list("kind", flat=True))


def alerts_visible_to(person: Person, programme: Programme) -> QuerySet[Alert]:
    """Alerts are for safeguarding leads: those of one borough see that borough's, those of no borough, and those
    to which they were called because nobody nearer took them up."""
    rows = Alert.objects.filter(programme=programme).select_related("text", "area", "raised_by")
    if not person.everywhere_as({Role.SAFEGUARDING}):
        areas = person.areas_as({Role.SAFEGUARDING})
        called = Exists(Step.objects.filter(alert=OuterRef("pk"), told=person.account))
        rows = rows.filter(Q(area__in=areas) | Q(area=None) | called) if areas else rows.none()
    return with_state(rows)


def in_order(rows: QuerySet[Alert]) -> QuerySet[Alert]:
    """What waits first, the oldest of it before all; what is closed last. Needs `last_move`."""
    place = Case(When(standing(State.WAITING), then=0), When(standing(State.TAKEN_UP), then=1), default=2)
    return rows.annotate(place_in_line=place).order_by("place_in_line", "-is_urgent", "raised_at", "id")


def moment_said(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y H:i")


def waits_said(alert: Alert) -> str:
    """How long an alert has waited for somebody; nothing where somebody has it."""
    return timesince(alert.raised_at) if state_of(alert) is State.WAITING else ""


def was_called(person: Person, alert: Alert) -> bool:
    return person.account is not None and alert.steps.filter(told=person.account).exists()


def steps_of(alert: Alert) -> QuerySet[Step]:
    return alert.steps.select_related("by").prefetch_related("told")


def said_again(steps: Iterable[Step]) -> str:
    """How often a person said it again while nobody had taken it up, and when they last did."""
    again = [step for step in steps if step.kind == Kind.AGAIN]
    if not again:
        return ""
    said = ngettext("once, %(when)s", "%(n)s times, the last %(when)s", len(again))
    return said % {"n": len(again), "when": moment_said(again[-1].at)}


def state_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in State.choices]


def urgency_choices() -> list[tuple[str, str]]:
    return [("yes", _("now")), ("no", _("to look through"))]


def urgent_as(chosen: str) -> Q:
    return Q(is_urgent=chosen == "yes")


def other_way(alert: Alert) -> Way:
    return Way.CHILD if alert.way == Way.ADULT else Way.ADULT


def seat_said(alert: Alert) -> str:
    """The number on the card, which is all that says who it is."""
    return seat_of_speaker_key(alert.speaker_key)


def waiting_counts(person: Person, programme: Programme) -> tuple[int, int]:
    """How many alerts wait for somebody now, and how many wait to be looked through."""
    rows = alerts_visible_to(person, programme).filter(standing(State.WAITING))
    return rows.filter(is_urgent=True).count(), rows.filter(is_urgent=False).count()


def alerts_of_speaker(speaker_key: str, programme: Programme) -> QuerySet[Alert]:
    rows = Alert.objects.filter(programme=programme, speaker_key=speaker_key)
    return with_state(rows if speaker_key else rows.none())


def closed_with_notes(programme: Programme) -> QuerySet[Alert]:
    """Closed alerts of which words are still kept, each with the day on which it was last worked on."""
    noted = Exists(Step.objects.filter(alert=OuterRef("pk")).exclude(note=""))
    last = Step.objects.filter(alert=OuterRef("pk")).order_by("-at").values("at__date")[:1]
    rows = with_state(Alert.objects.filter(programme=programme)).filter(standing(State.CLOSED))
    return rows.filter(~Q(message="") | noted).annotate(last_on=Subquery(last))


def days_of_notes(programme: Programme) -> list[tuple[date, int]]:
    rows = closed_with_notes(programme).order_by().values_list("last_on")
    return list(rows.annotate(n=Count("pk")))


def alerts_for_the_clock() -> list[int]:
    """Urgent alerts that nobody has taken up."""
    rows = with_state(Alert.objects.filter(is_urgent=True)).filter(standing(State.WAITING))
    return list(rows.values_list("pk", flat=True))


@dataclass(frozen=True)
class Telling:
    """The last time that somebody was told of an alert, and what comes next."""

    at: datetime
    next_level: int


def last_telling(alert: Alert) -> Telling:
    kinds = (Step.Kind.TOLD, Step.Kind.ESCALATED, Step.Kind.PASSED_ON)
    told = list(alert.steps.filter(kind__in=kinds).order_by("id"))
    levels = [step.level for step in told if step.level is not None]
    return Telling(told[-1].at if told else alert.raised_at, max(levels, default=-1) + 1)


# Who is told


def waiting_of_their_own(programme: Programme, speaker_key: str) -> Alert | None:
    """What somebody said of themselves and nobody has taken up; who has no key is known by nothing."""
    rows = alerts_of_speaker(speaker_key, programme).filter(source=Alert.Source.OWN)
    return rows.filter(standing(State.WAITING)).order_by("id").last()


def answerable_for(alert: Alert) -> list[Account]:
    """Whoever has an open alert, else who is on duty, else the nearest safeguarding leads there are."""
    has, leads = taken_up_by(alert), safeguarding_leads(alert.programme)
    if has in leads:
        return [has]
    duty = on_duty(alert.programme, alert.area_id, timezone.now())
    return duty or safeguarding_leads(alert.programme, alert.area_id) or leads


def taken_up_by(alert: Alert) -> Account | None:
    """Whose an alert is now; nobody's while it waits, or once it is closed."""
    steps = list(alert.steps.select_related("by"))
    if rules.state_of(step.kind for step in steps) is not State.TAKEN_UP:
        return None
    return next(step.by for step in reversed(steps) if step.kind == Kind.TAKEN_UP)


def safeguarding_leads(programme: Programme, area_id: int | None = None) -> list[Account]:
    """Everybody who is a safeguarding lead now; with an area, for that area."""
    rows = memberships_of(programme).filter(role=Role.SAFEGUARDING)
    if area_id is not None:
        rows = rows.filter(Q(area=None) | Q(area=area_id))
    return _each_once(row.account for row in rows)


def on_duty(programme: Programme, area_id: int | None, at: datetime) -> list[Account]:
    """Those whose duty it is, as far as they are safeguarding leads of this borough still."""
    duties = Duty.objects.filter(programme=programme, begins_at__lte=at, ends_at__gt=at)
    if area_id is not None:
        duties = duties.filter(Q(area=None) | Q(area=area_id))
    named = set(duties.values_list("account_id", flat=True))
    return [lead for lead in safeguarding_leads(programme, area_id) if lead.pk in named]


def somebody_on_duty(programme: Programme, area_id: int | None) -> bool:
    return bool(on_duty(programme, area_id, timezone.now()))


def told_at_level(alert: Alert, level: int, at: datetime) -> list[Account]:
    """Whom an alert goes to next. After the last level everybody is told again."""
    programme, area_id = alert.programme, alert.area_id
    match rules.LEVELS[level] if level < len(rules.LEVELS) else Level.OF_PROGRAMME:
        case Level.ON_DUTY:
            return on_duty(programme, area_id, at)
        case Level.OF_BOROUGH:
            return safeguarding_leads(programme, area_id) if area_id is not None else []
        case Level.OF_PROGRAMME:
            return safeguarding_leads(programme)
        case Level.LEADS:
            return _each_once(row.account for row in memberships_of(programme).filter(role=Role.LEAD))


def _each_once(accounts: Iterable[Account]) -> list[Account]:
    return list({account.pk: account for account in accounts}.values())


# Duties and paths


def duties_visible_to(person: Person, programme: Programme) -> QuerySet[Duty]:
    """The roster from today on, for those who are on it."""
    rows = Duty.objects.filter(programme=programme, ends_at__gt=timezone.now()).select_related(
        "account", "area"
    )
    return rows if Role.SAFEGUARDING in person.roles else rows.none()


def paths_visible_to(person: Person, programme: Programme) -> QuerySet[Path]:
    rows = Path.objects.filter(programme=programme).select_related("area")
    return rows if Role.SAFEGUARDING in person.roles else rows.none()


def paths_in_file_order(programme: Programme) -> QuerySet[Path]:
    return Path.objects.filter(programme=programme).select_related("area").order_by("id")


def path_for(programme: Programme, area_id: int | None, way: str) -> Path | None:
    """The borough's own path, or that for every borough."""
    rows = Path.objects.filter(programme=programme, way=way).filter(Q(area=area_id) | Q(area=None))
    return max(rows, key=lambda path: path.area_id is not None, default=None)


def is_unchecked(path: Path) -> bool:
    return path.checked_on is None or timezone.localdate() - path.checked_on > CHECK_AGAIN_AFTER


def checked_said(path: Path) -> str:
    """When somebody last made sure, and that it was long ago where it was."""
    if path.checked_on is None:
        return _("never")
    day = date_format(path.checked_on, "j F Y")
    return _("%(day)s, too long ago") % {"day": day} if is_unchecked(path) else day


def paths_to_check(person: Person, programme: Programme) -> int:
    return sum(map(is_unchecked, paths_visible_to(person, programme)))


def way_choices() -> Sequence[tuple[str, str]]:
    return [(value, str(label)) for value, label in Way.choices]
