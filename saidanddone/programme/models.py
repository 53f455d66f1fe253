"""The programme itself: its areas, aspirations, sources and who works on it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.people.models import Consent

RESERVED_SLUGS = frozenset(
    {"accounts", "api", "help-now", "join", "me", "static", "wall", "jsi18n", "favicon.ico"}
)
ON_THE_MAP = [MinValueValidator(1), MaxValueValidator(12)]  # as many rows and columns as the style sheet has
key_validator = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use lower-case letters, digits and hyphens."))


class KeyField(models.CharField):
    """A short name of a row that people can read and addresses can carry.

    `pages` are the words that stand for pages where an address may have this key: a row so named could not
    be opened. They are a matter of checking alone, and no migration knows them.
    """

    def __init__(self, *args: object, pages: Iterable[str] = (), **kwargs: object) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("validators", [key_validator])
        super().__init__(*args, **kwargs)
        self.pages = frozenset(pages)

    def run_validators(self, value: str) -> None:
        super().run_validators(value)
        if value in self.pages:
            raise ValidationError(
                _("The key “%(key)s” is kept for pages of this stage. Choose another."),
                params={"key": value},
            )


class Provenance(models.TextChoices):
    """Where an example's row comes from; blank is a row entered in ordinary use."""

    PUBLISHED = "published", _("published")
    RECONSTRUCTED = "reconstructed", _("reconstructed")
    ILLUSTRATIVE = "illustrative", _("illustrative")


class Provenanced(models.Model):
    provenance = models.CharField(
        _("where this row comes from"), max_length=20, choices=Provenance, blank=True, default=""
    )
    note = models.TextField(_("note"), blank=True, default="")

    class Meta:
        abstract = True


class SpokenRole(models.TextChoices):
    """In which role a person spoke. One list for conversations, ideas and answers."""

    RESIDENT = "resident", _("resident")
    SERVICE_USER = "service-user", _("service user")
    CARER = "carer", _("carer")
    COUNCILLOR = "councillor", _("councillor")
    CLINICIAN = "clinician", _("clinician")
    OFFICER = "officer", _("officer")
    VOLUNTARY_SECTOR = "voluntary-sector", _("voluntary sector")


class Direction(models.TextChoices):
    """Whether higher is better or worse is declared, never guessed."""

    HIGHER_IS_WORSE = "higher-is-worse", _("higher is worse")
    HIGHER_IS_BETTER = "higher-is-better", _("higher is better")


class Area(Provenanced):
    """A borough. Areas are shared: two programmes may work in the same one."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True, validators=ON_THE_MAP)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True, validators=ON_THE_MAP)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Programme(Provenanced):
    slug = KeyField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    report_title = models.CharField(_("title of the report"), max_length=120)
    place = models.CharField(_("place"), max_length=120)
    summary = models.TextField(_("summary"))
    began_on = models.DateField(_("began"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    areas = models.ManyToManyField(Area, related_name="programmes", through="ProgrammeArea")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ProgrammeArea(models.Model):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE)
    area = models.ForeignKey(Area, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "area"], name="area_once_a_programme")]
        ordering = ["id"]


class Source(Provenanced):
    """A document or data set that a row names as where it was read."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="sources")
    key = KeyField()
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200)
    year = models.CharField(_("year"), max_length=20, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    attribution = models.TextField(_("attribution"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"],
                name="one_source_a_key",
                violation_error_message=_("Another source of this programme has that key already."),
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class Aspiration(Provenanced):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="aspirations")
    key = KeyField(pages=("none",))  # which in a list of ideas means those without an aspiration
    name = models.CharField(_("name"), max_length=200)
    also_called = models.CharField(_("also called"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="one_aspiration_a_key")]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What somebody does for a programme. In the order in which dashboards open, where someone has several."""

    LEAD = "lead", _("programme lead")
    ORGANISER = "organiser", _("borough organiser")
    DPH = "dph", _("director of public health")
    SAFEGUARDING = "safeguarding", _("safeguarding lead")
    DPO = "dpo", _("data protection officer")
    CODER = "coder", _("coder")
    EVALUATOR = "evaluator", _("evaluator")
    FACILITATOR = "facilitator", _("facilitator")
    SCRIBE = "scribe", _("scribe")
    HOST = "host", _("conversation host")
    CHAMPION = "champion", _("champion")
    PARTNER = "partner", _("partner")
    COMMISSIONER = "commissioner", _("commissioner")


# Of one borough always, of one borough or of all, and of all boroughs always (every other role): what a lead
# or coder may do reaches every borough, so a lead of one borough alone is not a role.
OF_ONE_BOROUGH = frozenset({Role.ORGANISER, Role.DPH})
OF_ONE_OR_ALL = frozenset(
    {Role.FACILITATOR, Role.SCRIBE, Role.HOST, Role.CHAMPION, Role.PARTNER, Role.SAFEGUARDING}
)


class Membership(models.Model):
    """One account works on one programme in one role, in one area or in all."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("borough"))
    begins_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "programme", "role", "area"],
                name="one_membership_a_role_and_area",
                nulls_distinct=False,
                violation_error_message=_("This person has this role already."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=sorted(OF_ONE_BOROUGH), area__isnull=False)
                | models.Q(role__in=sorted(OF_ONE_OR_ALL))
                | (~models.Q(role__in=sorted(OF_ONE_BOROUGH | OF_ONE_OR_ALL)) & models.Q(area__isnull=True)),
                name="roles_of_a_borough_have_one",
                violation_error_message=_(
                    "An organiser and a director of public health have a borough; a lead, coder, evaluator, "
                    "commissioner and data protection officer have none."
                ),
            ),
        ]


class ConsentWording(Provenanced):
    """The plain words in which a programme asks for one consent, in one language; a change is a new version."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="consent_wordings")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Consent.Purpose)
    version = KeyField(_("version"), max_length=20)
    language = models.CharField(_("language"), max_length=12, default="en")
    words = models.TextField(_("what people are asked"))
    in_force_from = models.DateField(_("in force from"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "purpose", "version", "language"],
                name="one_wording_a_purpose_version_and_language",
                violation_error_message=_("This version is written already. A change is a new version."),
            )
        ]
        ordering = ["purpose", "-in_force_from", "version", "language"]

    def __str__(self) -> str:
        return self.words
