"""Alerts, who is on duty, what was done, and where the path leads in each borough."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Area, Programme, Provenanced
from saidanddone.words.models import Text

NAMED_AT_MOST = 200


class Way(models.TextChoices):
    """Two paths: what is done for a grown-up in danger is not what is done for a child."""

    ADULT = "adult", _("adult")
    CHILD = "child", _("child")


class Settings(models.Model):
    """What a programme chooses: how long an alert may wait, and how it says what cannot stay between us."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="safeguarding")
    minutes = models.PositiveSmallIntegerField(_("minutes before an alert is passed on"), default=10)
    limits = models.TextField(
        _("what cannot stay between us, in plain words"),
        blank=True,
        help_text=_("Said before anyone speaks. Blank: the words that come with this site."),
    )


class Path(Provenanced):
    """Who is turned to in a borough for an adult or for a child, and what is done."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="safeguarding_paths")
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough")
    )
    way = models.CharField(_("for whom"), max_length=10, choices=Way)
    team = models.CharField(_("team"), max_length=NAMED_AT_MOST)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    hours = models.CharField(_("when it answers"), max_length=NAMED_AT_MOST, blank=True)
    out_of_hours = models.CharField(_("outside these hours"), max_length=NAMED_AT_MOST, blank=True)
    steps = models.TextField(_("what to do, one step a line"))
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "area", "way"],
                name="one_path_a_borough_and_way",
                nulls_distinct=False,
                violation_error_message=_("This borough has a path for them already. Change that one."),
            )
        ]
        ordering = ["area__name", "way"]

    def __str__(self) -> str:
        return self.team

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.steps.splitlines() if line.strip()]


class Duty(models.Model):
    """A safeguarding lead who answers for a time. An area left out: for every borough that they are a lead of."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="duties")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough")
    )
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")),
                name="a_duty_ends_after_it_begins",
                violation_error_message=_("A duty ends after it begins."),
            )
        ]
        ordering = ["begins_at", "id"]


class Alert(models.Model):
    """Somebody may not be all right. It names a seat and a table, and never more than is needed."""

    class Source(models.TextChoices):
        SCRIBE = "scribe", _("somebody in the room")
        OWN = "own", _("the person themselves")
        HINT = "hint", _("words that were written down")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="alerts")
    text = models.ForeignKey(Text, null=True, blank=True, on_delete=models.SET_NULL, related_name="alerts")
    speaker_key = models.CharField(max_length=120, blank=True, db_index=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=NAMED_AT_MOST, blank=True)  # the conversation or page, in words
    table = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=10, choices=Source)
    kinds = models.JSONField(default=list, blank=True)  # values of Text.Mark
    way = models.CharField(_("path"), max_length=10, choices=Way, default=Way.ADULT)
    # Old texts that are typed up or loaded: somebody looks through them, and no clock runs.
    is_urgent = models.BooleanField(default=True)
    message = models.TextField(blank=True)  # what the person wrote to the safeguarding lead, for nobody else
    may_contact = models.BooleanField(default=False)
    raised_at = models.DateTimeField(default=timezone.now)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["raised_at", "id"]


class Step(models.Model):
    """What happened to an alert, one row after the other. How it stands is read from them."""

    class Kind(models.TextChoices):
        TOLD = "told", _("told")
        ESCALATED = "escalated", _("nobody had taken it up; passed on")
        TAKEN_UP = "taken-up", _("taken up")
        PASSED_ON = "passed-on", _("passed on by hand")
        NOTE = "note", _("what was done")
        AGAIN = "again", _("they said again that they are not all right")
        ERASED = "erased", _("they were taken out of the programme")
        CLOSED = "closed", _("closed")

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    level = models.PositiveSmallIntegerField(null=True)  # whom it was passed on to by the clock
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    told = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            # Of two clocks at once only one passes an alert on.
            models.UniqueConstraint(fields=["alert", "level"], name="one_telling_a_level"),
        ]
        ordering = ["id"]
