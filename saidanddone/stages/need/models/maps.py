"""Where areas lie, and the small areas within them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Area, Direction, KeyField, Programme, Provenanced, Source

from .registry import CODE_IS_TAKEN, EARLIEST_YEAR, LATEST_YEAR, IndicatorValue


class AreaMap(Provenanced):
    """A file of outlines that somebody brought. The last one is drawn."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="area_maps")
    key = KeyField(_("key"))
    name = models.CharField(_("name"), max_length=200)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )
    strangers = models.JSONField(default=list)  # codes of the file that are no area of the programme

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="one_map_a_key", violation_error_message=CODE_IS_TAKEN
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class AreaShape(models.Model):
    """The rings of one area, outer and inner, each a list of pairs as the file gave them."""

    map = models.ForeignKey(AreaMap, on_delete=models.CASCADE, related_name="shapes")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    rings = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["map", "area"], name="one_shape_an_area_and_map")]
        ordering = ["id"]


class SmallArea(Provenanced):
    """A small area within a borough, such as an LSOA: where an evening may be held."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="small_areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough"))
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    rings = models.JSONField(null=True, blank=True)  # as of a shape, where its outline is known

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_small_area_a_code")]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class SmallAreaMeasure(Provenanced):
    """What is known of small areas: an index, or one indicator."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="small_area_measures")
    key = KeyField(_("key"))
    name = models.CharField(_("name"), max_length=200)
    direction = models.CharField(_("direction"), max_length=20, choices=Direction)
    unit = models.CharField(_("unit"), max_length=60)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(EARLIEST_YEAR), MaxValueValidator(LATEST_YEAR)]
    )
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"],
                name="one_small_area_measure_a_key",
                violation_error_message=CODE_IS_TAKEN,
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class SmallAreaValue(models.Model):
    measure = models.ForeignKey(SmallAreaMeasure, on_delete=models.CASCADE, related_name="values")
    small_area = models.ForeignKey(SmallArea, on_delete=models.CASCADE, related_name="values")
    value = models.FloatField(_("value"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=15, choices=IndicatorValue.Status, default=IndicatorValue.Status.OK
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "small_area"], name="one_value_a_small_area"),
            models.CheckConstraint(
                condition=models.Q(status="ok", value__isnull=False)
                | (~models.Q(status="ok") & models.Q(value__isnull=True)),
                name="a_known_value_of_a_small_area_is_there",
            ),
        ]
        ordering = ["id"]
