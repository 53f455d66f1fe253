"""The directory of local services, as Open Referral UK 3.0 has it.

`said` is everything that the standard says of a row, in the standard's own form, so that all of it goes out again,
also what no page shows. What people look for by stands beside it in columns and rows, written by the same action.
What one row shares with another (its organisation, its places, the words of a taxonomy) is a row of its own.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.people.models import Account
from saidanddone.programme.models import Area, Programme, Provenanced


class Need(models.TextChoices):
    """What people look for help with, in their own words."""

    LOW = "feeling-low", _("feeling low or worried")
    TALK = "someone-to-talk-to", _("someone to talk to")
    LONELY = "meeting-people", _("being lonely, meeting people")
    BEREAVED = "bereavement", _("somebody has died")
    ABUSE = "domestic-abuse", _("being hurt or controlled at home")
    CHILDREN = "children", _("children and young people")
    BABY = "new-baby", _("a new baby")
    MONEY = "money", _("money and debt")
    FOOD = "food", _("food")
    HOUSING = "housing", _("housing")
    WORK = "work", _("work and learning")
    DRINK = "alcohol-drugs", _("alcohol, drugs or gambling")
    CARING = "caring", _("looking after somebody")
    HEALTH = "health", _("health and disability")
    OLDER = "older-people", _("growing older")
    NEW_HERE = "new-here", _("being new in the country")


class OfDirectory(models.Model):
    """`oruk_id` is the identifier under which other directories know the same row."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    oruk_id = models.UUIDField(_("identifier"), default=uuid.uuid4)
    name = models.CharField(_("name"), max_length=300, blank=True)
    said = models.JSONField(default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Organisation(OfDirectory, Provenanced):
    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "oruk_id"], name="one_organisation_an_id")
        ]
        ordering = ["id"]


class Location(OfDirectory):
    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "oruk_id"], name="one_location_an_id")]
        ordering = ["id"]


class Taxonomy(OfDirectory, Provenanced):
    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "oruk_id"], name="one_taxonomy_an_id")]
        ordering = ["id"]


class TaxonomyTerm(OfDirectory, Provenanced):
    """A word by which a directory sorts its services, and what people call the same."""

    taxonomy = models.ForeignKey(
        Taxonomy, null=True, blank=True, on_delete=models.PROTECT, related_name="terms"
    )
    need = models.CharField(_("what people call it"), max_length=20, choices=Need, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "oruk_id"], name="one_term_an_id")]
        ordering = ["id"]


class Service(OfDirectory, Provenanced):
    class Status(models.TextChoices):
        ACTIVE = "active", _("open to people")
        CLOSED_FOR_NOW = "temporarily closed", _("closed for now")
        INACTIVE = "inactive", _("not running")
        DEFUNCT = "defunct", _("retired")

    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("borough")
    )
    description = models.TextField(_("description"), blank=True)
    status = models.CharField(_("how it stands"), max_length=20, choices=Status)
    assured_date = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    serves = models.ManyToManyField(Area, related_name="+")  # the boroughs among its service areas
    terms = models.ManyToManyField(TaxonomyTerm, related_name="services")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "oruk_id"], name="one_service_an_id")]
        ordering = ["id"]


class ServiceAtLocation(models.Model):
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="places")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="services")
    oruk_id = models.UUIDField(default=uuid.uuid4)
    said = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "oruk_id"], name="one_place_an_id")]
        ordering = ["id"]


class ServiceWord(models.Model):
    """A language that a service speaks, or the first half of a postcode where it is."""

    class Kind(models.TextChoices):
        LANGUAGE = "language", _("language")
        DISTRICT = "district", _("postcode")

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField(max_length=10, choices=Kind)
    word = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "kind", "word"], name="each_word_once_a_service")
        ]
        ordering = ["id"]


class Brought(models.Model):
    """A file that somebody has brought in and not yet agreed to. It is thrown away when it is taken in, or old."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file = models.CharField(max_length=200)
    document = models.JSONField()
    brought_by = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]


class Suggestion(models.Model):
    """What somebody who works here, a partner above all, would write otherwise about a service."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="suggestions")
    fields = models.JSONField()  # what would change, each under its name on the form
    why = models.TextField(_("why"), blank=True)
    suggested_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    suggested_on = models.DateField(_("suggested on"))
    accepted = models.BooleanField(null=True, blank=True)  # none: nobody has decided
    decided_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted__isnull=True, decided_by__isnull=True, decided_on__isnull=True)
                | models.Q(accepted__isnull=False, decided_by__isnull=False, decided_on__isnull=False),
                name="who_decided_a_suggestion_and_when",
            )
        ]
        ordering = ["-id"]
