"""Themes, codes and recommendations: public, so their doors let everybody in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.ideas.queries import idea_step, ideas_to_quote
from saidanddone.words.queries import quotable_condition

from ..models import Code, Coding, Recommendation, RecommendationLink, Theme

QUOTATIONS_SHOWN = 12


def themes_visible_to(person: Person, programme: Programme) -> QuerySet[Theme]:
    return Theme.objects.filter(programme=programme).select_related("aspiration")


def themes_workable_by(person: Person, programme: Programme) -> QuerySet[Theme]:
    return with_counts(themes_visible_to(person, programme)) if person.works_here else Theme.objects.none()


def themes_by_programme(programme: Programme) -> QuerySet[Theme]:
    """The themes to choose from, uncounted."""
    return Theme.objects.filter(programme=programme)


def with_counts(themes: QuerySet[Theme]) -> QuerySet[Theme]:
    """Adds to each theme `ideas` (distinct ideas coded by anyone) and `places` (boroughs they were said in)."""
    of_ideas = Q(codes__codings__text__idea__isnull=False)
    # A grouped query forgets the model's own order.
    return themes.order_by("id").annotate(
        ideas=Count("codes__codings__text", distinct=True, filter=of_ideas),
        places=Count("codes__codings__text__area", distinct=True, filter=of_ideas),
    )


def heard_in(area_code: str) -> Q:
    """The condition on themes that an idea of this borough was coded with."""
    here = Coding.objects.filter(text__area__code=area_code, text__idea__isnull=False)
    return Q(pk__in=here.values("code__theme"))


def codes_workable_by(person: Person, programme: Programme) -> QuerySet[Code]:
    """The codebook, each code with `texts`, how many texts anyone has coded with it."""
    if not person.works_here:
        return Code.objects.none()
    codes = Code.objects.filter(programme=programme).select_related("theme")
    return codes.order_by("id").annotate(texts=Count("codings__text", distinct=True))


def codes_of_theme(theme: Theme) -> QuerySet[Code]:
    return theme.codes.all()


def codes_to_choose(programme: Programme) -> QuerySet[Code]:
    """The codebook in the order of the desk: by theme, codes without one last."""
    codes = Code.objects.filter(programme=programme).select_related("theme")
    return codes.order_by(F("theme_id").asc(nulls_last=True), "id")


def recommendations_visible_to(person: Person, programme: Programme) -> QuerySet[Recommendation]:
    return (
        Recommendation.objects.filter(programme=programme)
        .select_related("aspiration", "source")
        .order_by("id")
        .annotate(
            themes=Count("links__theme", distinct=True),
            ideas=Count("links__idea", distinct=True),
        )
    )


def recommendations_workable_by(person: Person, programme: Programme) -> QuerySet[Recommendation]:
    rows = recommendations_visible_to(person, programme)
    return rows if person.works_here else rows.none()


def themes_of_recommendation(recommendation: Recommendation) -> list[Theme]:
    links = recommendation.links.filter(theme__isnull=False).select_related("theme")
    return [link.theme for link in links]


def idea_keys_of_recommendation(recommendation: Recommendation) -> list[str]:
    return list(recommendation.links.filter(idea__isnull=False).values_list("idea__text__key", flat=True))


def ideas_named(programme: Programme, typed: str) -> tuple[list[Idea], list[str]]:
    """The ideas whose keys somebody typed, “i001, i014”, each once, and the keys that no idea has."""
    keys = list(dict.fromkeys(key for key in re.split(r"[\s,;]+", typed) if key))
    ideas = Idea.objects.filter(text__programme=programme, text__key__in=keys).select_related("text")
    found = {idea.text.key: idea for idea in ideas} if keys else {}
    return [found[key] for key in keys if key in found], [key for key in keys if key not in found]


@dataclass(frozen=True)
class Quotation:
    words: str
    who: str  # role and place
    address: str
    language: str
    label: str
    worth: bool


def quotations_of_theme(theme: Theme, person: Person) -> list[Quotation]:
    """Ideas of the theme that may be quoted now, those that a coder found worth quoting first.

    One more than a page shows, so that the page knows whether there are more.
    """
    of_theme = Coding.objects.filter(code__theme=theme)
    worth = Q(text__in=of_theme.filter(worth_quoting=True).values("text"))
    ideas = (
        Idea.objects.filter(
            quotable_condition("text__"),
            text__in=of_theme.values("text"),
            text__programme=theme.programme_id,
        )
        .annotate(worth=ExpressionWrapper(worth, BooleanField()))
        .select_related("text__area")
        .order_by("-worth", "text_id")[: QUOTATIONS_SHOWN + 1]
    )
    return [_quotation(idea, person) for idea in ideas]


def ideas_of_theme(theme: Theme) -> QuerySet[Idea]:
    """The ideas of the theme that may be quoted now."""
    of_theme = Coding.objects.filter(code__theme=theme)
    return ideas_to_quote(theme.programme).filter(text__in=of_theme.values("text"))


def _quotation(idea: Idea, person: Person) -> Quotation:
    text = idea.text
    # The query above has asked for consent already; the idea's own step need not ask again.
    text.quotable_now = True
    who = ", ".join(filter(None, (text.get_role_display(), text.area.name if text.area else "")))
    return Quotation(
        text.words, who, idea_step(idea, person).address, text.language, text.provenance, idea.worth
    )


def following_from(theme_key: str) -> Q:
    """The condition on recommendations that they follow from this theme."""
    return Q(pk__in=RecommendationLink.objects.filter(theme__key=theme_key).values("recommendation"))


def leading_back(chosen: str) -> Q:
    """The condition on recommendations that a theme or an idea is linked to them."""
    linked = Q(pk__in=RecommendationLink.objects.values("recommendation"))
    return linked if chosen == "yes" else ~linked


def with_or_without_theme(chosen: str) -> Q:
    named = Q(pk__in=RecommendationLink.objects.filter(theme__isnull=False).values("recommendation"))
    return ~named if chosen == "none" else named
