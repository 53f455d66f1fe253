"""What residents add on their own pages, and what schools agreed to for the children who take part there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.people.models import Consent, Speaker
from saidanddone.programme.models import Programme, Provenanced
from saidanddone.words.models import Text


class Correction(models.Model):
    """“This is not what I meant”: somebody's own words beside what was written down. Both stay."""

    of = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="corrections")
    text = models.OneToOneField(Text, on_delete=models.CASCADE, related_name="correction")
    made_on = models.DateField()
    seen_on = models.DateField(null=True)  # by whoever works in the borough
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seen_on__isnull=False) | models.Q(seen_by__isnull=True),
                name="who_saw_a_correction_saw_it_on_a_day",
            )
        ]
        ordering = ["id"]


class SchoolAgreement(Provenanced):
    """A school lets its pupils take part, until a day. Who signed is named by post, never by name."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="school_agreements")
    school = models.CharField(_("school"), max_length=200)
    agreed_on = models.DateField(_("agreed on"))
    by_post = models.CharField(_("who agreed, by post"), max_length=120)
    until = models.DateField(_("until"))
    pupils = models.ManyToManyField(Speaker, related_name="school_agreements")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "school", "agreed_on"],
                name="one_agreement_a_school_and_day",
                violation_error_message=_("This school's agreement of that day is written down already."),
            ),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("agreed_on")),
                name="an_agreement_ends_after_it_began",
                violation_error_message=_("The last day cannot be before the day on which they agreed."),
            ),
        ]
        ordering = ["school", "-agreed_on"]

    def __str__(self) -> str:
        return self.school


class AgreementTaken(models.Model):
    """That a parent or a child agreed, or took it back, or that it is no longer needed: a ledger.

    What stands is in people.YoungPerson.
    """

    class Whose(models.TextChoices):
        PARENT = "parent", _("a parent or guardian")
        CHILD = "child", _("the child")
        SCHOOL = "school", _("the school")
        OF_AGE = "of-age", _("nobody else: they are 16 or over")
        MISTAKE = "mistake", _("nobody else: they were never under 16")

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="agreements_taken")
    whose = models.CharField(max_length=10, choices=Whose)
    given = models.BooleanField()
    on = models.DateField()
    how = models.CharField(max_length=10, choices=Consent.How)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
