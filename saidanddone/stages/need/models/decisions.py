"""Where to begin: the decision, who took it and why."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Area, KeyField, Programme, Provenanced

from .registry import CODE_IS_TAKEN


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
