"""The data protection impact assessment in the seven steps of the Information Commissioner's template.

What the register says already is taken from it; the rest is what was written part by part. Article 35(7) of the UK
GDPR says what it must hold, 35(2) whose advice, 35(9) whose views, 36 when the Commissioner is asked first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saidanddone.document.blocks import Block, Document, Heading, Notice, Table, paragraph
from saidanddone.pages.wording import wording
from saidanddone.programme.models import Programme

from ..models import Advice, AssessmentPart, Purpose, Risk, SignOff
from .record import cell_of, labels_of, publisher_of
from .register import (
    Fact,
    OpenPoint,
    Register,
    facts_by_name,
    latest_advice,
    latest_sign_off,
    level_in_words,
    register_of,
)

Part = AssessmentPart.Part


@dataclass(frozen=True)
class Assessment:
    document: Document
    open_points: list[OpenPoint]
    fingerprint: str
    advice: Advice | None
    sign_off: SignOff | None

    @property
    def advice_is_of_this(self) -> bool:
        return self.advice is not None and self.advice.fingerprint == self.fingerprint

    @property
    def is_signed_off(self) -> bool:
        return self.sign_off is not None and self.sign_off.fingerprint == self.fingerprint


def assessment_of(programme: Programme) -> Assessment:
    register = register_of(programme)
    advice, signed = latest_advice(programme), latest_sign_off(programme)
    now = register.fingerprint()
    document = Document(
        title=_("Data protection impact assessment"),
        subtitle=programme.name,
        publisher=publisher_of(register),
        language=get_language() or "en-GB",
        dated=timezone.localdate(),
        blocks=tuple(_blocks(register, advice, signed, now)),
        labels=labels_of(register),
        abstract=_(
            "What this programme does with people’s data, what could go wrong for them, and what is done about it. "
            "What nobody has decided yet is marked."
        ),
        edition=_("Signed off") if signed and signed.fingerprint == now else _("Draft"),
        wording=wording(),
    )
    return Assessment(document, register.open_points(), now, advice, signed)


def _blocks(register: Register, advice: Advice | None, signed: SignOff | None, now: str) -> Iterator[Block]:
    yield Heading(1, _("Step 1: why an assessment is needed"), "need")
    yield from _told(register, Part.NEED, with_heading=False)
    yield Heading(1, _("Step 2: what is done with data"), "processing")
    for part in (Part.NATURE, Part.SCOPE, Part.CONTEXT, Part.BENEFITS):
        yield from _told(register, part)
    yield from _purposes(register)
    yield Heading(1, _("Step 3: whose views were asked"), "consultation")
    yield from _told(register, Part.CONSULTATION, with_heading=False)
    yield Heading(1, _("Step 4: whether it is necessary and in proportion"), "necessity")
    yield from _bases(register)
    for part in (Part.NECESSITY, Part.QUALITY, Part.RIGHTS):
        yield from _told(register, part)
    yield Heading(1, _("Step 5: what could go wrong"), "risks")
    yield from _risks(register)
    yield Heading(1, _("Step 6: what is done about it"), "measures")
    yield from _measures(register)
    yield Heading(1, _("Step 7: advice and sign-off"), "sign-off")
    yield from _signing(advice, signed, now)


def _told(register: Register, part: AssessmentPart.Part, *, with_heading: bool = True) -> Iterator[Block]:
    if with_heading:
        yield Heading(2, str(part.label), f"part-{part.value}")
    words = register.parts.get(part, "")
    if not words:
        yield Notice("undecided", str(part.label))
    for piece in filter(None, (each.strip() for each in words.split("\n\n"))):
        yield paragraph(piece)


def _table(caption: str, header: tuple[str, ...], rows: list[tuple[Fact, ...]]) -> Table:
    return Table(caption, header, tuple(tuple(cell_of(fact) for fact in row) for row in rows))


def _purposes(register: Register) -> Iterator[Block]:
    yield Heading(2, _("Purposes, and the data used for each"), "purposes")
    if not register.in_use:
        yield Notice("undecided", _("No purpose is written down yet."))
    else:
        wanted = ("whose", "which_data", "recipients", "kept_months")
        yield _by_purpose(register.in_use, wanted, _("What is done with data"))


def _bases(register: Register) -> Iterator[Block]:
    if register.in_use:
        wanted = ("article_6", "basis_note", "article_9", "schedule_1")
        yield _by_purpose(register.in_use, wanted, _("The lawful basis of each purpose"))


def _by_purpose(purposes: list[Purpose], wanted: tuple[str, ...], caption: str) -> Table:
    facts = [facts_by_name(row) for row in purposes]
    header = (_("Purpose"), *(facts[0][name].title for name in wanted))
    rows = [
        (Fact("", row.name), *(said[name] for name in wanted))
        for row, said in zip(purposes, facts, strict=True)
    ]
    return _table(caption, header, rows)


def _risks(register: Register) -> Iterator[Block]:
    if not register.risks:
        yield Notice("undecided", _("No risk is written down yet."))
        return
    rows = [
        (
            Fact("", f"{number}. {risk.what}"),
            Fact("", str(risk.get_likelihood_display())),
            Fact("", str(risk.get_severity_display())),
            Fact("", level_in_words(risk)),
        )
        for number, risk in enumerate(register.risks, 1)
    ]
    header = (_("What could go wrong"), _("How likely"), _("How severe"), _("Risk before measures"))
    yield _table(_("Risks for people"), header, rows)


def _measures(register: Register) -> Iterator[Block]:
    if not register.risks:
        return
    rows = [(Fact("", str(number)), *_measure(risk)) for number, risk in enumerate(register.risks, 1)]
    header = (_("Risk"), _("Measure"), _("Risk that remains"), _("Who sees to it"), _("Approved on"))
    yield _table(_("What is done about each risk"), header, rows)


def _measure(risk: Risk) -> tuple[Fact, ...]:
    on = date_format(risk.decided_on, "j F Y") if risk.decided_on else ""
    said = (risk.measure, str(risk.get_residual_display()), risk.owner, on)
    return tuple(Fact("", words, not words) for words in said)


def _signing(advice: Advice | None, signed: SignOff | None, now: str) -> Iterator[Block]:
    if advice is not None and advice.fingerprint != now:
        yield Notice("undecided", _("The register was changed after this advice was given."))
    if signed is not None and signed.fingerprint != now:
        yield Notice("undecided", _("The register was changed after it was signed off."))
    yield Table(
        _("Advice and sign-off"),
        (_("What is asked"), _("What is written down")),
        tuple((fact.title, cell_of(fact)) for fact in signing_facts(advice, signed)),
    )


def signing_facts(advice: Advice | None, signed: SignOff | None) -> list[Fact]:
    given = advised = taken = ""
    if advice:
        given = _("%(verdict)s, on %(day)s") % {
            "verdict": advice.get_verdict_display(),
            "day": _day(advice.given_on),
        }
        advised = advice.words
    if signed:
        taken = " ".join(filter(None, (str(signed.get_taken_display()), signed.reason)))
    said = {
        _("The data protection officer’s advice"): given,
        _("The advice in words"): advised,
        _("What was done with it"): taken,
        _("Measures approved by"): signed.measures_by if signed else "",
        _("Remaining risks accepted by"): signed.residual_by if signed else "",
        _("Signed off on"): _day(signed.signed_on) if signed else "",
        _("Kept under review by"): signed.review_by if signed else "",
        _("Next review"): _day(signed.review_on) if signed else "",
    }
    facts = [Fact(title, words, not words) for title, words in said.items()]
    if signed and signed.ico_consulted_on:
        facts.append(Fact(_("Information Commissioner consulted on"), _day(signed.ico_consulted_on)))
    return facts


def _day(value: object) -> str:
    return date_format(value, "j F Y")
