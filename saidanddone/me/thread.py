"""What this room says of itself to the rest of the house."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.thread.registry import register_holder
from saidanddone.thread.steps import CopyPart, Waiting

from . import queries
from .rules import WRITES_LETTERS


def waiting_for(person: Person, programme: Programme) -> list[Waiting]:
    if not person.roles & WRITES_LETTERS:
        return []
    waits = queries.corrections_waiting(person, programme).count()
    says = ngettext(
        "person who says “this is not what I meant”", "people who say “this is not what I meant”", waits
    )
    return [Waiting(says, reverse("me-work:corrections", kwargs={"programme": programme.slug}), waits)]


def copy_of(speaker_key: str, programme: Programme) -> list[CopyPart]:
    """What this person said that they meant, and who agreed for them where they are under 16."""
    meant = tuple(
        (each.of.words, each.text.words, date_format(each.made_on, "j F Y"))
        for each in queries.corrections_of(speaker_key, programme)
    )
    agreed = tuple(
        (
            str(each.get_whose_display()),
            _("agreed") if each.given else _("took it back, or it ended"),
            date_format(each.on, "j F Y"),
            str(each.get_how_display()),
            each.taken_by.name if each.taken_by else "",
        )
        for each in queries.agreements_taken_of(speaker_key)
    )
    return [
        CopyPart(_("What you told us you meant"), (_("we wrote down"), _("you meant"), _("on")), meant),
        CopyPart(
            _("Who agreed for you"),
            (_("who"), _("what"), _("on"), _("how it was taken"), _("who took it")),
            agreed,
        ),
    ]


def erase(old_speaker_key: str, fresh_key: str, programme: Programme, by: Account | None) -> None:
    """Corrections hang on texts, which get the fresh key; agreements hang on the speaker, and go with them."""


register_holder("me", copy_of=copy_of, erase=erase, waiting_for=waiting_for)
