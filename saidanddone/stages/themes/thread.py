"""What this stage says of itself to the rest of the cycle."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person, can_code, can_lead
from saidanddone.thread.registry import register
from saidanddone.thread.steps import CopyPart, Link, Ref, Toward, Waiting
from saidanddone.thread.studies import Disguise, StudyTable, register_study

from . import actions, queries


def links(refs: Iterable[Ref], programme: Programme, person: Person, toward: Toward) -> list[Link]:
    """Ideas, codes, themes and recommendations joined in one query, whichever way one goes."""
    ids: dict[str, list[int]] = {"idea": [], "code": [], "theme": [], "recommendation": []}
    for ref in refs:
        if ref.kind in ids:
            ids[ref.kind].append(ref.id)
    if toward is Toward.EARLIER:
        edges = queries.edges_back(
            programme, codes=ids["code"], themes=ids["theme"], recommendations=ids["recommendation"]
        )
    elif ids["idea"] or ids["code"] or ids["theme"]:
        edges = queries.edges_onward(programme, ideas=ids["idea"], codes=ids["code"], themes=ids["theme"])
    else:
        edges = []
    return queries.links_of_edges(sorted(edges, key=queries.nearest_first), person)


def waiting_for(person: Person, programme: Programme) -> list[Waiting]:
    waits = []
    if can_code(person):
        left = queries.texts_to_code(person, programme).count()
        says = ngettext("text that you have not coded yet", "texts that you have not coded yet", left)
        waits.append(Waiting(says, _address("desk", programme), left))
    if can_lead(person):
        ideas = queries.idea_counts(programme)
        uncoded = ideas.recorded - ideas.coded
        recommendations = queries.recommendation_counts(programme)
        alone = recommendations.all - recommendations.with_theme
        waits += [
            Waiting(
                ngettext("idea that nobody has given a code", "ideas that nobody has given a code", uncoded),
                _address("desk", programme),
                uncoded,
            ),
            Waiting(
                ngettext(
                    "recommendation that no theme stands behind",
                    "recommendations that no theme stands behind",
                    alone,
                ),
                _address("recommendations", programme) + "?behind=none",
                alone,
            ),
        ]
    return waits


def _address(name: str, programme: Programme) -> str:
    return reverse(f"themes-work:{name}", kwargs={"programme": programme.slug})


def copy_of(speaker_key: str, programme: Programme) -> list[CopyPart]:
    """How this person's words were coded, with what coders noted beside them."""
    return [
        CopyPart(
            _("How your words were sorted"),
            (_("your words"), _("code"), _("theme"), _("noted beside it")),
            tuple(
                (
                    queries.coded_words(coding),
                    coding.code.name,
                    coding.code.theme.name if coding.code.theme else "",
                    coding.memo,
                )
                for coding in queries.codings_of_speaker(speaker_key, programme)
            ),
        )
    ]


def erase(old_speaker_key: str, fresh_key: str, programme: Programme, by: Account | None) -> None:
    """No key is held here, but memos are: they are blanked, whichever of the two keys the texts have by now."""
    actions.forget_memos(speaker_keys=(old_speaker_key, fresh_key), programme=programme, by=by)


def study(programme: Programme, disguise: Disguise) -> list[StudyTable]:
    """Which code each coder gave, coders without their names; memos may speak of people and stay here."""
    columns = ("text", "coder", "code", "code_name", "theme", "worth_quoting", "provenance")
    rows = (
        (
            disguise.of("text", c.text.key), disguise.of("coder", c.coder), c.code.key, c.code.name,
            c.code.theme.key if c.code.theme else "", "yes" if c.worth_quoting else "no", c.provenance,
        )
        for c in queries.codings_in_no_order(programme).iterator()
    )  # fmt: skip
    return [StudyTable("codings", columns, rows)]


register_study("themes", study)
register(
    "themes",
    links=links,
    headline=queries.headline,
    figures=queries.figures,
    waiting_for=waiting_for,
    copy_of=copy_of,
    erase=erase,
)
