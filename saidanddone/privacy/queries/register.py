"""The register as it is read: its rows through their doors, and what is still open in it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person

from ..models import Advice, AssessmentPart, Organisation, Purpose, Risk, SignOff
from ..rules.register import (
    READS_REGISTER,
    level_of,
    open_of_organisation,
    open_of_risk,
    still_open,
)

M = TypeVar("M", bound=Model)
NOT_OF_THE_REGISTER = {"id", "programme", "provenance", "note"}


def _readable(rows: QuerySet[M], person: Person) -> QuerySet[M]:
    return rows if person.roles & READS_REGISTER else rows.none()


def purposes_visible_to(person: Person, programme: Programme) -> QuerySet[Purpose]:
    return _readable(programme.processing_purposes.all(), person)


def organisations_visible_to(person: Person, programme: Programme) -> QuerySet[Organisation]:
    return _readable(programme.privacy_organisations.prefetch_related("purposes"), person)


def risks_visible_to(person: Person, programme: Programme) -> QuerySet[Risk]:
    return _readable(programme.privacy_risks.all(), person)


def purposes_of(programme: Programme) -> QuerySet[Purpose]:
    return programme.processing_purposes.all()


def organisations_of(programme: Programme) -> QuerySet[Organisation]:
    return programme.privacy_organisations.prefetch_related("purposes")


def risks_of(programme: Programme) -> QuerySet[Risk]:
    return programme.privacy_risks.all()


def parts_of(programme: Programme) -> QuerySet[AssessmentPart]:
    return programme.assessment_parts.all()


def latest_advice(programme: Programme) -> Advice | None:
    return programme.privacy_advice.select_related("given_by").first()


def latest_sign_off(programme: Programme) -> SignOff | None:
    return programme.sign_offs.select_related("advice", "recorded_by").first()


# One row in words


@dataclass(frozen=True)
class Fact:
    title: str
    words: str
    is_open: bool = False  # nobody has decided this yet


def title_of(model: type[Model], name: str) -> str:
    return str(capfirst(model._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def kept_in_words(purpose: Purpose) -> str:
    if purpose.kept_months is None:
        return ""
    says = ngettext("%(count)s month from %(start)s", "%(count)s months from %(start)s", purpose.kept_months)
    return says % {"count": f"{purpose.kept_months:,}", "start": purpose.get_kept_from_display()}


def decision_in_words(purpose: Purpose) -> str:
    if purpose.decided_on is None:
        return ""
    day = date_format(purpose.decided_on, "j F Y")
    return _("Decided by %(post)s on %(day)s") % {"post": purpose.decided_by, "day": day}


def facts_by_name(purpose: Purpose) -> dict[str, Fact]:
    """Everything that the register asks of a purpose, by the name of its field."""
    lacking = set(still_open(purpose))
    plain = _("none needed") if purpose.special == Purpose.YesOrNo.NO else ""
    said = {
        "whose": purpose.whose,
        "which_data": purpose.which_data,
        "special": purpose.get_special_display(),
        "article_6": purpose.get_article_6_display(),
        "basis_note": purpose.basis_note,
        "article_9": purpose.get_article_9_display() or plain,
        "schedule_1": capfirst(purpose.get_schedule_1_display() or ""),
        "policy_document": purpose.policy_document,
        "recipients": purpose.recipients,
        "transfers": purpose.transfers,
        "security": purpose.security,
        "kept_months": kept_in_words(purpose),
        "decided_by": decision_in_words(purpose),
    }
    return {name: Fact(_titled(name), str(words), name in lacking) for name, words in said.items()}


def facts_of(purpose: Purpose) -> list[Fact]:
    """What does not apply is left out; what is open is said."""
    return [fact for fact in facts_by_name(purpose).values() if fact.words or fact.is_open]


def _titled(name: str) -> str:
    return {"kept_months": _("How long they are kept"), "decided_by": _("Decision")}.get(name) or title_of(
        Purpose, name
    )


def open_in_words(row: Purpose | Organisation | Risk) -> list[str]:
    """What nobody has decided of a row yet, each by its name."""
    if isinstance(row, Purpose):
        return [_titled(name) for name in still_open(row)]
    lacking = open_of_organisation(row) if isinstance(row, Organisation) else open_of_risk(row)
    return [title_of(type(row), name) for name in lacking]


def level_in_words(risk: Risk) -> str:
    return str(level_of(risk.likelihood, risk.severity).label)


# The whole


@dataclass(frozen=True)
class OpenPoint:
    """Something in the register or the assessment that nobody has decided yet."""

    of: str
    what: str


@dataclass(frozen=True)
class Register:
    programme: Programme
    purposes: tuple[Purpose, ...]  # also those that have ended
    organisations: tuple[Organisation, ...]
    risks: tuple[Risk, ...]
    parts: dict[str, str]

    @property
    def in_use(self) -> list[Purpose]:
        return [each for each in self.purposes if each.ended_on is None]

    def undecided(self) -> list[Purpose]:
        return [each for each in self.in_use if open_in_words(each)]

    def organisations_as(self, *parts: str) -> list[Organisation]:
        return [each for each in self.organisations if each.part in parts]

    def open_points(self) -> list[OpenPoint]:
        rows = [*self.in_use, *self.organisations, *self.risks]
        found = [OpenPoint(_short(str(row)), what) for row in rows for what in open_in_words(row)]
        return [*found, *self._missing(), *self._unwritten()]

    def _missing(self) -> Iterable[OpenPoint]:
        if not self.in_use:
            yield OpenPoint(_("Register"), _("No purpose is written down."))
        if not self.organisations_as(Organisation.Part.CONTROLLER, Organisation.Part.JOINT_CONTROLLER):
            yield OpenPoint(_("Register"), _("No controller is named."))
        if not self.risks:
            yield OpenPoint(_("Impact assessment"), _("No risk is written down."))

    def _unwritten(self) -> Iterable[OpenPoint]:
        for part in AssessmentPart.Part:
            if not self.parts.get(part):
                yield OpenPoint(_("Impact assessment"), str(part.label))

    def fingerprint(self) -> str:
        """Of what is written down, so that advice and sign-off say which state of it they are of."""
        rows = [_values(row) for row in (*self.purposes, *self.organisations, *self.risks)]
        told = [
            (each.key, sorted(purpose.key for purpose in each.purposes.all())) for each in self.organisations
        ]
        written = json.dumps([rows, told, sorted(self.parts.items())], ensure_ascii=False)
        return sha256(written.encode()).hexdigest()


def _values(row: Model) -> dict[str, str]:
    fields = [field for field in row._meta.concrete_fields if field.name not in NOT_OF_THE_REGISTER]
    return {field.name: str(field.value_from_object(row)) for field in fields}


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def register_of(programme: Programme) -> Register:
    """In five queries, however long it is."""
    return Register(
        programme,
        tuple(purposes_of(programme)),
        tuple(organisations_of(programme)),
        tuple(risks_of(programme)),
        {each.part: each.words for each in parts_of(programme)},
    )
