"""What waits for whoever keeps the directory. Under a speaker's key this room keeps nothing."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import ngettext

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.thread.registry import register_holder
from saidanddone.thread.steps import CopyPart, Waiting

from .queries.waiting import waiting_counts
from .rules.keeping import KEEPERS


def copy_of(speaker_key: str, programme: Programme) -> list[CopyPart]:
    return []


def erase(old_speaker_key: str, fresh_key: str, programme: Programme, by: Account | None) -> None:
    """A directory names organisations and posts; a pack handed out is a number."""


def waiting_for(person: Person, programme: Programme) -> list[Waiting]:
    if not person.roles & KEEPERS:
        return []
    counts = waiting_counts(person, programme)
    unchecked, suggestions, due = counts["unchecked"], counts["suggested"], counts["to review"]
    lines = counts["lines"]

    def at(name: str, query: str) -> str:
        return reverse(f"support-work:{name}", kwargs={"programme": programme.slug}) + query

    return [
        Waiting(
            ngettext(
                "service that nobody has checked for half a year: ring and make sure",
                "services that nobody has checked for half a year: ring and make sure",
                unchecked,
            ),
            at("list", "?check=due"),
            unchecked,
        ),
        Waiting(
            ngettext(
                "suggestion about a service to decide", "suggestions about services to decide", suggestions
            ),
            at("suggestions", "?decided=open"),
            suggestions,
        ),
        Waiting(
            ngettext("support pack to review", "support packs to review", due),
            at("packs", "?review=due"),
            due,
        ),
        Waiting(
            ngettext(
                "line to call that nobody has checked for half a year",
                "lines to call that nobody has checked for half a year",
                lines,
            ),
            at("lines", ""),
            lines,
        ),
    ]


register_holder("support", copy_of=copy_of, erase=erase, waiting_for=waiting_for)
