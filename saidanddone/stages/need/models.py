"""Where the need is: indicators by area and year, and the decision where to begin."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Area, Direction, KeyField, Programme, Provenanced, Source

CODE_IS_TAKEN = _("This short name is taken. Choose another.")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100


class Indicator(Provenanced):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="indicators")
    code = KeyField(_("code"), pages=("add", "decide", "decisions", "method"))
    name = models.CharField(_("name"), max_length=200)
    definition = models.TextField(_("definition"))
    direction = models.CharField(_("direction"), max_length=20, choices=Direction)
    unit = models.CharField(_("unit"), max_length=60)
    domain = models.CharField(_("domain"), max_length=100)
    weight = models.FloatField(_("weight"), default=1.0, validators=[MinValueValidator(0.01)])
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="one_indicator_a_code",
                violation_error_message=CODE_IS_TAKEN,
            ),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="a_weight_is_positive"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class IndicatorValue(Provenanced):
    class Status(models.TextChoices):
        """Missing, suppressed and not applicable are three different things."""

        OK = "ok", _("known")
        MISSING = "missing", _("missing")
        SUPPRESSED = "suppressed", _("suppressed")
        NOT_APPLICABLE = "not-applicable", _("not applicable")

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough"))
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(EARLIEST_YEAR), MaxValueValidator(LATEST_YEAR)]
    )
    value = models.FloatField(_("value"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=15, choices=Status, default=Status.OK)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "year"],
                name="one_value_an_area_and_year",
                violation_error_message=_(
                    "There is a value for this borough and year already. Change that one."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(status="ok", value__isnull=False)
                | (~models.Q(status="ok") & models.Q(value__isnull=True)),
                name="a_known_value_is_there",
                violation_error_message=_(
                    "A known value needs its number, and a value that is not known must have none."
                ),
            ),
        ]
        ordering = ["id"]


class IndexMethod(Provenanced):
    """How the index is worked out from here on, who chose it and why. The last row stands; earlier ones stay."""

    class Normalise(models.TextChoices):
        """Those that end on a scale of about 0 to 100."""

        MINMAX = "minmax", _("from the least need to the greatest (min-max)")
        ZSCORE = "zscore", _("by distance from the mean, in standard deviations")
        PRANK = "prank", _("by rank")
        IMD = (
            "imd",
            _("by rank, the neediest tenth spread over half the scale (as in the Indices of Deprivation)"),
        )
        QUARTER = "quarter", _("in the worst quarter of places, or not")

    class Aggregate(models.TextChoices):
        ARITHMETIC = "arithmetic", _("a strength makes up for a weakness (arithmetic mean)")
        GEOMETRIC = "geometric", _("it hardly does (geometric mean)")
        HARMONIC = "harmonic", _("it does still less (harmonic mean)")

    class Weighing(models.TextChoices):
        GIVEN = "given", _("each indicator by the weight written at it")
        EQUAL = "equal", _("every indicator alike")
        DOMAINS = "domains", _("every domain alike, and within it by the weights written")

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
    treat = models.BooleanField(_("outliers are capped"), default=False)
    reasons = models.TextField(_("reasons"))
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    chosen_on = models.DateField(_("chosen on"))

    class Meta:
        ordering = ["id"]


class Decision(Provenanced):
    """Where to begin, who chose it and why."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="decisions")
    key = KeyField(_("key"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    first = models.PositiveSmallIntegerField(
        _("how many places to begin with"), validators=[MinValueValidator(1)]
    )
    areas = models.ManyToManyField(Area, related_name="+", through="DecisionArea", verbose_name=_("boroughs"))
    reasons = models.TextField(_("reasons"))
    decided_by = models.CharField(_("decided by"), max_length=200)
    # Of the values, directions and weights as they stood when it was written down; blank where nobody kept it.
    data_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="one_decision_a_key", violation_error_message=CODE_IS_TAKEN
            )
        ]
        ordering = ["id"]


class DecisionArea(models.Model):
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="chosen")
    area = models.ForeignKey(Area, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "area"], name="area_once_a_decision")]
        ordering = ["id"]
