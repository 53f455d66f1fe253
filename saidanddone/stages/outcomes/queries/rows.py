"""What may be read of outcomes and connections, and by whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.programme.models import Programme
from saidanddone.programme.queries import handful_with, workable_in_areas
from saidanddone.programme.rules import Person
from saidanddone.thread.steps import Ref, Step

from ..models import ChangeType, Confirmed, Connection, Contribution, Outcome, OutcomeLink, SaidBy

NOT_NAMED = "none"  # in place of a borough's code


def place_of(row: Outcome | Connection) -> str:
    """Needs `area` fetched."""
    return row.area.name if row.area else _("borough not named")


def outcome_address(outcome: Outcome, person: Person) -> str:
    return reverse("outcomes:detail", kwargs={"programme": person.programme_slug, "key": outcome.key})


def outcome_step(outcome: Outcome, person: Person) -> Step:
    """Needs `area` fetched."""
    return Step(
        Ref("outcomes", "outcome", outcome.pk),
        _("change"),
        outcome.title,
        outcome_address(outcome, person),
        place=place_of(outcome),
        state=str(outcome.get_contribution_display()),
        labels=(outcome.provenance,) if outcome.provenance else (),
    )


def outcomes_visible_to(person: Person, programme: Programme) -> QuerySet[Outcome]:
    """What changed is told to everybody."""
    return Outcome.objects.filter(programme=programme).select_related("area", "source")


def outcomes_workable_by(person: Person, programme: Programme) -> QuerySet[Outcome]:
    rows = outcomes_visible_to(person, programme)
    return workable_in_areas(rows, person)


def connections_visible_to(person: Person, programme: Programme) -> QuerySet[Connection]:
    return Connection.objects.filter(programme=programme).select_related("area", "source")


def connections_workable_by(person: Person, programme: Programme) -> QuerySet[Connection]:
    rows = connections_visible_to(person, programme)
    return workable_in_areas(rows, person)


# Conditions that a list narrows by


def in_area(code: str) -> Q:
    return Q(area__isnull=True) if code == NOT_NAMED else Q(area__code=code)


def answering_aspiration(key: str) -> Q:
    """The condition on outcomes that something they came from belongs to this aspiration."""
    links = OutcomeLink.objects.filter(
        Q(recommendation__aspiration__key=key)
        | Q(theme__aspiration__key=key)
        | Q(idea__aspiration__key=key)
        | Q(commitment__links__recommendation__aspiration__key=key)
    )
    return Q(pk__in=links.values("outcome"))


def leads_back() -> Exists:
    """The condition on outcomes that they are linked to something earlier in the cycle."""
    return Exists(OutcomeLink.objects.filter(outcome=OuterRef("pk")))


def with_thread(chosen: str) -> Q:
    return Q(leads_back()) if chosen == "some" else ~Q(leads_back())


def leading_nowhere(person: Person, programme: Programme) -> QuerySet[Outcome]:
    return outcomes_workable_by(person, programme).filter(~leads_back())


def confirmed_by_nobody(person: Person, programme: Programme) -> QuerySet[Outcome]:
    return outcomes_workable_by(person, programme).filter(confirmed=Confirmed.NOT_ASKED)


def kind_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in ChangeType.choices]


def contribution_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Contribution.choices]


def said_by_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in SaidBy.choices]


def confirmed_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Confirmed.choices]


# Cards


@dataclass(frozen=True)
class OutcomeCard:
    """An outcome as a card shows it."""

    title: str
    statement: str
    address: str
    place: str
    contribution: str
    said_by: str
    confirmed: str
    labels: tuple[str, ...]


def outcome_card(outcome: Outcome, person: Person) -> OutcomeCard:
    """Needs `area` fetched."""
    return OutcomeCard(
        outcome.title,
        outcome.statement,
        outcome_address(outcome, person),
        place_of(outcome),
        str(outcome.get_contribution_display()),
        str(outcome.get_said_by_display()),
        str(outcome.get_confirmed_display()),
        (outcome.provenance,) if outcome.provenance else (),
    )


def latest_outcome(person: Person, programme: Programme) -> OutcomeCard | None:
    """The change that happened last, as far as days are known; of those without a day, the last recorded."""
    latest = outcomes_visible_to(person, programme).order_by("-happened", "-pk").first()
    return outcome_card(latest, person) if latest else None


def outcomes_found(person: Person, programme: Programme, sought: str) -> list[OutcomeCard]:
    fields = ("title", "statement", "who_changed", "for_whom", "words_before", "words_after")
    return [
        outcome_card(each, person)
        for each in handful_with(outcomes_visible_to(person, programme), sought, *fields)
    ]


# Files


def outcomes_in_file_order(programme: Programme) -> QuerySet[Outcome]:
    rows = Outcome.objects.filter(programme=programme).select_related("area", "source")
    return rows.prefetch_related(
        "links__commitment", "links__recommendation", "links__theme", "links__idea__text"
    )


def connections_in_file_order(programme: Programme) -> QuerySet[Connection]:
    return Connection.objects.filter(programme=programme).select_related("area", "source")
