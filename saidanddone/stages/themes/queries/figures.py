"""This stage's figures. All are counts of every recorded row, so none has an interval."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.programme.models import Programme
from saidanddone.thread.figures import BaseIs, Figure, RowsBehind

from ..models import Theme
from ..rules import SEE_EVERY_CODING
from .counts import (
    Cell,
    IdeaCounts,
    ThemeCount,
    double_coded,
    idea_counts,
    provenances_of,
    recommendation_counts,
    theme_counts,
)


def headline(programme: Programme) -> Figure:
    return _themes_heard(programme, theme_counts(programme), idea_counts(programme))


def figures(programme: Programme) -> list[Figure]:
    themes, ideas = theme_counts(programme), idea_counts(programme)
    labels = provenances_of(programme)
    return [
        _themes_heard(programme, themes, ideas),
        *(figure_of_theme(programme, theme, ideas, labels) for theme in themes),
        _recommendations(programme),
        _double_coded(programme, labels),
    ]


def _percent(k: int, n: int) -> str:
    """Halves round up, as people round."""
    return f"{(200 * k + n) // (2 * n)}%" if n else "–"


def _address(name: str, programme: Programme, **more: str) -> str:
    return reverse(name, kwargs={"programme": programme.slug, **more})


def _themes_heard(programme: Programme, themes: list[ThemeCount], ideas: IdeaCounts) -> Figure:
    return Figure(
        key="themes-themes",
        stage="themes",
        title=_("Themes heard"),
        shown=f"{len(themes):,}",
        sentence=ngettext(
            "We heard %(k)s theme in the %(n)s ideas that were coded, of %(all)s that were written down.",
            "We heard %(k)s themes in the %(n)s ideas that were coded, of %(all)s that were written down.",
            len(themes),
        )
        % {"k": len(themes), "n": f"{ideas.coded:,}", "all": f"{ideas.recorded:,}"},
        method=_(
            "The themes of the codebook are counted, and the ideas that at least one coder gave a code. "
            "Every recorded idea is counted, so there is no sampling error and no interval."
        ),
        n=ideas.coded,
        N=ideas.recorded,
        N_is=BaseIs.COUNTED,
        base=_("from %(n)s coded ideas of %(all)s recorded")
        % {"n": f"{ideas.coded:,}", "all": f"{ideas.recorded:,}"},
        value=float(len(themes)),
        unit=_("themes"),
        rows=RowsBehind(_address("themes:list", programme), _("The themes and what was said in each")),
        labels=tuple(sorted({theme.provenance for theme in themes} - {""})),
        caution=_("How many themes there are is the coders' choice: other coders might draw them wider."),
    )


def figure_of_theme(
    programme: Programme, theme: ThemeCount, ideas: IdeaCounts, labels: tuple[str, ...]
) -> Figure:
    counts = {"k": f"{theme.ideas:,}", "n": f"{ideas.coded:,}", "all": f"{ideas.recorded:,}"}
    return Figure(
        key=f"themes-{theme.key}",
        stage="themes",
        title=_("Ideas about “%(theme)s”") % {"theme": theme.name},
        shown=_percent(theme.ideas, ideas.coded),
        sentence=_(
            "%(k)s of the %(n)s ideas that were coded are about “%(theme)s”. "
            "In all, %(all)s ideas were written down."
        )
        % {**counts, "theme": theme.name},
        method=_(
            "An idea counts once for a theme when at least one coder gave it one of the theme's codes, "
            "whoever the coder was and however many codes. An idea may be in several themes. The base is every "
            "idea that anyone coded: a census of the recorded ideas, so there is no interval."
        ),
        k=theme.ideas,
        n=ideas.coded,
        N=ideas.recorded,
        N_is=BaseIs.COUNTED,
        base=_("%(k)s of %(n)s coded ideas") % counts,
        value=theme.ideas / ideas.coded if ideas.coded else None,
        rows=RowsBehind(
            _address("themes:ideas", programme, key=theme.key),
            _("Those of these ideas that may be shown"),
            in_full=_address("themes-work:texts", programme) + f"?theme={theme.key}&kind=idea",
            in_full_to=SEE_EVERY_CODING,
        ),
        labels=labels,
        caution=_(
            "It says how often this was said by those who came, not how common it is among everyone who "
            "lives here."
        ),
    )


def figure_from_cells(programme: Programme, theme: Theme, cells: Iterable[Cell]) -> Figure:
    """The same figure from counts that a page has already."""
    found = list(cells)
    ideas = IdeaCounts(sum(each.recorded for each in found), sum(each.coded for each in found))
    places = len({each.area for each in found if each.in_theme and each.area})
    count = ThemeCount(theme.key, theme.name, theme.provenance, sum(each.in_theme for each in found), places)
    return figure_of_theme(programme, count, ideas, (theme.provenance,) if theme.provenance else ())


def _recommendations(programme: Programme) -> Figure:
    counts = recommendation_counts(programme)
    words = {"k": f"{counts.led_back:,}", "n": f"{counts.all:,}"}
    return Figure(
        key="themes-recommendations",
        stage="themes",
        title=_("Recommendations that lead back to a theme or an idea"),
        shown=_("%(k)s of %(n)s") % words,
        sentence=_(
            "%(k)s of the %(n)s recommendations lead back to a theme or to an idea that somebody spoke."
        )
        % words,
        method=_(
            "Each recommendation is counted once. It leads back where at least one theme or idea is linked to it."
        ),
        k=counts.led_back,
        n=counts.all,
        N=counts.all,
        N_is=BaseIs.COUNTED,
        base=_("%(k)s of %(n)s recommendations") % words,
        value=counts.led_back / counts.all if counts.all else None,
        rows=RowsBehind(
            _address("themes:recommendations", programme) + "?leads_back=yes",
            _("The recommendations that lead back"),
        ),
        labels=counts.provenances,
    )


def _double_coded(programme: Programme, labels: tuple[str, ...]) -> Figure:
    counts = double_coded(programme)
    words = {"k": f"{counts.twice:,}", "n": f"{counts.coded:,}", "all": f"{counts.texts:,}"}
    return Figure(
        key="themes-double-coded",
        stage="themes",
        title=_("Texts that two coders coded"),
        shown=_("%(k)s of %(n)s") % words,
        sentence=_("Two or more coders coded %(k)s of the %(n)s coded texts; %(all)s texts were recorded.")
        % words,
        method=_(
            "A text counts as coded when it has a coding by anyone, and as coded twice when it has codings by "
            "at least two coders. Ideas, open answers and interview extracts are all counted."
        ),
        k=counts.twice,
        n=counts.coded,
        N=counts.texts,
        N_is=BaseIs.COUNTED,
        base=_("%(k)s of %(n)s coded texts") % words,
        value=counts.twice / counts.coded if counts.coded else None,
        rows=RowsBehind(
            _address("themes-work:texts", programme) + "?coded=two",
            _("The texts that two coders coded"),
            SEE_EVERY_CODING,
        ),
        labels=labels,
        caution=_("It says that two coders read a text, not that they agreed."),
    )
