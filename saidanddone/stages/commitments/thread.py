"""What this stage says of itself to the rest of the cycle."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme, Role
from saidanddone.programme.rules import Person
from saidanddone.stages.ideas.queries import idea_step
from saidanddone.stages.themes.queries import recommendation_step
from saidanddone.thread.registry import register
from saidanddone.thread.steps import CopyPart, Link, Ref, Step, Toward, Waiting

from . import queries
from .models import CommitmentLink


def links(refs: Iterable[Ref], programme: Programme, person: Person, toward: Toward) -> list[Link]:
    """Promises and what they answer, in one query whichever way one goes."""
    ids: dict[str, list[int]] = {}
    for ref in refs:
        ids.setdefault(ref.kind, []).append(ref.id)
    if toward is Toward.EARLIER:
        found = queries.links_from(programme, ids.get("commitment", []))
    else:
        found = queries.links_to(programme, ids.get("recommendation", []), ids.get("idea", []))
    return [_link(each, person) for each in found]


def _link(link: CommitmentLink, person: Person) -> Link:
    return Link(
        _answered(link, person),
        queries.commitment_step(link.commitment, person),
        _("answered by this promise"),
    )


def _answered(link: CommitmentLink, person: Person) -> Step:
    if link.recommendation is not None:
        return recommendation_step(link.recommendation, person)
    return idea_step(link.idea, person)


def waiting_for(person: Person, programme: Programme) -> list[Waiting]:
    address = reverse("commitments-work:list", kwargs={"programme": programme.slug})
    waits = _to_approve(person, programme, address)
    if not queries.changes_commitments(person):
        return waits
    overdue = queries.overdue_commitments(person, programme).count()
    says = ngettext(
        "promise whose time is over and that nobody has called kept: review it",
        "promises whose time is over and that nobody has called kept: review them",
        overdue,
    )
    return [*waits, Waiting(says, f"{address}?due=overdue", overdue)]


def _to_approve(person: Person, programme: Programme, address: str) -> list[Waiting]:
    if not person.roles & {Role.DPH}:
        return []
    count = queries.to_be_approved_by(person, programme).count()
    says = ngettext(
        "promise for your borough that you have not approved: read it",
        "promises for your borough that you have not approved: read them",
        count,
    )
    return [Waiting(says, f"{address}?approval=no", count)]


def copy_of(speaker_key: str, programme: Programme) -> list[CopyPart]:
    """The promises that answer what this person said."""
    rows = queries.links_of_speaker(speaker_key, programme)
    return [
        CopyPart(
            _("Promises that answer your words"),
            (_("your words"), _("promise"), _("who promised it"), _("how it stands")),
            tuple(
                (
                    link.idea.text.words,
                    link.commitment.title,
                    link.commitment.who,
                    str(link.commitment.get_state_display()),
                )
                for link in rows
            ),
        )
    ]


def erase(old_speaker_key: str, fresh_key: str, programme: Programme, by: Account | None) -> None:
    """A promise names an idea's row and never its speaker, so there is no key here to freshen."""


register(
    "commitments",
    links=links,
    headline=queries.headline,
    figures=queries.figures,
    waiting_for=waiting_for,
    copy_of=copy_of,
    erase=erase,
)
