from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from saidanddone.files import BadTable, CheckedRow
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import Loading, Row, TableOf, fits, once
from saidanddone.stages.themes.tables import SEVERAL, several

from . import actions, queries, rules
from .models import Commitment, Review, is_partial_date

StateWord = Literal["promised", "under-way", "kept", "changed", "late", "dropped"]


class CommitmentRow(Row):
    key: str
    title: str
    what: str
    who: str
    made_by: Literal["partner", "residents", "programme"]
    area: str | None
    made_on: str | None
    due_on: str | None
    state: StateWord
    reason: str | None
    recommendations: str | None
    ideas: str | None
    source: str | None
    source_page: str | None


def load_commitments(loading: Loading, rows: Sequence[CheckedRow[CommitmentRow]]) -> None:
    once(rows, "key")
    commitments = [
        (
            _commitment(loading, at),
            loading.find_all("recommendation", several(at.row.recommendations), at, "recommendations"),
            loading.find_all("idea", several(at.row.ideas), at, "ideas"),
        )
        for at in rows
    ]
    for made in actions.record_commitments(commitments=commitments, by=loading.by):
        loading.keep("commitment", made.key, made)


def _commitment(loading: Loading, at: CheckedRow[CommitmentRow]) -> Commitment:
    r = at.row
    _date(at, "made_on", r.made_on)
    _date(at, "due_on", r.due_on)
    try:
        rules.check_reason(r.state, r.reason or "")
    except Refused as why:
        raise _bad(at, "reason", str(why), "a reason in a few words") from why
    return fits(at, Commitment(
        programme=loading.programme, key=r.key, title=r.title, what=r.what, who=r.who, made_by=r.made_by,
        area=loading.find("area", r.area, at, "area"), made_on=r.made_on or "", due_on=r.due_on or "",
        state=r.state, reason=r.reason or "", source=loading.find("source", r.source, at, "source"),
        source_page=r.source_page or "", **r.from_where(),
    ))  # fmt: skip


def _date(at: CheckedRow[Row], column: str, value: str | None) -> None:
    if value and not is_partial_date(value):
        raise _bad(
            at, column, f"“{value}” is no date", "2018-03-04, or 2018-03 or 2018 where no more is known"
        )


def _bad(at: CheckedRow[Row], column: str, problem: str, allowed: str) -> BadTable:
    return BadTable(file=at.file, line=at.line, column=column, problem=problem, allowed=allowed)


def dump_commitments(programme: Programme) -> Iterable[Sequence[object]]:
    for c in queries.commitments_in_file_order(programme):
        links = list(c.links.all())
        yield (
            c.key, c.title, c.what, c.who, c.made_by, c.area.code if c.area else None, c.made_on, c.due_on,
            c.state, c.reason,
            SEVERAL.join(link.recommendation.key for link in links if link.recommendation),
            SEVERAL.join(link.idea.text.key for link in links if link.idea),
            c.source.key if c.source else None, c.source_page, c.provenance, c.note,
        )  # fmt: skip


class ReviewRow(Row):
    commitment: str
    reviewed_on: str
    state: StateWord
    said: str


def load_reviews(loading: Loading, rows: Sequence[CheckedRow[ReviewRow]]) -> None:
    reviews = []
    for at in rows:
        _date(at, "reviewed_on", at.row.reviewed_on)
        commitment = loading.find("commitment", at.row.commitment, at, "commitment")
        reviews.append(
            fits(at, Review(
                commitment=commitment, reviewed_on=at.row.reviewed_on, state=at.row.state, said=at.row.said,
                **at.row.from_where(),
            ))
        )  # fmt: skip
    _check_order(reviews, rows)
    actions.record_reviews(reviews=reviews, by=loading.by)


def _check_order(reviews: Sequence[Review], rows: Sequence[CheckedRow[ReviewRow]]) -> None:
    """The same check that the action makes, but with the line at which the reviews stop making sense."""
    so_far: dict[int, list[str]] = {}
    last: dict[int, CheckedRow[ReviewRow]] = {}
    for review, at in zip(reviews, rows, strict=True):
        states = so_far.setdefault(review.commitment.pk, [])
        states.append(review.state)
        last[review.commitment.pk] = at
        _checked(at, states, review.state)
    for review in reviews:
        key = review.commitment.pk
        _checked(last[key], so_far[key], review.commitment.state)


def _checked(at: CheckedRow[ReviewRow], states: Sequence[str], stands: str) -> None:
    try:
        rules.check_reviews(states, stands)
    except Refused as why:
        allowed = "reviews in order of time, the last as the commitment's state in commitments.csv"
        raise _bad(at, "state", str(why), allowed) from why


def dump_reviews(programme: Programme) -> Iterable[Sequence[object]]:
    for r in queries.reviews_in_file_order(programme):
        yield (r.commitment.key, r.reviewed_on, r.state, r.said, r.provenance, r.note)


TABLES = [
    TableOf("commitments", CommitmentRow, load_commitments, dump_commitments),
    TableOf("commitment_reviews", ReviewRow, load_reviews, dump_reviews),
]
