"""Surveys and interviews, months later: who was asked, who answered, what they said."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Area, KeyField, Programme, Provenanced, SpokenRole
from saidanddone.stages.commitments.models import PartialDateField
from saidanddone.stages.themes.models import KEY_IS_TAKEN
from saidanddone.words.models import Text

MOST_PEOPLE = MaxValueValidator(10_000_000)
MOST_QUESTIONS = MaxValueValidator(999)


class Audience(models.TextChoices):
    PARTICIPANTS = "participants", _("participants")
    ORGANISERS = "organisers", _("organisers")


class Survey(Provenanced):
    """One asking. Who attended, who could be reached and who was asked are three different numbers."""

    class AttendedIs(models.TextChoices):
        COUNTED = "counted", _("counted")
        ASSUMED = "assumed", _("assumed")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="surveys")
    key = KeyField(_("key"), pages=("add", "interviews", "difference", "none"))
    name = models.CharField(_("name"), max_length=200)
    audience = models.CharField(_("who was asked"), max_length=20, choices=Audience)
    sent_on = PartialDateField(_("sent on"), blank=True)
    closed_on = PartialDateField(_("closed on"), blank=True)
    attended = models.PositiveIntegerField(
        _("how many attended"), null=True, blank=True, validators=[MOST_PEOPLE]
    )
    attended_is = models.CharField(
        _("how we know how many attended"), max_length=10, choices=AttendedIs, default=AttendedIs.COUNTED
    )
    reachable = models.PositiveIntegerField(
        _("how many could be reached"), null=True, blank=True, validators=[MOST_PEOPLE]
    )
    asked = models.PositiveIntegerField(
        _("how many were asked"), null=True, blank=True, validators=[MOST_PEOPLE]
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="one_survey_a_key", violation_error_message=KEY_IS_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(asked__isnull=True) | Q(reachable__isnull=True) | Q(asked__lte=F("reachable")),
                name="asked_could_be_reached",
                violation_error_message=_(
                    "More people were asked than could be reached. Mend one of the two."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Question(Provenanced):
    class Kind(models.TextChoices):
        YES_NO = "yes-no", _("yes or no")
        CHOICE = "choice", _("one of several")
        OPEN = "open", _("in their own words")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    key = KeyField(_("key"), pages=("answered",))  # which is a survey's figure
    position = models.PositiveSmallIntegerField(_("place in the survey"), validators=[MOST_QUESTIONS])
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind)
    text = models.TextField(_("question as asked"))
    yes_means = models.CharField(_("the answer that is counted"), max_length=60, blank=True)

    class Meta:
        ordering = ["survey_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "key"], name="one_question_a_key", violation_error_message=KEY_IS_TAKEN
            )
        ]

    def __str__(self) -> str:
        return self.text


class Response(Provenanced):
    """One person's answers under a random key: never a name, a date or an address."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    key = KeyField(_("key"), pages=("add",))
    role = models.CharField(_("role"), max_length=20, choices=SpokenRole, blank=True)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough")
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["survey", "key"], name="one_response_a_key")]


class Answer(Provenanced):
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    value = models.CharField(_("answer"), max_length=60)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="one_answer_a_question")]


class OpenAnswer(Provenanced):
    """Words of a survey. Role and borough stay with the response: the text alone is for coders."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="open_answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="open_answers")
    text = models.OneToOneField(Text, on_delete=models.CASCADE, related_name="open_answer")

    class Meta:
        ordering = ["id"]


class Interview(Provenanced):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="interviews")
    key = KeyField(_("key"), pages=("add",))
    audience = models.CharField(_("who was interviewed"), max_length=20, choices=Audience)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough")
    )
    held_on = PartialDateField(_("held on"), blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="one_interview_a_key", violation_error_message=KEY_IS_TAKEN
            )
        ]

    def __str__(self) -> str:
        return self.key


class Extract(Provenanced):
    """Words of an interview, as transcribed."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="extracts")
    text = models.OneToOneField(Text, on_delete=models.CASCADE, related_name="extract")

    class Meta:
        ordering = ["id"]
