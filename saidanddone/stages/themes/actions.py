from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person, check_codes, check_leads, check_one_programme
from saidanddone.stages.ideas.models import Idea
from saidanddone.words.models import Text
from saidanddone.words.queries import texts_visible_to

from . import queries, rules
from .models import Code, Coding, Recommendation, RecommendationLink, Skipped, Theme

Behind = tuple[Recommendation, Sequence[Theme], Sequence[Idea]]


@verb
def add_theme(*, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None) -> Theme:
    check_codes(person)
    return _saved_theme(Theme(programme=programme), fields, "themes.add_theme", by)


@verb
def change_theme(*, person: Person, theme: Theme, fields: dict[str, Any], by: Account | None) -> Theme:
    check_codes(person)
    return _saved_theme(theme, fields, "themes.change_theme", by)


def _saved_theme(theme: Theme, fields: dict[str, Any], verb: str, by: Account | None) -> Theme:
    check_one_programme(theme.programme_id, fields.get("aspiration"))
    return saved(theme, fields, verb, by=by, programme=theme.programme)


@verb
def add_code(*, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None) -> Code:
    check_codes(person)
    check_one_programme(programme.pk, fields.get("theme"))
    return saved(Code(programme=programme), fields, "themes.add_code", by=by, programme=programme)


@verb
def change_code(*, person: Person, code: Code, fields: dict[str, Any], by: Account | None) -> Code:
    check_codes(person)
    check_one_programme(code.programme_id, fields.get("theme"))
    return saved(code, fields, "themes.change_code", by=by, programme=code.programme)


@verb
def add_recommendation(
    *,
    person: Person,
    programme: Programme,
    fields: dict[str, Any],
    themes: Sequence[Theme],
    ideas: Sequence[Idea],
    by: Account | None,
) -> Recommendation:
    check_leads(person)
    recommendation = Recommendation(programme=programme)
    return _saved_recommendation((recommendation, themes, ideas), fields, "themes.add_recommendation", by)


@verb
def change_recommendation(
    *,
    person: Person,
    recommendation: Recommendation,
    fields: dict[str, Any],
    themes: Sequence[Theme],
    ideas: Sequence[Idea],
    by: Account | None,
) -> Recommendation:
    check_leads(person)
    return _saved_recommendation((recommendation, themes, ideas), fields, "themes.change_recommendation", by)


def _saved_recommendation(
    behind: Behind, fields: dict[str, Any], verb: str, by: Account | None
) -> Recommendation:
    recommendation = behind[0]
    check_one_programme(recommendation.programme_id, fields.get("aspiration"), fields.get("source"))
    saved(recommendation, fields, verb, by=by, programme=recommendation.programme)
    recommendation.links.all().delete()
    _link([behind])
    return recommendation


def _link(behind: Sequence[Behind]) -> None:
    for recommendation, themes, ideas in behind:
        check_one_programme(recommendation.programme_id, *themes, *(idea.text for idea in ideas))
    RecommendationLink.objects.bulk_create(
        link
        for recommendation, themes, ideas in behind
        for link in (
            *(RecommendationLink(recommendation=recommendation, theme=theme) for theme in themes),
            *(RecommendationLink(recommendation=recommendation, idea=idea) for idea in ideas),
        )
    )


@verb
def code_text(
    *,
    person: Person,
    programme: Programme,
    text: Text,
    codes: Sequence[Code],
    quoted: str = "",
    memo: str = "",
    worth_quoting: bool = False,
    by: Account,
) -> list[Coding]:
    """Give a text one or several codes; with quoted words, to those words of it alone."""
    check_codes(person)
    check_one_programme(programme.pk, text, *codes)
    if not texts_visible_to(person, programme).filter(pk=text.pk).exists():
        raise Refused(_("You may not read this text, so you cannot code it."))
    if not codes:
        raise Refused(_("Choose at least one code."))
    start, end = rules.span_of(text.words, quoted) if quoted else (None, None)
    coder = pseudonym_for(programme=programme, account=by)
    codings = [
        Coding(
            text=text, code=code, coder=coder, account=by, start=start, end=end, memo=memo,
            worth_quoting=worth_quoting,
        )
        for code in codes
    ]  # fmt: skip
    for coding in codings:
        _check_new(coding)
        coding.save()
    audited("themes.code_text", *codings, by=by, programme_slug=programme.slug)
    return codings


@verb
def skip_text(*, person: Person, text: Text, by: Account) -> None:
    """Leave a text to others; it comes into this coder's queue no more. No row of the trail says who skipped what."""
    check_codes(person)
    Skipped.objects.get_or_create(text=text, account=by)


@verb
def take_back_skips(*, person: Person, programme: Programme, by: Account) -> None:
    check_codes(person)
    Skipped.objects.filter(text__programme=programme, account=by).delete()


def _check_new(coding: Coding) -> None:
    same = Coding.objects.filter(
        text=coding.text, code=coding.code, coder=coding.coder, start=coding.start, end=coding.end
    )
    if same.exists():
        raise ValidationError(
            _("You have given these words the code “%(code)s” already.") % {"code": coding.code}
        )


def pseudonym_for(*, programme: Programme, account: Account) -> str:
    """The name under which this account codes here, made at its first coding."""
    # The lock keeps two coders who begin at the same moment from getting one pseudonym.
    Programme.objects.select_for_update().get(pk=programme.pk)
    known = queries.pseudonym_of(account.pk, programme)
    return known or rules.next_pseudonym(queries.coders_of(programme))


@verb
def remove_coding(*, person: Person, coding: Coding, by: Account) -> None:
    check_codes(person)
    rules.check_own_coding(person, coding.account_id)
    audited("themes.remove_coding", coding, by=by, programme_slug=coding.text.programme.slug)
    coding.delete()


# Verbs for whole tables


@transaction.atomic
def record_themes(*, themes: Sequence[Theme], by: Account | None) -> list[Theme]:
    return recorded(themes, "themes.record_themes", by=by)


@transaction.atomic
def record_codes(*, codes: Sequence[Code], by: Account | None) -> list[Code]:
    return recorded(codes, "themes.record_codes", by=by)


@transaction.atomic
def record_codings(*, codings: Sequence[Coding], programme: Programme, by: Account | None) -> list[Coding]:
    for coding in codings:
        check_one_programme(programme.pk, coding.text, coding.code)
        rules.check_span(coding.text.words, coding.start, coding.end)
    made = Coding.objects.bulk_create(codings)
    audited("themes.record_codings", *made[:1], by=by, programme_slug=programme.slug)
    return made


@transaction.atomic
def record_recommendations(*, recommendations: Sequence[Behind], by: Account | None) -> list[Recommendation]:
    rows = [behind[0] for behind in recommendations]
    made = recorded(rows, "themes.record_recommendations", by=by)
    _link(recommendations)
    return made


@transaction.atomic
def forget_memos(*, speaker_keys: Iterable[str], programme: Programme, by: Account | None) -> None:
    """Blank what coders noted beside one person's words: a memo may say who they took the speaker for."""
    rows = Coding.objects.filter(text__programme=programme, text__speaker_key__in=list(speaker_keys))
    touched = list(rows.exclude(memo="").only("pk"))
    Coding.objects.filter(pk__in=[row.pk for row in touched]).update(memo="")
    audited("themes.forget_memos", *touched, by=by, programme_slug=programme.slug)
