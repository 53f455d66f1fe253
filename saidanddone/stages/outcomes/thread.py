"""What this stage says of itself to the rest of the cycle."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person, can_lead
from saidanddone.thread.registry import register
from saidanddone.thread.steps import CopyPart, Link, Ref, Toward, Waiting

from . import queries, rules


def links(refs: Iterable[Ref], programme: Programme, person: Person, toward: Toward) -> list[Link]:
    """Changes and what they came from, in one query whichever way one goes."""
    ids: dict[str, list[int]] = {}
    for ref in refs:
        ids.setdefault(ref.kind, []).append(ref.id)
    if toward is Toward.EARLIER:
        found = queries.links_from(programme, ids.get("outcome", []))
    else:
        found = queries.links_to(
            programme,
            commitments=ids.get("commitment", []),
            recommendations=ids.get("recommendation", []),
            themes=ids.get("theme", []),
            ideas=ids.get("idea", []),
        )
    return [queries.link_of_outcome(each, person) for each in found]


def waiting_for(person: Person, programme: Programme) -> list[Waiting]:
    if not rules.changes_outcomes(person):
        return []
    address = reverse("outcomes-work:list", kwargs={"programme": programme.slug})
    waits = []
    if can_lead(person):
        alone = queries.leading_nowhere(person, programme).count()
        says = ngettext(
            "change that leads back to nothing: link it to what it came from",
            "changes that lead back to nothing: link them to what they came from",
            alone,
        )
        waits.append(Waiting(says, f"{address}?thread=none", alone))
    unconfirmed = queries.confirmed_by_nobody(person, programme).count()
    says = ngettext(
        "change that nobody else was asked to confirm",
        "changes that nobody else was asked to confirm",
        unconfirmed,
    )
    return [*waits, Waiting(says, f"{address}?confirmed=not-asked", unconfirmed)]


def copy_of(speaker_key: str, programme: Programme) -> list[CopyPart]:
    """The changes that are linked to what this person said."""
    rows = queries.links_of_speaker(speaker_key, programme)
    return [
        CopyPart(
            _("Changes that your words are linked to"),
            (_("your words"), _("change"), _("what the conversations had to do with it"), _("who says so")),
            tuple(
                (
                    link.idea.text.words,
                    link.outcome.title,
                    str(link.outcome.get_contribution_display()),
                    str(link.outcome.get_said_by_display()),
                )
                for link in rows
            ),
        )
    ]


def erase(old_speaker_key: str, fresh_key: str, programme: Programme, by: Account | None) -> None:
    """A change names an idea's row and never its speaker, so there is no key here to freshen."""


register(
    "outcomes",
    links=links,
    headline=queries.headline,
    figures=queries.figures,
    waiting_for=waiting_for,
    copy_of=copy_of,
    erase=erase,
)
