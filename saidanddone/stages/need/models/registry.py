"""Where the need is: indicators, and their values by area and year."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Area, Direction, KeyField, Programme, Provenanced, Source

CODE_IS_TAKEN = _("This short name is taken. Choose another.")
# What a row of the stage may not be called, since pages are.
PAGES = (
    "add",
    "ages",
    "bring",
    "checks",
    "decide",
    "decisions",
    "domains",
    "groups",
    "index",  # what a map shows, where it shows no indicator
    "maps",
    "method",
    "places",
    "sources",
    "votes",
)
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100


class Indicator(Provenanced):
    class Kind(models.TextChoices):
        """What its counts make, where its values come with counts."""

        VALUE = "value", _("a value as its source prints it")
        PROPORTION = "proportion", _("a share: so many of so many")
        RATE = "rate", _("a rate: so many events among so many people")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="indicators")
    code = KeyField(_("code"), pages=PAGES)
    name = models.CharField(_("name"), max_length=200)
    definition = models.TextField(_("definition"))
    direction = models.CharField(_("direction"), max_length=20, choices=Direction)
    unit = models.CharField(_("unit"), max_length=60)
    domain = models.CharField(_("domain"), max_length=100)
    weight = models.FloatField(_("weight"), default=1.0, validators=[MinValueValidator(0.01)])
    people = models.CharField(_("group of people"), max_length=100, blank=True)
    kind = models.CharField(_("what a value is"), max_length=10, choices=Kind, default=Kind.VALUE)
    per = models.FloatField(
        _("per how many"), null=True, blank=True, validators=[MinValueValidator(0.000001)]
    )
    benchmark = models.FloatField(_("benchmark"), null=True, blank=True)
    benchmark_is = models.CharField(_("what the benchmark is"), max_length=200, blank=True)
    least = models.FloatField(_("goalpost of least need"), null=True, blank=True)
    greatest = models.FloatField(_("goalpost of greatest need"), null=True, blank=True)
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
            models.CheckConstraint(
                condition=models.Q(kind="value", per__isnull=True)
                | (~models.Q(kind="value") & models.Q(per__gt=0)),
                name="shares_and_rates_are_per_something",
                violation_error_message=_(
                    "A share or a rate says per how many, such as 100 or 100000; a value as printed says nothing."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(least__isnull=True, greatest__isnull=True)
                | (
                    models.Q(least__isnull=False, greatest__isnull=False)
                    & ~models.Q(least=models.F("greatest"))
                ),
                name="two_goalposts_or_none",
                violation_error_message=_("Goalposts are two different numbers, or none."),
            ),
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
    period = models.CharField(
        _("period"), max_length=40, blank=True
    )  # as printed, where it is no single year
    value = models.FloatField(_("value"), null=True, blank=True)
    low = models.FloatField(_("lower 95% limit"), null=True, blank=True)
    high = models.FloatField(_("upper 95% limit"), null=True, blank=True)
    numerator = models.FloatField(_("how many"), null=True, blank=True, validators=[MinValueValidator(0)])
    denominator = models.FloatField(
        _("of how many"), null=True, blank=True, validators=[MinValueValidator(0.000001)]
    )
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
            models.CheckConstraint(
                condition=models.Q(low__isnull=True, high__isnull=True)
                | models.Q(low__isnull=False, high__isnull=False, low__lte=models.F("high"), status="ok"),
                name="two_limits_of_a_known_value_or_none",
                violation_error_message=_(
                    "A known value has two limits, the lower first, or none; one that is not known has none."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(numerator__isnull=True, denominator__isnull=True)
                | models.Q(numerator__gte=0, denominator__gt=0, status="ok"),
                name="two_counts_of_a_known_value_or_none",
                violation_error_message=_(
                    "A known value has how many and of how many, or neither; one that is not known has neither."
                ),
            ),
        ]
        ordering = ["id"]


class AgeCount(Provenanced):
    """Events and people of one age, from which standardised rates are worked out."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="age_counts")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough"))
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(EARLIEST_YEAR), MaxValueValidator(LATEST_YEAR)]
    )
    age = models.CharField(_("age"), max_length=10)  # 0, 1-4, 5-9 and so on to 90+
    numerator = models.PositiveIntegerField(_("how many"))
    denominator = models.FloatField(_("of how many"), validators=[MinValueValidator(0.000001)])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "year", "age"], name="one_count_an_area_year_and_age"
            ),
            models.CheckConstraint(
                condition=models.Q(denominator__gt=0), name="people_of_an_age_are_above_0"
            ),
        ]
        ordering = ["id"]
