"""How the index of a programme is worked out: the choices that stand, as a recipe and in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from saidanddone.programme.models import Programme

from ..models import IndexMethod, Indicator


def method_of(programme: Programme) -> IndexMethod:
    """The choices that stand: the last that were made, else the plainest."""
    return methods_of(programme).first() or IndexMethod(programme=programme)


CHOICES = (
    "normalise", "aggregate", "power", "weighing", "impute", "by_group", "least_known", "treat", "most_capped",
)  # fmt: skip


def standing_choices(programme: Programme) -> Subquery:
    """The choices that stand, for a query that is asked anyway; None where nobody chose."""
    chosen = JSONObject(id="pk", **{name: name for name in CHOICES})
    return Subquery(methods_of(programme).values(chosen=chosen)[:1])


def method_standing_at(indicators: Sequence[Indicator], programme: Programme) -> IndexMethod:
    """From indicators that were asked for with `standing_choices` as `standing`; without its reasons."""
    standing = getattr(indicators[0], "standing", None) if indicators else None
    return IndexMethod(programme=programme, **standing) if standing else IndexMethod(programme=programme)


def methods_of(programme: Programme) -> QuerySet[IndexMethod]:
    """The latest first."""
    return IndexMethod.objects.filter(programme=programme).select_related("chosen_by").order_by("-id")


def to_100(normalise: str, areas: int) -> float:
    """What brings each scale to 0 to 100: a z-score is 10 + 2 z, which becomes 50 + 10 z. Own units stay."""
    ahead_of_all = 100.0 / max(areas - 1, 1)
    factors = {"zscore": 5.0, "rank": 100.0 / max(areas, 1), "borda": ahead_of_all}
    shares = ("prank", "quarter", "benchmark", "dist2max", "fracmax")
    return 100.0 if normalise in shares else factors.get(normalise, 1.0)


def in_words(method: IndexMethod) -> str:
    """Every choice, one after another."""
    scales = {
        "minmax": _(
            "Each indicator's latest known value is put on a line from 0 to 100 between the borough with the least "
            "need and the borough with the most (min-max), turned round where a higher value is better."
        ),
        "zscore": _(
            "Each indicator's latest known value becomes 50 and ten for each standard deviation that it lies above the "
            "mean, turned round where a higher value is better."
        ),
        "prank": _("Each indicator's latest known values are ranked, 0 the least need and 100 the greatest."),
        "imd": _(
            "Each indicator's latest known values are ranked and spread as in the English Indices of Deprivation: the "
            "neediest tenth takes half of the line from 0 to 100."
        ),
        "quarter": _("On each indicator a borough counts 100 in the worst quarter of boroughs, and else 0."),
        "benchmark": _(
            "On each indicator a borough counts 100 where its whole 95% interval lies on the worse side of the "
            "benchmark, and else 0. Where a value has no interval it is left out."
        ),
        "goalposts": _(
            "Each indicator's latest known value is put on a line from 0 to 100 between two goalposts that were "
            "agreed on for it, and no further."
        ),
        "dist2max": _(
            "On each indicator a borough counts 100 less its distance from the borough with the most need, in "
            "parts of a hundred of the range."
        ),
        "fracmax": _("Each indicator's latest known value is taken as a share of the greatest need."),
        "rank": _(
            "Each indicator's latest known values are put in order, the place in it as a share of all places."
        ),
        "borda": _(
            "On each indicator a borough counts the boroughs that it is ahead of in need, as a share of all others."
        ),
        "scaled": _("Indicators are left in their own units, turned round where a higher value is better."),
    }
    means = {
        "arithmetic": _("The score is the mean of these."),
        "geometric": _("The score is their geometric mean: a strength hardly makes up for a weakness."),
        "harmonic": _("The score is their harmonic mean: a strength makes up for a weakness less still."),
    }
    weights = {
        "given": _("Each counts by its weight."),
        "equal": _("All count alike."),
        "domains": _("Every domain counts by its own weight, and within it each indicator by its weight."),
        "within": _("Every domain counts by its own weight, and within it all indicators alike."),
        "pca": _(
            "Every domain counts by its own weight, and within it each indicator by its squared loading on the first "
            "principal component."
        ),
        "votes": _("Each counts by the mean share of points that people gave it."),
    }
    means["power"] = _("The score is their generalised mean with the power %(power)s.") % {
        "power": f"{method.power or 0:g}"
    }
    gaps = {
        "none": _("A missing value is left out and the others carry its weight."),
        "mean": _("A missing value is filled in with the mean, which is a guess."),
        "median": _("A missing value is filled in with the median, which is a guess."),
    }
    said = [scales[method.normalise], means[method.aggregate], weights[method.weighing], gaps[method.impute]]
    if method.by_group and method.impute != IndexMethod.Impute.NONE:
        said.append(_("That is the mean or median of the borough's own group."))
    if method.treat:
        said.append(
            _("Outliers are capped, %(n)s places on one indicator at most.") % {"n": method.most_capped}
        )
    return " ".join([*said, enough_in_words(method)])


def enough_in_words(method: IndexMethod) -> str:
    if method.least_known == 50:  # in 100
        return _("A borough of which less than half is known is not ranked.")
    return _("A borough of which less than %(n)s in 100 of the weight is known is not ranked.") % {
        "n": method.least_known
    }
