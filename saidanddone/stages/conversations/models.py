"""The evenings: where and when people met, what was on the agenda, who came in which role."""

from __future__ import annotations

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Area, KeyField, Programme, Provenanced, SpokenRole
from saidanddone.words.rules import seat_of_speaker_key


def is_clock(value: str) -> bool:
    return bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII))


def check_clock(value: str) -> None:
    if not is_clock(value):
        raise ValidationError(_("Write a time as 18:30."))


class Organiser(Provenanced):
    """Whoever organised conversations, as a key without a name."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="organisers")
    key = KeyField(_("key"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"],
                name="one_organiser_a_key",
                violation_error_message=_("There is an organiser with this key already."),
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.key


class Conversation(Provenanced):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="conversations")
    slug = KeyField(_("short name in addresses"), pages=("add",))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough"))
    held_on = models.DateField(_("date"))
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    organiser = models.ForeignKey(
        Organiser,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="conversations",
        verbose_name=_("organiser"),
    )
    summary = models.TextField(_("what this evening is about"), blank=True)
    for_under_16 = models.BooleanField(_("it is for people under 16"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"],
                name="one_conversation_a_slug",
                violation_error_message=_("Another conversation has this short name. Choose another one."),
            ),
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="one_conversation_a_number",
                violation_error_message=_("Another conversation has this number. Choose another one."),
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.title


class Opening(models.Model):
    """An evening that is going on: who opened it, and the safeguarding lead who is in the room.

    What is said may be more than anybody can carry alone, so no evening opens without that person named.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="openings")
    safeguarding_lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=models.Q(closed_at__isnull=True),
                name="one_opening_at_a_time",
            )
        ]
        ordering = ["id"]


class CheckedWorker(models.Model):
    """Somebody who may be with children at an evening: their check by the Disclosure and Barring Service was seen.

    The certificate itself is nobody's to keep; that somebody saw it is.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="checked_workers")
    who = models.CharField(_("name or post of the worker"), max_length=120)
    check_seen_on = models.DateField(_("their check was seen on"))
    check_ends_on = models.DateField(_("it counts until"))
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(check_ends_on__gte=models.F("check_seen_on")),
                name="a_check_counts_from_the_day_it_was_seen",
                violation_error_message=_("A check cannot end before the day on which it was seen."),
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.who


class AgendaItem(Provenanced):
    class Kind(models.TextChoices):
        NETWORKING = "networking", _("time to meet")
        SPEAKER = "speaker", _("a speaker")
        TABLES = "tables", _("talking at tables")
        FEEDBACK = "feedback", _("feedback")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField(_("place in the agenda"))
    starts = models.CharField(_("begins at"), max_length=5, validators=[check_clock])
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    title = models.CharField(_("title"), max_length=200)
    led_by = models.CharField(_("led by"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "position"],
                name="one_item_a_place_in_the_agenda",
                violation_error_message=_("Something else has this place in the agenda."),
            )
        ]
        ordering = ["conversation_id", "position"]


class Attendance(Provenanced):
    """How many came in one role. Those who were only invited or could only be reached are never here."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="attendance")
    role = models.CharField(_("role"), max_length=20, choices=SpokenRole)
    attended = models.PositiveIntegerField(_("attended"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "role"], name="one_count_a_role_and_conversation")
        ]
        ordering = ["id"]


class Photograph(models.Model):
    """A photograph of an evening. Its files lie in the installation's folder, under a name without meaning.

    Whether it may be shown stands nowhere: that is asked of the consents of those pictured, at every reading.
    """

    class Recognisable(models.TextChoices):
        NOBODY = "nobody", _("nobody")
        NAMED = "named", _("these people and nobody else")
        NOT_KNOWN = "not-known", _("somebody whose seat card I do not know")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="photographs")
    number = models.PositiveSmallIntegerField(_("number"))
    file = models.CharField(max_length=32, unique=True)  # without its ending, which says the size
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alternative = models.CharField(_("what can be seen"), max_length=300)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    taken_on = models.DateField(_("taken on"))
    recognisable = models.CharField(_("who can be recognised"), max_length=10, choices=Recognisable)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="one_photograph_a_number_and_conversation"
            )
        ]
        ordering = ["conversation_id", "number"]

    def __str__(self) -> str:
        return self.alternative


class Pictured(models.Model):
    """Somebody who can be recognised in a photograph, by the key of a speaker without a name."""

    photograph = models.ForeignKey(Photograph, on_delete=models.CASCADE, related_name="pictured")
    speaker_key = models.CharField(max_length=120, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["photograph", "speaker_key"], name="pictured_once_a_photograph")
        ]
        ordering = ["id"]

    @property
    def seat(self) -> str:
        return seat_of_speaker_key(self.speaker_key)
