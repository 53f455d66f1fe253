"""That somebody was erased, without a word of who it was; and how long what is kept of people is kept."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Programme


class Erasure(models.Model):
    """One person taken out of a programme. The row holds counts and a day, and leads to nobody."""

    class Asked(models.TextChoices):
        OWN_PAGE = "own-page", _("on their own page")
        LETTER = "letter", _("by letter")
        SPOKEN = "spoken", _("by word of mouth")
        RETENTION = "retention", _("by a retention date")

    class Words(models.TextChoices):
        KEPT = "kept", _("kept, joined to nobody and never quoted")
        TAKEN_AWAY = "taken-away", _("taken away")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="erasures")
    done_on = models.DateField(_("day"))
    asked = models.CharField(_("how it was asked"), max_length=10, choices=Asked)
    words = models.CharField(_("their words"), max_length=10, choices=Words)
    texts = models.PositiveIntegerField(_("texts that were theirs"))

    class Meta:
        ordering = ["-id"]


class RetentionRule(models.Model):
    """How long one kind of what is kept of people is kept. A rule acts once somebody has decided on it."""

    class Kind(models.TextChoices):
        CONTACTS = "contacts", _("how people can be reached")
        DETAILS = "details", _("what people said about themselves")
        LINKS = "links", _("codes and links into people's own pages")
        ALERTS = "alerts", _("what was noted about alerts")
        PEOPLE = "people", _("who said what: every seat is parted from its words")

    class From(models.TextChoices):
        END = "end", _("the end of the programme")
        OWN = "own", _("the day on which it was last changed")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="retention")
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    months = models.PositiveSmallIntegerField(_("months"))
    counted_from = models.CharField(_("counted from"), max_length=5, choices=From)
    decided_by = models.CharField(
        _("decided by"),
        max_length=200,
        blank=True,
        help_text=_("A post, never a name. Blank: still to be decided."),
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind"], name="one_retention_rule_a_kind"),
            models.CheckConstraint(
                condition=models.Q(decided_by="", decided_on__isnull=True)
                | (~models.Q(decided_by="") & models.Q(decided_on__isnull=False)),
                name="who_decided_on_retention_and_when",
                violation_error_message=_("Say who decided and on which day, or leave both out."),
            ),
        ]
        ordering = ["id"]

    @property
    def is_decided(self) -> bool:
        return bool(self.decided_by)


class SubjectRequest(models.Model):
    """Somebody asked for a copy of what is held of them, or to be erased. It says by when, and not who."""

    class Wants(models.TextChoices):
        COPY = "copy", _("a copy of all that is held")
        ERASURE = "erasure", _("to be erased")
        CORRECTION = "correction", _("something to be put right")
        OBJECTION = "objection", _("that something is not done with it")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="subject_requests")
    wants = models.CharField(_("what they want"), max_length=12, choices=Wants)
    received_on = models.DateField(_("received on"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(
        _("what was answered"), blank=True, help_text=_("What was done, never who it was.")
    )

    class Meta:
        ordering = ["received_on", "id"]
