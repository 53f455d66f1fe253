"""The register of processing: for what people's data are used, by whom, on which basis, at which risk.

What is blank is still to be decided, and is marked so wherever it is shown.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.people.models import Account
from saidanddone.programme.models import KeyField, Programme, Provenanced

from .law import Article6, Article9, Schedule1

KEY_IS_TAKEN = _("This key is taken on this programme.")
LONGEST_KEPT = 1_200  # months: a hundred years


class Purpose(Provenanced):
    """One thing that people's data are used for, with everything that Article 30 of the UK GDPR asks about it."""

    class YesOrNo(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")

    class KeptFrom(models.TextChoices):
        COLLECTED = "collected", _("the day they were collected")
        LAST_CONTACT = "last-contact", _("the last time the person was in touch")
        PROGRAMME_END = "programme-end", _("the end of the programme")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="processing_purposes")
    key = KeyField(_("key"), pages=("add",))
    name = models.CharField(_("purpose"), max_length=120)
    what_for = models.TextField(_("what it is for"))
    whose = models.TextField(_("whose data"), blank=True)
    which_data = models.TextField(_("which data"), blank=True)
    special = models.CharField(
        _("whether there are special categories of data among them"),
        max_length=3,
        choices=YesOrNo,
        blank=True,
    )
    article_6 = models.CharField(_("lawful basis, Article 6"), max_length=2, choices=Article6, blank=True)
    basis_note = models.TextField(_("what the basis rests on"), blank=True)
    article_9 = models.CharField(_("condition, Article 9"), max_length=1, choices=Article9, blank=True)
    schedule_1 = models.PositiveSmallIntegerField(
        _("condition, Schedule 1 to the Data Protection Act 2018"), choices=Schedule1, null=True, blank=True
    )
    policy_document = models.TextField(_("appropriate policy document"), blank=True)
    recipients = models.TextField(_("who receives them"), blank=True)
    transfers = models.TextField(_("transfers out of the United Kingdom"), blank=True)
    security = models.TextField(_("how they are kept safe"), blank=True)
    kept_months = models.PositiveSmallIntegerField(
        _("months they are kept"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_KEPT)],
    )
    kept_from = models.CharField(_("counted from"), max_length=14, choices=KeptFrom, blank=True)
    ended_on = models.DateField(_("no longer done since"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=120, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="one_purpose_a_key", violation_error_message=KEY_IS_TAKEN
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by="", decided_on__isnull=True)
                | (~models.Q(decided_by="") & models.Q(decided_on__isnull=False)),
                name="a_decision_has_a_post_and_a_day",
                violation_error_message=_("Say who decided and on which day, or leave both out."),
            ),
            models.CheckConstraint(
                condition=models.Q(kept_months__isnull=True, kept_from="")
                | (models.Q(kept_months__isnull=False) & ~models.Q(kept_from="")),
                name="a_time_is_counted_from_something",
                violation_error_message=_(
                    "Say how many months and from when they are counted, or leave both out."
                ),
            ),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Organisation(Provenanced):
    """Who answers for the data, alone or jointly, and who handles them for somebody else."""

    class Part(models.TextChoices):
        CONTROLLER = "controller", _("controller")
        JOINT_CONTROLLER = "joint-controller", _("joint controller")
        PROCESSOR = "processor", _("processor")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="privacy_organisations")
    key = KeyField(_("key"), pages=("add",))
    name = models.CharField(_("organisation"), max_length=200)
    part = models.CharField(_("what part it has"), max_length=20, choices=Part)
    address = models.TextField(_("address"), blank=True)
    contact_post = models.CharField(_("whom to ask there"), max_length=120, blank=True)
    contact_email = models.EmailField(_("their e-mail address"), blank=True)
    dpo_contact = models.TextField(_("how to reach its data protection officer"), blank=True)
    agreement = models.TextField(_("contract or arrangement"), blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    purposes = models.ManyToManyField(
        Purpose, related_name="organisations", blank=True, verbose_name=_("purposes")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"],
                name="one_organisation_a_key",
                violation_error_message=KEY_IS_TAKEN,
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Risk(Provenanced):
    """What could go wrong for people, on the scales of the Information Commissioner's template."""

    class Likelihood(models.TextChoices):
        REMOTE = "remote", _("remote")
        POSSIBLE = "possible", _("possible")
        PROBABLE = "probable", _("probable")

    class Severity(models.TextChoices):
        MINIMAL = "minimal", _("minimal")
        SIGNIFICANT = "significant", _("significant")
        SEVERE = "severe", _("severe")

    class Level(models.TextChoices):
        LOW = "low", _("low")
        MEDIUM = "medium", _("medium")
        HIGH = "high", _("high")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="privacy_risks")
    key = KeyField(_("key"), pages=("add",))
    what = models.TextField(_("what could go wrong, and for whom"))
    likelihood = models.CharField(_("how likely the harm is"), max_length=10, choices=Likelihood)
    severity = models.CharField(_("how severe the harm is"), max_length=12, choices=Severity)
    measure = models.TextField(_("what is done about it"), blank=True)
    residual = models.CharField(_("risk that remains"), max_length=6, choices=Level, blank=True)
    owner = models.CharField(_("who sees to it"), max_length=120, blank=True)
    decided_on = models.DateField(_("measure approved on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="one_risk_a_key", violation_error_message=KEY_IS_TAKEN
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.what


class AssessmentPart(Provenanced):
    """What an impact assessment says in its own words, beside what the register says already."""

    class Part(models.TextChoices):
        NEED = "need", _("Why an assessment is needed")
        NATURE = "nature", _("How data are collected, used, stored and deleted")
        SCOPE = "scope", _("How much, how often, how many people, where")
        CONTEXT = "context", _("Who people are to us, what they would expect, what concerns there are")
        BENEFITS = "benefits", _("What is to be achieved, and for whom")
        CONSULTATION = "consultation", _("Whose views were asked, or why not")
        NECESSITY = "necessity", _("Whether the purpose could be reached with less")
        QUALITY = "quality", _("How data are kept right, few, and to their purpose")
        RIGHTS = "rights", _("How people are told, and helped to use their rights")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="assessment_parts")
    part = models.CharField(_("part"), max_length=12, choices=Part)
    words = models.TextField(_("words"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "part"], name="one_text_a_part")]
        ordering = ["id"]


class Advice(models.Model):
    """What the data protection officer said of the assessment, and of which state of it."""

    class Verdict(models.TextChoices):
        GO_AHEAD = "go-ahead", _("it may go ahead")
        ONCE_CHANGED = "once-changed", _("it may go ahead once this is done")
        NOT = "not", _("it should not go ahead")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="privacy_advice")
    verdict = models.CharField(_("advice"), max_length=12, choices=Verdict)
    words = models.TextField(_("in words"))
    given_on = models.DateField()
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)  # of the assessment as it was read

    class Meta:
        ordering = ["-id"]


class SignOff(models.Model):
    """That the assessment was signed off: which posts stand for it, and of which state of it."""

    class Taken(models.TextChoices):
        ACCEPTED = "accepted", _("the advice is followed")
        OVERRULED = "overruled", _("the advice is overruled")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="sign_offs")
    measures_by = models.CharField(_("who approved the measures"), max_length=120)
    residual_by = models.CharField(_("who accepted the risks that remain"), max_length=120)
    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="sign_offs")
    taken = models.CharField(_("what was done with the advice"), max_length=10, choices=Taken)
    reason = models.TextField(_("why it was overruled"), blank=True)
    ico_consulted_on = models.DateField(
        _("Information Commissioner consulted on"), null=True, blank=True
    )  # Article 36
    review_by = models.CharField(_("who keeps it under review"), max_length=120)
    review_on = models.DateField(_("reviewed next on"))
    signed_on = models.DateField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(taken="overruled") | ~models.Q(reason=""),
                name="advice_is_overruled_for_a_reason",
                violation_error_message=_("Say why the advice is overruled."),
            )
        ]
        ordering = ["-id"]
