"""What waits for the data protection officer, and what of people is kept for a time.

Under a speaker's key this room keeps nothing: that is its point.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import ngettext

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.thread.registry import register_holder, register_kept
from saidanddone.thread.steps import CopyPart, Waiting

from .actions import retention
from .models import RetentionRule
from .queries import requests as queries
from .queries import retention as kept
from .queries.register import register_of
from .rules import can_answer_requests


def copy_of(speaker_key: str, programme: Programme) -> list[CopyPart]:
    return []


def erase(old_speaker_key: str, fresh_key: str, programme: Programme, by: Account | None) -> None:
    """A request says what was asked for and when, and not who asked."""


def waiting_for(person: Person, programme: Programme) -> list[Waiting]:
    """For the officer: what to answer, and what they advise on while it is still to be decided."""
    if not can_answer_requests(person):
        return []
    kwargs = {"programme": programme.slug}
    waiting = queries.requests_visible_to(person, programme).filter(queries.is_open(True)).count()
    register = register_of(programme)
    purposes = len(register.undecided())
    points = len(register.open_points())
    rules = sum(not rule.is_decided for rule in kept.rules_of(programme))
    return [
        Waiting(
            ngettext("request to answer within a month", "requests to answer within a month", waiting),
            reverse("privacy-work:requests", kwargs=kwargs) + "?open=yes",
            waiting,
        ),
        Waiting(
            ngettext(
                "purpose in the register still to be decided",
                "purposes in the register still to be decided",
                purposes,
            ),
            reverse("privacy-work:register", kwargs=kwargs),
            purposes,
        ),
        Waiting(
            ngettext(
                "point of the impact assessment still to be decided",
                "points of the impact assessment still to be decided",
                points,
            ),
            reverse("privacy-work:dpia", kwargs=kwargs),
            points,
        ),
        Waiting(
            ngettext(
                "retention rule that nobody has decided on",
                "retention rules that nobody has decided on",
                rules,
            ),
            reverse("privacy-work:retention", kwargs=kwargs),
            rules,
        ),
    ]


register_holder("privacy", copy_of=copy_of, erase=erase, waiting_for=waiting_for)

Kind = RetentionRule.Kind
register_kept(
    Kind.CONTACTS,
    days=lambda programme: kept.by_day(kept.contacts_of(programme), "changed_on"),
    forget=retention.forget_contacts,
)
register_kept(
    Kind.DETAILS,
    days=lambda programme: kept.by_day(kept.details_of(programme), "changed_on"),
    forget=retention.forget_details,
)
register_kept(
    Kind.LINKS,
    days=lambda programme: kept.by_day(kept.links_of(programme), "made_on"),
    forget=retention.forget_links,
)
register_kept(Kind.PEOPLE, days=kept.days_of_people, forget=retention.part_everybody)
