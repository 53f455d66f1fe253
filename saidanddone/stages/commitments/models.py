"""Who promised what, by when, in answer to what, how it stood at each review, and who approved it for a borough."""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.people.models import Account
from saidanddone.programme.models import Area, KeyField, Programme, Provenanced, Source
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.themes.models import KEY_IS_TAKEN, Recommendation


def is_partial_date(value: str) -> bool:
    """A year, a month or a day, and one that the calendar has."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def check_partial_date(value: str) -> None:
    if not is_partial_date(value):
        raise ValidationError(_("Write a date as 2018-03-04, or 2018-03 or 2018 where no more is known."))


class State(models.TextChoices):
    PROMISED = "promised", _("promised")
    UNDER_WAY = "under-way", _("under way")
    KEPT = "kept", _("kept")
    CHANGED = "changed", _("changed")
    LATE = "late", _("late")
    DROPPED = "dropped", _("dropped")


class PartialDateField(models.CharField):
    """An ISO date of which perhaps only the year, or the year and month, is known."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("validators", [check_partial_date])
        super().__init__(*args, **kwargs)


class Commitment(Provenanced):
    class MadeBy(models.TextChoices):
        PARTNER = "partner", _("a partner organisation")
        RESIDENTS = "residents", _("residents")
        PROGRAMME = "programme", _("the programme")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="commitments")
    key = KeyField(_("key"), pages=("add",))
    title = models.CharField(_("title"), max_length=200)
    what = models.TextField(_("what was promised"))
    who = models.CharField(_("who promised it"), max_length=200)
    made_by = models.CharField(_("what kind of promiser"), max_length=12, choices=MadeBy)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough")
    )
    made_on = PartialDateField(_("promised on"), blank=True)
    due_on = PartialDateField(_("due by"), blank=True)
    state = models.CharField(_("how it stands"), max_length=12, choices=State, default=State.PROMISED)
    reason = models.TextField(_("reason for how it stands"), blank=True)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )
    source_page = models.CharField(_("page in the source"), max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="one_commitment_a_key", violation_error_message=KEY_IS_TAKEN
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["late", "dropped"]) | ~models.Q(reason=""),
                name="late_or_dropped_has_a_reason",
            ),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class CommitmentLink(models.Model):
    """What a commitment answers: a recommendation, or one idea by itself."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="links")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="commitment_links"
    )
    idea = models.ForeignKey(
        Idea, null=True, blank=True, on_delete=models.CASCADE, related_name="commitment_links"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recommendation__isnull=False, idea__isnull=True)
                | models.Q(recommendation__isnull=True, idea__isnull=False),
                name="a_commitment_link_names_one_row",
            ),
            models.UniqueConstraint(
                fields=["commitment", "recommendation"], name="a_recommendation_once_a_commitment"
            ),
            models.UniqueConstraint(fields=["commitment", "idea"], name="an_idea_once_a_commitment"),
        ]
        ordering = ["id"]


class Review(Provenanced):
    """What was found when somebody asked how a commitment stands."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="reviews")
    reviewed_on = PartialDateField(_("reviewed on"))
    state = models.CharField(_("how it stood"), max_length=12, choices=State)
    said = models.TextField(_("what was found"))

    class Meta:
        ordering = ["id"]


class Approval(models.Model):
    """A director of public health stands by a promise for their borough, as it is written on that day."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="approvals")
    approved_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    approved_on = models.DateField(_("approved on"))
    note = models.TextField(_("note"), blank=True)
    withdrawn_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"],
                condition=models.Q(withdrawn_on__isnull=True),
                name="one_standing_approval_a_commitment",
                violation_error_message=_("This promise is approved already."),
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True)
                | models.Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False),
                name="who_withdrew_an_approval_and_when",
            ),
        ]
        ordering = ["id"]
