"""What changed, who says so, and what the conversations had to do with it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Area, KeyField, Programme, Provenanced, Source, SpokenRole
from saidanddone.stages.commitments.models import Commitment, PartialDateField
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.themes.models import KEY_IS_TAKEN, Recommendation, Theme


class ChangeType(models.TextChoices):
    POLICY = "policy", _("policy")
    STRATEGY = "strategy", _("strategy")
    PLAN = "plan", _("plan")
    COMMISSION = "commission", _("commission")
    SERVICE = "service", _("service")
    JOB_ROLE = "job-role", _("job role")
    TRAINING = "training", _("training")
    VOLUNTEERING = "volunteering", _("volunteering")
    BUILT_ENVIRONMENT = "built-environment", _("built environment")
    WAY_OF_WORKING = "way-of-working", _("way of working")
    CONNECTION = "connection", _("connection")
    AWARENESS = "awareness", _("awareness")
    MOMENTUM = "momentum", _("momentum")
    INSPIRATION = "inspiration", _("inspiration")


class Contribution(models.TextChoices):
    """From weakest to strongest: the order is the scale."""

    MENTIONED = "mentioned", _("were mentioned with")
    FED_INTO = "fed-into", _("fed into")
    INFLUENCED = "influenced", _("influenced")
    LED_TO = "led-to", _("led to")


class SaidBy(models.TextChoices):
    ORGANISER = "organiser", _("an organiser says so")
    PARTICIPANT = "participant", _("a participant says so")
    PARTNER = "partner", _("a partner says so")
    PROGRAMME = "programme", _("the programme says so")


class Confirmed(models.TextChoices):
    NOT_ASKED = "not-asked", _("nobody else was asked to confirm it")
    CONFIRMED = "confirmed", _("confirmed by someone independent")
    IN_PART = "in-part", _("confirmed in part")
    DISPUTED = "disputed", _("disputed")


class Outcome(Provenanced):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="outcomes")
    key = KeyField(_("key"), pages=("add", "connections"))
    title = models.CharField(_("title"), max_length=200)
    statement = models.TextField(_("what changed"))
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough")
    )
    change_type = models.CharField(_("kind of change"), max_length=20, choices=ChangeType)
    for_whom = models.CharField(_("for whom"), max_length=300, blank=True)
    who_changed = models.CharField(_("who changed something"), max_length=300)
    contribution = models.CharField(
        _("what the conversations had to do with it"), max_length=12, choices=Contribution
    )
    words_before = models.TextField(_("words before"), blank=True)
    words_after = models.TextField(_("words after"), blank=True)
    happened = PartialDateField(_("when"), blank=True)
    said_by = models.CharField(_("who says so"), max_length=12, choices=SaidBy)
    confirmed = models.CharField(
        _("who else confirms it"), max_length=12, choices=Confirmed, default=Confirmed.NOT_ASKED
    )
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )
    source_page = models.CharField(_("page in the source"), max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="one_outcome_a_key", violation_error_message=KEY_IS_TAKEN
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class OutcomeLink(models.Model):
    """What an outcome answers: a commitment, a recommendation, a theme, or one idea by itself."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="links")
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="outcome_links"
    )
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="outcome_links"
    )
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="outcome_links"
    )
    idea = models.ForeignKey(
        Idea, null=True, blank=True, on_delete=models.CASCADE, related_name="outcome_links"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    commitment__isnull=False,
                    recommendation__isnull=True,
                    theme__isnull=True,
                    idea__isnull=True,
                )
                | models.Q(
                    commitment__isnull=True,
                    recommendation__isnull=False,
                    theme__isnull=True,
                    idea__isnull=True,
                )
                | models.Q(
                    commitment__isnull=True,
                    recommendation__isnull=True,
                    theme__isnull=False,
                    idea__isnull=True,
                )
                | models.Q(
                    commitment__isnull=True,
                    recommendation__isnull=True,
                    theme__isnull=True,
                    idea__isnull=False,
                ),
                name="an_outcome_link_names_one_row",
            ),
            models.UniqueConstraint(fields=["outcome", "commitment"], name="a_commitment_once_an_outcome"),
            models.UniqueConstraint(
                fields=["outcome", "recommendation"], name="a_recommendation_once_an_outcome"
            ),
            models.UniqueConstraint(fields=["outcome", "theme"], name="a_theme_once_an_outcome"),
            models.UniqueConstraint(fields=["outcome", "idea"], name="an_idea_once_an_outcome"),
        ]
        ordering = ["id"]


class Connection(Provenanced):
    """Two people in two roles who met, and what came of it. Never a name."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="connections")
    key = KeyField(_("key"))
    statement = models.TextField(_("who met whom, by role"))
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough")
    )
    between_role = models.CharField(_("one side"), max_length=20, choices=SpokenRole)
    with_role = models.CharField(_("the other side"), max_length=20, choices=SpokenRole)
    what_came = models.TextField(_("what came of it"))
    happened = PartialDateField(_("when"), blank=True)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )
    source_page = models.CharField(_("page in the source"), max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="one_connection_a_key", violation_error_message=KEY_IS_TAKEN
            )
        ]
        ordering = ["id"]
