"""Verbs that begin and end an evening."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import saved, verb
from saidanddone.programme.queries import held_area_id
from saidanddone.programme.rules import Person, check_runs_evenings

from .. import queries, rules
from ..models import Conversation, Opening


@verb
def open_evening(
    *, person: Person, conversation: Conversation, safeguarding_lead: Account | None, by: Account | None
) -> Opening:
    """Begin: from now on scribes write down what is said, and know whom to turn to."""
    check_runs_evenings(person, held_area_id(conversation))
    rules.check_children_are_safe(
        conversation.for_under_16, queries.checked_workers_now(conversation).count()
    )
    rules.check_opens(
        safeguarding_lead, queries.leads_for(conversation), queries.open_now(conversation) is not None
    )
    return saved(
        Opening(conversation=conversation, opened_by=by),
        {"safeguarding_lead": safeguarding_lead},
        "conversations.open_evening",
        by=by,
        programme=conversation.programme,
    )


@verb
def close_evening(*, person: Person, conversation: Conversation, by: Account | None) -> Opening:
    check_runs_evenings(person, held_area_id(conversation))
    opening = queries.open_now(conversation)
    if opening is None:
        raise Refused(_("This evening is not open."))
    Opening.objects.filter(pk=opening.pk).update(closed_at=timezone.now())
    audited("conversations.close_evening", opening, by=by, programme_slug=conversation.programme.slug)
    return opening
