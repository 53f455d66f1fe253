"""What this stage says of itself to the rest of the cycle."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages.ideas.queries import idea_step
from saidanddone.stages.outcomes.queries import outcome_step
from saidanddone.thread.registry import register
from saidanddone.thread.steps import CopyPart, Link, Ref, Step, Toward, Waiting

from . import actions, queries, rules
from .models import SectionLink


def links(refs: Iterable[Ref], programme: Programme, person: Person, toward: Toward) -> list[Link]:
    """Sections and what they tell of, in one query whichever way one goes."""
    ids: dict[str, list[int]] = {}
    for ref in refs:
        ids.setdefault(ref.kind, []).append(ref.id)
    if toward is Toward.EARLIER:
        found = queries.links_from(programme, ids.get("section", []))
    else:
        found = queries.links_to(programme, ids.get("outcome", []), ids.get("idea", []))
    return [_link(each, person) for each in found]


def _link(link: SectionLink, person: Person) -> Link:
    told = queries.section_step(link.section, link.release, person)
    return Link(_told_of(link, person), told, _("told in the report"))


def _told_of(link: SectionLink, person: Person) -> Step:
    return outcome_step(link.outcome, person) if link.outcome is not None else idea_step(link.idea, person)


def waiting_for(person: Person, programme: Programme) -> list[Waiting]:
    if not rules.can_write_report(person):
        return []
    unreleased = queries.sections_workable_by(person, programme).exists() and not queries.latest_release(
        programme
    )
    address = reverse("report-work:list", kwargs={"programme": programme.slug})
    return [Waiting(_("report that nobody has released yet"), address, 1 if unreleased else 0)]


def copy_of(speaker_key: str, programme: Programme) -> list[CopyPart]:
    """Where the report quotes this person."""
    return [
        CopyPart(
            _("Where the report quotes you"),
            (_("your words"), _("section")),
            tuple(
                (link.idea.text.words, link.section.heading)
                for link in queries.quoted_of_speaker(speaker_key, programme)
            ),
        )
    ]


def erase(old_speaker_key: str, fresh_key: str, programme: Programme, by: Account | None) -> None:
    """A section names an idea's row and never its speaker. Words in a draft or a release are asked for at
    every reading, and a speaker who is gone agrees to nothing, so that each shows a gap in their place. Words
    that the person takes away are taken out of what was printed as well."""
    actions.take_words_out(speaker_keys=(old_speaker_key, fresh_key), programme=programme)


register(
    "report",
    links=links,
    headline=queries.headline,
    figures=queries.figures,
    waiting_for=waiting_for,
    copy_of=copy_of,
    erase=erase,
)
