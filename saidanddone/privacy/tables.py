from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from saidanddone.files import BadTable, CheckedRow
from saidanddone.files.types import IsoDate, Whole
from saidanddone.people.models import Consent
from saidanddone.people.rules import Refused
from saidanddone.programme.models import ConsentWording, Programme
from saidanddone.programme.tables import SEVERAL, Loading, Row, TableOf, fits, once, several
from saidanddone.words.rules import is_language

from .actions import register as actions
from .actions.wordings import record_wordings
from .models import AssessmentPart, Organisation, Purpose, Risk
from .queries import register as queries
from .queries.wordings import wordings_of
from .rules import register as rules


class PurposeRow(Row):
    key: str
    name: str
    what_for: str
    whose: str | None
    which_data: str | None
    special: Literal["yes", "no"] | None
    article_6: Literal["a", "b", "c", "d", "e", "ea", "f"] | None
    basis_note: str | None
    article_9: Literal["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] | None
    schedule_1: Whole | None
    policy_document: str | None
    recipients: str | None
    transfers: str | None
    security: str | None
    kept_months: Whole | None
    kept_from: Literal["collected", "last-contact", "programme-end"] | None
    ended_on: IsoDate | None
    decided_by: str | None
    decided_on: IsoDate | None


MAY_BE_NONE = {"schedule_1", "kept_months", "ended_on", "decided_on", "agreed_on"}


def _fields(row: Row, *, without: Sequence[str] = ()) -> dict[str, Any]:
    """The cells as a model takes them: a blank text is one of no letters."""
    said = row.model_dump(exclude={"provenance", "note", *without})
    return {
        name: "" if value is None and name not in MAY_BE_NONE else value for name, value in said.items()
    } | row.from_where()


def _checked(at: CheckedRow[Any], check: Callable[[Any], None], row: Any, column: str) -> None:
    try:
        check(row)
    except Refused as why:
        raise BadTable(file=at.file, line=at.line, column=column, problem=str(why)) from why


def load_purposes(loading: Loading, rows: Sequence[CheckedRow[PurposeRow]]) -> None:
    once(rows, "key")
    purposes = []
    for at in rows:
        purpose = fits(at, Purpose(programme=loading.programme, **_fields(at.row)))
        _checked(at, rules.check_purpose, purpose, "decided_by" if at.row.decided_by else "schedule_1")
        purposes.append(purpose)
    for made in actions.record_purposes(purposes=purposes, by=loading.by):
        loading.keep("purpose", made.key, made)


def dump_purposes(programme: Programme) -> Iterable[Sequence[object]]:
    for p in queries.purposes_of(programme):
        yield (
            p.key, p.name, p.what_for, p.whose, p.which_data, p.special, p.article_6, p.basis_note, p.article_9,
            p.schedule_1, p.policy_document, p.recipients, p.transfers, p.security, p.kept_months, p.kept_from,
            p.ended_on, p.decided_by, p.decided_on, p.provenance, p.note,
        )  # fmt: skip


class OrganisationRow(Row):
    key: str
    name: str
    part: Literal["controller", "joint-controller", "processor"]
    address: str | None
    contact_post: str | None
    contact_email: str | None
    dpo_contact: str | None
    agreement: str | None
    agreed_on: IsoDate | None
    purposes: str | None


def load_organisations(loading: Loading, rows: Sequence[CheckedRow[OrganisationRow]]) -> None:
    once(rows, "key")
    organisations = [
        (
            fits(at, Organisation(programme=loading.programme, **_fields(at.row, without=["purposes"]))),
            loading.find_all("purpose", several(at.row.purposes), at, "purposes"),
        )
        for at in rows
    ]
    actions.record_organisations(organisations=organisations, by=loading.by)


def dump_organisations(programme: Programme) -> Iterable[Sequence[object]]:
    for o in queries.organisations_of(programme):
        yield (
            o.key, o.name, o.part, o.address, o.contact_post, o.contact_email, o.dpo_contact, o.agreement,
            o.agreed_on, SEVERAL.join(each.key for each in o.purposes.all()), o.provenance, o.note,
        )  # fmt: skip


class RiskRow(Row):
    key: str
    what: str
    likelihood: Literal["remote", "possible", "probable"]
    severity: Literal["minimal", "significant", "severe"]
    measure: str | None
    residual: Literal["low", "medium", "high"] | None
    owner: str | None
    decided_on: IsoDate | None


def load_risks(loading: Loading, rows: Sequence[CheckedRow[RiskRow]]) -> None:
    once(rows, "key")
    risks = []
    for at in rows:
        risk = fits(at, Risk(programme=loading.programme, **_fields(at.row)))
        _checked(at, rules.check_risk, risk, "decided_on" if at.row.decided_on else "residual")
        risks.append(risk)
    actions.record_risks(risks=risks, by=loading.by)


def dump_risks(programme: Programme) -> Iterable[Sequence[object]]:
    for r in queries.risks_of(programme):
        yield (
            r.key, r.what, r.likelihood, r.severity, r.measure, r.residual, r.owner, r.decided_on,
            r.provenance, r.note,
        )  # fmt: skip


class PartRow(Row):
    part: Literal[
        "need", "nature", "scope", "context", "benefits", "consultation", "necessity", "quality", "rights"
    ]
    words: str


def load_parts(loading: Loading, rows: Sequence[CheckedRow[PartRow]]) -> None:
    once(rows, "part")
    parts = [fits(at, AssessmentPart(programme=loading.programme, **_fields(at.row))) for at in rows]
    actions.record_parts(parts=parts, by=loading.by)


def dump_parts(programme: Programme) -> Iterable[Sequence[object]]:
    for part in queries.parts_of(programme):
        yield (part.part, part.words, part.provenance, part.note)


class WordingRow(Row):
    purpose: Literal["take-part", "told", "asked-later", "quoted", "photographed", "details"]
    version: str
    language: str
    words: str
    in_force_from: IsoDate


def load_wordings(loading: Loading, rows: Sequence[CheckedRow[WordingRow]]) -> None:
    once(rows, "purpose", "version", "language")
    wordings = []
    for at in rows:
        if not is_language(at.row.language):
            raise BadTable(
                file=at.file, line=at.line, column="language",
                problem=f"“{at.row.language}” is no code of a language", allowed="a code such as en or bn",
            )  # fmt: skip
        fields = _fields(at.row) | {"purpose": Consent.Purpose(at.row.purpose)}
        wordings.append(fits(at, ConsentWording(programme=loading.programme, **fields)))
    record_wordings(wordings=wordings, by=loading.by)


def dump_wordings(programme: Programme) -> Iterable[Sequence[object]]:
    for w in wordings_of(programme):
        yield (w.purpose, w.version, w.language, w.words, w.in_force_from, w.provenance, w.note)


TABLES = [
    TableOf("privacy_purposes", PurposeRow, load_purposes, dump_purposes),
    TableOf("privacy_organisations", OrganisationRow, load_organisations, dump_organisations),
    TableOf("privacy_risks", RiskRow, load_risks, dump_risks),
    TableOf("privacy_assessment", PartRow, load_parts, dump_parts),
    TableOf("consent_wordings", WordingRow, load_wordings, dump_wordings),
]
