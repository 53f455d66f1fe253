"""Measures that a community chose, with readings by group over time."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Area, Direction, KeyField, Programme, Provenanced
from saidanddone.stages.outcomes.models import Outcome
from saidanddone.stages.themes.models import KEY_IS_TAKEN

MOST_PEOPLE = MaxValueValidator(10_000_000)
YEARS = [MinValueValidator(1900), MaxValueValidator(2100)]


class Framework(Provenanced):
    """A set of measures agreed on together."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="frameworks")
    key = KeyField(_("key"), pages=("add", "measures", "readings"))
    name = models.CharField(_("name"), max_length=200)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough")
    )
    chosen_by = models.CharField(_("chosen by"), max_length=300)
    outcome = models.ForeignKey(
        Outcome,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="frameworks",
        verbose_name=_("the change it grew out of"),
    )
    description = models.TextField(_("what it is for"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="one_framework_a_key", violation_error_message=KEY_IS_TAKEN
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Measure(Provenanced):
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="measures")
    key = KeyField(_("key"))
    name = models.CharField(_("name"), max_length=200)
    definition = models.TextField(_("definition"))
    direction = models.CharField(_("direction"), max_length=20, choices=Direction)
    unit = models.CharField(_("unit"), max_length=60)
    why_chosen = models.TextField(_("why people chose it"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "key"], name="one_measure_a_key", violation_error_message=KEY_IS_TAKEN
            )
        ]
        ordering = ["framework_id", "id"]

    def __str__(self) -> str:
        return self.name


class Reading(Provenanced):
    """k of n people of one group in one year."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="readings")
    group = models.CharField(_("group of people"), max_length=120)
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    k = models.PositiveIntegerField(_("how many said so"), validators=[MOST_PEOPLE])
    n = models.PositiveIntegerField(
        _("of how many who answered"), validators=[MinValueValidator(1), MOST_PEOPLE]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "group", "year"],
                name="one_reading_a_group_and_year",
                violation_error_message=_("This group has a reading for this year already."),
            ),
            models.CheckConstraint(
                condition=models.Q(k__lte=models.F("n")),
                name="k_of_n",
                violation_error_message=_("More people said so than answered. Mend one of the two numbers."),
            ),
        ]
        ordering = ["id"]
