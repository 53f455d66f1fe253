"""Courses and groups that followed: who enrolled (as keys), how often they met, what it cost."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Area, KeyField, Programme, Provenanced
from saidanddone.stages.commitments.models import Commitment, PartialDateField
from saidanddone.stages.themes.models import KEY_IS_TAKEN


class Group(Provenanced):
    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("a programme of groups")
        COURSE = "course", _("a course")
        PEER_GROUP = "peer-group", _("a peer group")
        TRAINING = "training", _("a training")
        SUPPORT = "support", _("support")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="groups")
    key = KeyField(_("key"), pages=("add", "people"))
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    part_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        verbose_name=_("part of"),
    )
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough")
    )
    began_on = PartialDateField(_("began"), blank=True)
    ended_on = PartialDateField(_("ended"), blank=True)
    run_by = models.CharField(_("run by"), max_length=300, blank=True)
    description = models.TextField(_("what it is"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="one_group_a_key", violation_error_message=KEY_IS_TAKEN
            ),
            models.CheckConstraint(
                condition=~models.Q(part_of=models.F("id")), name="a_group_is_no_part_of_itself"
            ),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class GroupLink(models.Model):
    """The commitment that a group carries out."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="links")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="group_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "commitment"], name="a_commitment_once_a_group")
        ]
        ordering = ["id"]


class Session(Provenanced):
    class Kind(models.TextChoices):
        SESSION = "session", _("session")
        RESIDENTIAL = "residential", _("residential")
        MASTERCLASS = "masterclass", _("masterclass")
        EVENT = "event", _("event")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="sessions")
    position = models.PositiveSmallIntegerField(_("place in the course"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    held_on = PartialDateField(_("held on"), blank=True)
    attended = models.PositiveIntegerField(_("attended"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "position"],
                name="one_session_a_place",
                violation_error_message=_("The group has a session in this place already."),
            )
        ]
        ordering = ["group_id", "position"]


class Enrolment(Provenanced):
    """One person in one group, as a key without a name."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="enrolments")
    person = KeyField(_("person's key"))
    enrolled_on = PartialDateField(_("enrolled"), blank=True)
    sessions_attended = models.PositiveSmallIntegerField(_("sessions attended"), null=True, blank=True)
    finished = models.BooleanField(_("finished"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                name="a_person_once_a_group",
                violation_error_message=_("This person is enrolled here already."),
            )
        ]
        ordering = ["id"]


class Cost(Provenanced):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="costs")
    item = models.CharField(_("what was paid for"), max_length=200)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="GBP")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="a_cost_is_not_negative")
        ]
        ordering = ["id"]
