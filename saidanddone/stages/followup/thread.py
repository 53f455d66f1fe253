"""What this stage says of itself to the rest of the cycle."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.thread.registry import register
from saidanddone.thread.steps import CopyPart, Link, Ref, Toward, Waiting
from saidanddone.thread.studies import Disguise, StudyTable, register_study

from . import queries
from .rules import can_change_surveys


def links(refs: Iterable[Ref], programme: Programme, person: Person, toward: Toward) -> list[Link]:
    """Codes, themes, surveys and interviews joined to words said later, in one query whichever way one goes."""
    ids: dict[str, list[int]] = {}
    for ref in refs:
        ids.setdefault(ref.kind, []).append(ref.id)
    if toward is Toward.EARLIER:
        words = {"answers": ids.get("open_answer", []), "extracts": ids.get("extract", [])}
        edges = queries.edges_back(programme, **words) if any(words.values()) else []
        return [_back(edge, programme, person) for edge in edges]
    behind = {
        name: ids.get(name.removesuffix("s"), []) for name in ("codes", "themes", "surveys", "interviews")
    }
    edges = queries.edges_onward(programme, **behind) if any(behind.values()) else []
    return [_onward(edge, programme, person, behind["codes"]) for edge in edges]


def _back(edge: queries.Edge, programme: Programme, person: Person) -> Link:
    words = queries.words_step(edge, person, programme)
    if edge.code_id:
        return Link(queries.coded_step(edge, person), words, _("coded as"))
    return Link(queries.within_step(edge, programme), words, _("said in"))


def _onward(edge: queries.Edge, programme: Programme, person: Person, codes: Collection[int]) -> Link:
    words = queries.words_step(edge, person, programme)
    if not edge.code_id:
        return Link(queries.within_step(edge, programme), words)
    earlier = queries.coded_step if edge.code_id in codes else queries.themed_step
    return Link(earlier(edge, person), words, _("about the same"))


def waiting_for(person: Person, programme: Programme) -> list[Waiting]:
    if not can_change_surveys(person):
        return []
    address = reverse("followup-work:list", kwargs={"programme": programme.slug})
    unasked = queries.surveys_without_asked(person, programme).count()
    says = ngettext(
        "survey that is closed, but nobody wrote down how many were asked",
        "surveys that are closed, but nobody wrote down how many were asked",
        unasked,
    )
    return [Waiting(says, f"{address}?asked=missing", unasked)]


def copy_of(speaker_key: str, programme: Programme) -> list[CopyPart]:
    """Answers are kept under keys drawn by lot, so nobody can say which are this person's."""
    return []


def erase(old_speaker_key: str, fresh_key: str, programme: Programme, by: Account | None) -> None:
    """No speaker's key is held here: answers and interviews are joined to nobody."""


def study(programme: Programme, disguise: Disguise) -> list[StudyTable]:
    """Answers under fresh keys; words apart from them, since role and borough stay with the answers alone."""
    answers = (
        (
            disguise.of("response", a.response_id),
            a.question.survey.key,
            a.response.role,
            a.response.area.name if a.response.area else "",
            a.question.key,
            a.value,
            a.provenance,
        )
        for a in queries.answers_in_file_order(programme)
        .select_related("response__area")
        .order_by("?")
        .iterator()
    )
    open_answers = (
        (
            disguise.of("text", o.text.key),
            o.question.survey.key,
            o.question.key,
            disguise.words(o.text),
            o.text.language,
            o.text.mark,
            o.provenance,
        )
        for o in queries.open_answers_in_file_order(programme).order_by("?").iterator()
    )
    extracts = (
        (
            disguise.of("text", x.text.key), disguise.of("interview", x.interview.key), x.interview.audience,
            disguise.words(x.text), x.text.language, x.text.mark, x.provenance,
        )
        for x in queries.extracts_in_file_order(programme).order_by("?").iterator()
    )  # fmt: skip
    ends = ("words", "language", "speaks_of", "provenance")
    return [
        StudyTable(
            "answers", ("response", "survey", "role", "borough", "question", "value", "provenance"), answers
        ),
        StudyTable("open_answers", ("text", "survey", "question", *ends), open_answers),
        StudyTable("extracts", ("text", "interview", "audience", *ends), extracts),
    ]


register_study("followup", study)
register(
    "followup",
    links=links,
    headline=queries.headline,
    figures=queries.figures,
    waiting_for=waiting_for,
    copy_of=copy_of,
    erase=erase,
)
