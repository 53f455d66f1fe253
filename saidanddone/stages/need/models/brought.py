"""Files that somebody has brought in and not yet agreed to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Programme


class BroughtTable(models.Model):
    """Laid aside until whoever brought it has seen what it would change; thrown away when taken in, or old."""

    class Holds(models.TextChoices):
        VALUES = "values", _("values of indicators")
        INDICATORS = "indicators", _("descriptions of indicators")
        AGES = "ages", _("counts by age")
        DOMAINS = "domains", _("domains, their weights and what they are part of")
        GROUPS = "groups", _("groups of places")
        VOTES = "votes", _("votes on what counts how much")
        SMALL_AREAS = "small-areas", _("small areas within boroughs")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    holds = models.CharField(_("what it holds"), max_length=12, choices=Holds)
    file = models.CharField(max_length=200)
    content = models.BinaryField()
    mapping = models.JSONField(default=dict)  # what each column is, as far as somebody has said
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
