"""How the index is worked out: the choices, and the tables that some of them rest on."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Area, Programme, Provenanced

from .registry import Indicator


class IndexMethod(Provenanced):
    """How the index is worked out from here on, who chose it and why. The last row stands; earlier ones stay."""

    class Normalise(models.TextChoices):
        MINMAX = "minmax", _("from the least need to the greatest (min-max)")
        ZSCORE = "zscore", _("by distance from the mean, in standard deviations")
        PRANK = "prank", _("by rank")
        IMD = (
            "imd",
            _("by rank, the neediest tenth spread over half the scale (as in the Indices of Deprivation)"),
        )
        QUARTER = "quarter", _("in the worst quarter of places, or not")
        BENCHMARK = "benchmark", _("significantly worse than its benchmark, or not")
        GOALPOSTS = "goalposts", _("between goalposts that were agreed on")
        DIST2MAX = "dist2max", _("by distance from the greatest need")
        FRACMAX = "fracmax", _("as a fraction of the greatest need; values above 0 only")
        RANK = "rank", _("by place in the order, from 1")
        BORDA = "borda", _("by how many places it is ahead of (Borda)")
        SCALED = "scaled", _("left in their own units")

    class Aggregate(models.TextChoices):
        ARITHMETIC = "arithmetic", _("a strength makes up for a weakness (arithmetic mean)")
        GEOMETRIC = "geometric", _("it hardly does (geometric mean)")
        HARMONIC = "harmonic", _("it does still less (harmonic mean)")
        POWER = "power", _("by a power that you choose (generalised mean)")

    class Weighing(models.TextChoices):
        GIVEN = "given", _("each indicator by the weight written at it")
        EQUAL = "equal", _("every indicator alike")
        DOMAINS = "domains", _("every domain by its own weight, and within it by the weights written")
        WITHIN = "within", _("every domain by its own weight, and within it all indicators alike")
        PCA = "pca", _("by how the indicators vary together (first principal component of each domain)")
        VOTES = "votes", _("as people voted")

    class Impute(models.TextChoices):
        NONE = "none", _("left out; the others carry its weight")
        MEAN = "mean", _("filled in with the mean of the places that have it")
        MEDIAN = "median", _("filled in with their median")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="index_methods")
    normalise = models.CharField(
        _("how indicators are brought to one scale"),
        max_length=10,
        choices=Normalise,
        default=Normalise.MINMAX,
    )
    aggregate = models.CharField(
        _("whether a strength may make up for a weakness"),
        max_length=10,
        choices=Aggregate,
        default=Aggregate.ARITHMETIC,
    )
    weighing = models.CharField(
        _("how much each counts"), max_length=10, choices=Weighing, default=Weighing.GIVEN
    )
    impute = models.CharField(
        _("what is done where a value is not known"), max_length=10, choices=Impute, default=Impute.NONE
    )
    by_group = models.BooleanField(_("filled in within each group of places"), default=False)
    least_known = models.PositiveSmallIntegerField(
        _("how much of the weight must be known for a place to be ranked, in 100"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    treat = models.BooleanField(_("outliers are capped"), default=False)
    most_capped = models.PositiveSmallIntegerField(
        _("places that are capped at most"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )
    power = models.FloatField(
        _("power"), null=True, blank=True, validators=[MinValueValidator(-20), MaxValueValidator(20)]
    )
    reasons = models.TextField(_("reasons"))
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    chosen_on = models.DateField(_("chosen on"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(aggregate="power", power__isnull=False)
                | (~models.Q(aggregate="power") & models.Q(power__isnull=True)),
                name="a_generalised_mean_has_a_power",
                violation_error_message=_("A generalised mean needs its power, and no other mean has one."),
            )
        ]
        ordering = ["id"]


class Domain(Provenanced):
    """A part of life that indicators speak of: what it counts, and the larger one that it is part of.

    An indicator names its domain. One that no row describes counts 1, at the top.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="domains")
    name = models.CharField(_("name"), max_length=100)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        verbose_name=_("part of"),
    )
    weight = models.FloatField(_("weight"), default=1.0, validators=[MinValueValidator(0.01)])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"],
                name="one_domain_a_name",
                violation_error_message=_("This domain is described already. Change that one."),
            ),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="a_domain_weighs_something"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class AreaGroup(Provenanced):
    """Places that are like each other, within which a gap may be filled: inner and outer boroughs, say."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="area_groups")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough"))
    name = models.CharField(_("group"), max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "area"], name="one_group_an_area"),
        ]
        ordering = ["id"]


class WeightVote(Provenanced):
    """How many points one voter gave one indicator. A voter is a mark that only tells voters apart."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="votes")
    voter = models.CharField(_("voter"), max_length=60)
    points = models.FloatField(_("points"), validators=[MinValueValidator(0)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "voter"], name="one_vote_a_voter_and_indicator"),
            models.CheckConstraint(condition=models.Q(points__gte=0), name="points_are_0_or_more"),
        ]
        ordering = ["id"]
