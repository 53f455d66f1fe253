"""Support packs: what is handed to people when their life changes, version by version."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Area, KeyField, Programme, Provenanced

from .directory import Service


class LifeEvent(models.TextChoices):
    BIRTH = "birth", _("a birth")
    BEREAVEMENT = "bereavement", _("a death")
    MARRIAGE = "marriage", _("a marriage")
    SEPARATION = "separation", _("a separation")
    MOVING = "moving", _("moving home")
    JOB_LOSS = "job-loss", _("losing a job")
    SCHOOL = "school", _("changing school")
    ILLNESS = "illness", _("a serious illness")
    CARING = "caring", _("beginning to care for somebody")
    RETIRING = "retiring", _("retiring")
    OTHER = "other", _("another event")


class SupportPack(Provenanced):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="support_packs")
    key = KeyField(_("key"), pages=("add",))
    event = models.CharField(_("life event"), max_length=20, choices=LifeEvent)
    title = models.CharField(_("title"), max_length=200)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough")
    )
    handed_out_by = models.CharField(_("who hands it out"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"],
                name="one_pack_a_key",
                violation_error_message=_("There is a pack with this key already. Choose another."),
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class PackVersion(Provenanced):
    """The text as it was on a day. It never changes: what must change is a new version."""

    pack = models.ForeignKey(SupportPack, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=12, default="en")
    text = models.TextField(_("what is in it"))
    services = models.ManyToManyField(Service, related_name="+", blank=True)
    written_on = models.DateField(_("written on"))
    reviewed_by = models.CharField(_("reviewed by"), max_length=200, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    next_review_on = models.DateField(_("next review"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "number", "language"], name="one_pack_version_a_language"
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by="", reviewed_on__isnull=True)
                | ~models.Q(reviewed_by="") & models.Q(reviewed_on__isnull=False),
                name="who_reviewed_a_pack_and_when",
            ),
        ]
        ordering = ["-number", "language"]

    def __str__(self) -> str:
        return f"{self.pack.title}, {self.number}"


class HandOut(Provenanced):
    """How many were handed out. A count, and nothing of who took one."""

    version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="hand_outs")
    who = models.CharField(_("who handed them out"), max_length=200)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough")
    )
    handed_on = models.DateField(_("until when"))
    how_many = models.PositiveIntegerField(_("how many"), validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["id"]
