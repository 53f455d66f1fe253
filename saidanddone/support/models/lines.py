from __future__ import annotations

from django.db import models

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme


class LineCheck(models.Model):
    """Somebody of a programme rang a crisis line and made sure that what we say of it is so."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="line_checks")
    line = models.CharField(max_length=60)  # the key of a row of crisis_lines.csv, which no database holds
    checked_on = models.DateField()
    checked_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "line"], name="one_check_a_line")]
        ordering = ["id"]
