"""Deciding how long things are kept, and letting go of what has had its time."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone

from saidanddone.people.actions import audited, burn_letters_to, reached_at
from saidanddone.people.models import Account
from saidanddone.programme.actions import saved, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.thread.registry import kept

from ..models import Erasure, RetentionRule
from ..queries import retention as queries
from ..rules import retention as rules
from ..rules.register import check_decides, check_decision_day
from .erasure import give_up_old_pages, taken_out


@verb
def decide_retention(
    *,
    person: Person,
    rule: RetentionRule,
    months: int,
    counted_from: str,
    decided_by: str,
    decided_on: date | None,
    by: Account | None,
) -> RetentionRule:
    """Write down how long one kind is kept. With who decided and when it acts, from the next day on at the latest."""
    check_decides(person)
    rules.check_counted_from(rule.kind, counted_from)
    if decided_on:
        check_decision_day(decided_on, timezone.localdate())
    fields = {
        "months": months,
        "counted_from": counted_from,
        "decided_by": decided_by,
        "decided_on": decided_on,
    }
    return saved(rule, fields, "privacy.decide_retention", by=by, programme=rule.programme)


def act_on_retention() -> None:
    """Forget what has had its time, by every rule that was decided. Done again, it finds nothing to do."""
    acted = [_acted_on(rule) for rule in queries.decided_rules()]
    if any(acted):
        give_up_old_pages()


def _acted_on(rule: RetentionRule) -> bool:
    """Whether something went."""
    of_kind = kept(rule.kind)
    days = [day for day, _count in of_kind.days(rule.programme)]
    until = rules.goes_until(rule, days, rule.programme.ended_on, timezone.localdate())
    if until is None:
        return False
    of_kind.forget(programme=rule.programme, until=until)
    audited("privacy.act_on_retention", rule, by=None, programme_slug=rule.programme.slug)
    return True


# What this room's own kinds are forgotten by


@transaction.atomic
def forget_contacts(*, programme: Programme, until: date) -> None:
    """With the letters to them that lie in a folder, since an address stands on each."""
    old = queries.contacts_of(programme).filter(changed_on__lte=until)
    for contact in old.select_related("speaker"):
        transaction.on_commit(partial(burn_letters_to, reached_at(contact.speaker)))
    old.delete()


@transaction.atomic
def forget_details(*, programme: Programme, until: date) -> None:
    queries.details_of(programme).filter(changed_on__lte=until).delete()


@transaction.atomic
def forget_links(*, programme: Programme, until: date) -> None:
    queries.links_of(programme).filter(made_on__lte=until).delete()


def part_everybody(*, programme: Programme, until: date) -> None:
    """Each person in a transaction of their own: stopped in the middle it goes on next time, and nobody waits long."""
    for key in sorted(queries.keys_of_people(programme)):
        with transaction.atomic():
            taken_out(key, programme, Erasure.Asked.RETENTION, Erasure.Words.KEPT, None)
