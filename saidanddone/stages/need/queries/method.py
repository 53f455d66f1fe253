"""How the index of a programme is worked out: the choices that stand, as a recipe and in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from saidanddone.methods.index import Node, Recipe
from saidanddone.methods.weighting import equal
from saidanddone.programme.models import Programme

from ..models import IndexMethod, Indicator
from ..rules import sign

# What brings each scale to 0 to 100: a z-score is 10 + 2 z, which becomes 50 + 10 z.
TO_100 = {"minmax": 1.0, "zscore": 5.0, "prank": 100.0, "imd": 1.0, "quarter": 100.0}
OF_A_DOMAIN = "domain "  # no indicator is called so: its code has no blank


def method_of(programme: Programme) -> IndexMethod:
    """The choices that stand: the last that were made, else the plainest."""
    return methods_of(programme).first() or IndexMethod(programme=programme)


CHOICES = ("normalise", "aggregate", "weighing", "impute", "treat")


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


def recipe_of(method: IndexMethod) -> Recipe:
    """A mean of products over a scale that begins at 0 would be nought for whoever is lowest on any one indicator."""
    by_products = method.aggregate != IndexMethod.Aggregate.ARITHMETIC
    return Recipe(
        impute=method.impute,
        treat=bool(method.treat),  # SQLite gives it back as a number
        normalise=method.normalise,
        aggregate=method.aggregate,
        low=1.0 if by_products else 0.0,
        high=100.0,
    )


def nodes_of(method: IndexMethod, indicators: Sequence[Indicator]) -> list[Node]:
    by_domain = method.weighing == IndexMethod.Weighing.DOMAINS
    leaves = [
        Node(
            each.code,
            OF_A_DOMAIN + each.domain if by_domain else "",
            sign(each.direction),
            float(each.weight),
        )
        for each in indicators
    ]
    if method.weighing == IndexMethod.Weighing.EQUAL:
        return equal(leaves, [leaf.code for leaf in leaves])
    return leaves + [Node(code) for code in sorted({leaf.parent for leaf in leaves} - {""})]


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
    }
    means = {
        "arithmetic": _("The score is the mean of these."),
        "geometric": _("The score is their geometric mean: a strength hardly makes up for a weakness."),
        "harmonic": _("The score is their harmonic mean: a strength makes up for a weakness less still."),
    }
    weights = {
        "given": _("Each counts by its weight."),
        "equal": _("All count alike."),
        "domains": _("Every domain counts alike, and within it each by its weight."),
    }
    gaps = {
        "none": _("A missing value is left out and the others carry its weight."),
        "mean": _("A missing value is filled in with the mean, which is a guess."),
        "median": _("A missing value is filled in with the median, which is a guess."),
    }
    said = [scales[method.normalise], means[method.aggregate], weights[method.weighing], gaps[method.impute]]
    if method.treat:
        said.append(_("Outliers are capped."))
    return " ".join([*said, _("A borough of which less than half is known is not ranked.")])
