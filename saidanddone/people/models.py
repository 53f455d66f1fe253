"""Accounts, speakers and their consents, and the audit trail.

Nothing here knows of a programme: a speaker is a key without a name, which texts carry, and the
name, where there is one, is kept here alone, so that erasing a person is deleting their row here.
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """Someone who signs in. Residents need none: they have a seat card."""

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("There is an account with this address already, open or closed.")},
    )
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(models.functions.Lower("email"), name="one_account_an_email"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class SignInLink(models.Model):
    """A link that signs one account in, once. Only the hash of its token is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Speaker(models.Model):
    """A person who spoke, as a key; the name only where the person gave it."""

    key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)


class Consent(models.Model):
    """What one person agreed to or refused, one row a purpose."""

    class Purpose(models.TextChoices):
        TAKE_PART = "take-part", _("take part")
        TOLD = "told", _("be told what happened")
        ASKED_LATER = "asked-later", _("be asked later")
        QUOTED = "quoted", _("be quoted without a name")

    class How(models.TextChoices):
        PAPER = "paper", _("on paper")
        SPOKEN = "spoken", _("spoken")

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    given = models.BooleanField()
    taken_on = models.DateField()
    taken_how = models.CharField(max_length=10, choices=How)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["speaker", "purpose"], name="one_consent_a_purpose"),
        ]


class AuditRow(models.Model):
    """Who did what to which row, and when. Keys only, never values."""

    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    programme_slug = models.CharField(max_length=60, blank=True, db_index=True)
    objects_touched = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]
