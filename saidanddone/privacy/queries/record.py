"""The record of processing activities, with all that Article 30 of the UK GDPR asks for, and what is still open.

Paragraph 41 of Schedule 1 to the Data Protection Act 2018 asks it to say, too, which condition is relied on, how
Article 6 is met, and whether data are kept and erased as the policy document says: those stand with each purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from saidanddone.document.blocks import (
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Notice,
    Strong,
    Table,
    inlines,
    paragraph,
)
from saidanddone.pages.wording import wording
from saidanddone.programme.models import Programme

from ..models import Organisation, Purpose, RetentionRule, Risk
from .register import Fact, Register, facts_of, kept_in_words, open_in_words, register_of, title_of
from .retention import rules_of

Part = Organisation.Part


def open_notice(row: Purpose | Organisation | Risk) -> Iterator[Notice]:
    """Above what it speaks of, where something is still to be decided."""
    lacking = open_in_words(row)
    if lacking:
        yield Notice("undecided", "; ".join(lacking))


def facts_table(caption: str, facts: Iterable[Fact]) -> Table:
    header = (_("What is asked"), _("What is written down"))
    return Table(caption, header, tuple((fact.title, cell_of(fact)) for fact in facts))


def cell_of(fact: Fact) -> Cell:
    """What is written down, and, in stronger type, that more is wanted."""
    if not fact.is_open:
        return fact.words
    return (*inlines(f"{fact.words} " if fact.words else ""), Strong(_("Still to be decided")))


def record_of(programme: Programme) -> Document:
    register = register_of(programme)
    return Document(
        title=_("Record of processing activities"),
        subtitle=programme.name,
        publisher=publisher_of(register),
        language=get_language() or "en-GB",
        dated=timezone.localdate(),
        blocks=tuple(_blocks(register)),
        labels=labels_of(register),
        abstract=_(
            "What people’s data are used for on this programme, on which lawful basis, who handles them, and how "
            "long they are kept, as Article 30 of the UK GDPR asks. What nobody has decided yet is marked."
        ),
        wording=wording(),
    )


def publisher_of(register: Register) -> str:
    return ", ".join(each.name for each in _controllers(register)) or register.programme.name


def labels_of(register: Register) -> tuple[str, ...]:
    rows = (*register.purposes, *register.organisations, *register.risks)
    return tuple(sorted({row.provenance for row in rows if row.provenance}))


def _controllers(register: Register) -> list[Organisation]:
    return register.organisations_as(Part.CONTROLLER, Part.JOINT_CONTROLLER)


def _blocks(register: Register) -> Iterator[Block]:
    yield Heading(1, _("Who answers for the data"), "controllers")
    if not _controllers(register):
        yield Notice("undecided", _("No controller is named yet."))
    for each in _controllers(register):
        yield from organisation_blocks(each, 2)
    yield Heading(1, _("What people’s data are used for"), "purposes")
    if not register.in_use:
        yield Notice("undecided", _("No purpose is written down yet."))
    for purpose in register.in_use:
        yield from _purpose_blocks(purpose)
    yield Heading(1, _("Who handles data for the controllers"), "processors")
    yield from _processors(register)
    yield Heading(1, _("What goes by itself, and when"), "retention")
    yield _retention(register.programme)
    ended = [each for each in register.purposes if each.ended_on]
    if ended:
        yield Heading(1, _("What is no longer done"), "ended")
        yield Bullets(tuple(f"{each.name}: {date_format(each.ended_on, 'j F Y')}" for each in ended))


def _retention(programme: Programme) -> Table:
    """What this site really does when the times that the purposes promise are over."""
    header = (_("What"), _("Kept for"), _("Decision"))
    rows = [
        (str(rule.get_kind_display()), _kept_for(rule), cell_of(_decision(rule)))
        for rule in rules_of(programme)
    ]
    return Table(_("Rules by which this site lets things go"), header, tuple(rows))


def _kept_for(rule: RetentionRule) -> str:
    says = ngettext("%(count)s month from %(start)s", "%(count)s months from %(start)s", rule.months)
    return says % {"count": f"{rule.months:,}", "start": rule.get_counted_from_display()}


def _decision(rule: RetentionRule) -> Fact:
    if rule.decided_on is None:
        return Fact("", _("Proposed, and does not act."), is_open=True)
    said = {"post": rule.decided_by, "day": date_format(rule.decided_on, "j F Y")}
    return Fact("", _("Decided by %(post)s on %(day)s") % said)


def organisation_blocks(row: Organisation, level: int) -> Iterator[Block]:
    yield Heading(level, row.name, f"organisation-{row.key}")
    yield from open_notice(row)
    yield facts_table(row.name, organisation_facts(row))


def organisation_facts(row: Organisation) -> list[Fact]:
    on = date_format(row.agreed_on, "j F Y") if row.agreed_on else ""
    said = [
        Fact(title_of(Organisation, "part"), str(row.get_part_display())),
        Fact(title_of(Organisation, "address"), row.address),
        Fact(title_of(Organisation, "contact_post"), row.contact_post),
        Fact(title_of(Organisation, "contact_email"), row.contact_email),
        Fact(title_of(Organisation, "dpo_contact"), row.dpo_contact),
        Fact(title_of(Organisation, "agreement"), row.agreement),
        Fact(title_of(Organisation, "agreed_on"), on),
        Fact(_("For which purposes"), "; ".join(each.name for each in row.purposes.all())),
    ]
    lacking = open_in_words(row)
    return [
        Fact(each.title, each.words, each.title in lacking)
        for each in said
        if each.words or each.title in lacking
    ]


def _purpose_blocks(purpose: Purpose) -> Iterator[Block]:
    yield Heading(2, purpose.name, f"purpose-{purpose.key}")
    yield from open_notice(purpose)
    yield paragraph(purpose.what_for)
    yield facts_table(purpose.name, facts_of(purpose))


def _processors(register: Register) -> Iterator[Block]:
    """Article 30(2): for whom a processor acts, what it does, what leaves the country, how it is kept safe."""
    processors = register.organisations_as(Part.PROCESSOR)
    if not processors:
        yield paragraph(_("None is written down."))
    on_behalf = "; ".join(each.name for each in _controllers(register))
    for each in processors:
        purposes = list(each.purposes.all())
        yield from organisation_blocks(each, 2)
        yield facts_table(
            _("What %(name)s does for others") % {"name": each.name},
            [
                Fact(_("On whose behalf"), on_behalf, not on_behalf),
                Fact(_("Kinds of processing"), "; ".join(row.name for row in purposes), not purposes),
                *_told_of(purposes, "transfers"),
                *_told_of(purposes, "security"),
            ],
        )


def _told_of(purposes: list[Purpose], field: str) -> Iterator[Fact]:
    said = list(dict.fromkeys(getattr(row, field) for row in purposes))
    yield Fact(title_of(Purpose, field), " ".join(filter(None, said)), not said or "" in said)


# The same as a table, a row a purpose

COLUMNS = (
    "key", "name", "what_for", "controllers", "processors", "whose", "which_data", "special", "article_6",
    "basis_note", "article_9", "schedule_1", "policy_document", "recipients", "transfers", "security", "kept",
    "decided_by", "decided_on", "ended_on", "still_to_be_decided", "provenance",
)  # fmt: skip


def record_rows(programme: Programme) -> Iterator[tuple[object, ...]]:
    register = register_of(programme)
    for row in register.purposes:
        about = [each for each in register.organisations if row in each.purposes.all()]
        yield (
            row.key, row.name, row.what_for,
            "; ".join(each.name for each in about if each.part != Part.PROCESSOR),
            "; ".join(each.name for each in about if each.part == Part.PROCESSOR),
            row.whose, row.which_data, row.get_special_display(), row.get_article_6_display(), row.basis_note,
            row.get_article_9_display(), row.get_schedule_1_display() or "", row.policy_document, row.recipients,
            row.transfers, row.security, kept_in_words(row), row.decided_by, row.decided_on or "",
            row.ended_on or "", "; ".join(open_in_words(row)), row.provenance,
        )  # fmt: skip
