"""Accounts, speakers and their consents, and the audit trail.

Nothing here knows of a programme: a speaker is a key without a name, which texts carry, and the
name, where there is one, is kept here alone, so that erasing a person is deleting their row here.
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
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
    # Every session carries it; when it changes, all of them end.
    session_round = models.PositiveIntegerField(default=0)

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

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What Django compares a session with at every request. There is no password that it could be made of."""
        return salted_hmac(
            "people.Account.session", f"{self.pk} {self.session_round}", secret=secret, algorithm="sha256"
        ).hexdigest()


class SignInLink(models.Model):
    """A link that signs one account in, once. Only the hash of its token is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Speaker(models.Model):
    """A person who spoke, as a key without a name. What they gave of themselves hangs on it and goes with it."""

    key = models.CharField(max_length=120, unique=True)


class Contact(models.Model):
    """How somebody who spoke may be reached, sealed: the database alone does not say who it is.

    `sealed` is what `vault.seal` makes of the fields; `email_mark` finds the row by an address that somebody
    types, and reveals none.
    """

    speaker = models.OneToOneField(Speaker, on_delete=models.CASCADE, related_name="contact")
    sealed = models.TextField()
    email_mark = models.CharField(max_length=64, blank=True, db_index=True)
    changed_on = models.DateField(auto_now=True)


class About(models.Model):
    """What somebody chose to say about themselves, for counts alone. Every answer may be left out."""

    class AgeBand(models.TextChoices):
        UNDER_16 = "under-16", _("under 16")
        FROM_16 = "16-24", _("16 to 24")
        FROM_25 = "25-34", _("25 to 34")
        FROM_35 = "35-44", _("35 to 44")
        FROM_45 = "45-54", _("45 to 54")
        FROM_55 = "55-64", _("55 to 64")
        FROM_65 = "65-74", _("65 to 74")
        FROM_75 = "75-over", _("75 or over")

    class Gender(models.TextChoices):
        WOMAN = "woman", _("woman")
        MAN = "man", _("man")
        OTHER = "other", _("another way")

    class EthnicGroup(models.TextChoices):
        """The five groups of the census of England and Wales."""

        ASIAN = "asian", _("Asian, Asian British or Asian Welsh")
        BLACK = "black", _("Black, Black British, Black Welsh, Caribbean or African")
        MIXED = "mixed", _("Mixed or multiple ethnic groups")
        WHITE = "white", _("White")
        OTHER = "other", _("another ethnic group")

    class Disability(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")

    speaker = models.OneToOneField(Speaker, on_delete=models.CASCADE, related_name="about")
    age_band = models.CharField(_("age"), max_length=10, choices=AgeBand, blank=True)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender, blank=True)
    ethnic_group = models.CharField(_("ethnic group"), max_length=10, choices=EthnicGroup, blank=True)
    disability = models.CharField(
        _("a condition or illness that limits what you do day to day"),
        max_length=5,
        choices=Disability,
        blank=True,
    )
    changed_on = models.DateField(auto_now=True)


class YoungPerson(models.Model):
    """Somebody under 16: what an adult with parental responsibility and the child themselves agreed to.

    Until both have agreed, and in a school the school too, the child has no personal link and is not quoted.
    """

    class Relation(models.TextChoices):
        PARENT = "parent", _("parent")
        GUARDIAN = "guardian", _("guardian with parental responsibility")
        LOCAL_AUTHORITY = "local-authority", _("local authority with parental responsibility")

    speaker = models.OneToOneField(Speaker, on_delete=models.CASCADE, related_name="young")
    parent_agreed_on = models.DateField(_("a parent or guardian agreed on"), null=True, blank=True)
    parent_is = models.CharField(_("who that was"), max_length=20, choices=Relation, blank=True)
    child_agreed_on = models.DateField(_("the child agreed on"), null=True, blank=True)
    in_school = models.BooleanField(_("they take part through a school"), default=False)
    school_agreed_on = models.DateField(_("the school agreed on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent_agreed_on__isnull=True, parent_is="")
                | (models.Q(parent_agreed_on__isnull=False) & ~models.Q(parent_is="")),
                name="a_parent_who_agreed_is_named_by_relation",
                violation_error_message=_(
                    "Say who agreed for the child and on which day, or leave both out."
                ),
            )
        ]


class Consent(models.Model):
    """What one person agreed to or refused. A change is a new row; the old one says until when it stood."""

    class Purpose(models.TextChoices):
        TAKE_PART = "take-part", _("take part")
        TOLD = "told", _("be told what happened")
        ASKED_LATER = "asked-later", _("be asked later")
        QUOTED = "quoted", _("be quoted without a name")
        PHOTOGRAPHED = "photographed", _("be in photographs")
        DETAILS = "details", _("have details about me kept")

    class How(models.TextChoices):
        PAPER = "paper", _("on paper")
        SPOKEN = "spoken", _("spoken")
        ONLINE = "online", _("on their own page")
        LETTER = "letter", _("by letter")

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    given = models.BooleanField()
    version = models.CharField(max_length=20, blank=True)  # of the words that asked for it
    taken_on = models.DateField()
    taken_how = models.CharField(max_length=10, choices=How)
    # Nobody: by the person themselves where it was taken on their own page, else not recorded.
    taken_by = models.ForeignKey("Account", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "purpose"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_standing_consent_a_purpose",
            ),
        ]
        ordering = ["id"]


class PersonalLink(models.Model):
    """A way into one person's own pages, for one purpose. Only the hash of its token is kept."""

    class Purpose(models.TextChoices):
        MY_WORDS = "my-words", _("my words")

    class Form(models.TextChoices):
        CARD = "card", _("on a seat card")
        LETTER = "letter", _("in a letter")
        EMAIL = "e-mail", _("in an e-mail")

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=20, choices=Purpose)
    form = models.CharField(max_length=10, choices=Form)
    token_hash = models.CharField(max_length=64, unique=True)
    made_on = models.DateField(auto_now_add=True)
    expires_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)


class AuditRow(models.Model):
    """Who did what to which row, and when. Keys only, never values."""

    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=60)
    # An account is closed and emptied, never deleted, so that what is sealed stays as it was.
    actor = models.ForeignKey(Account, null=True, on_delete=models.PROTECT)
    programme_slug = models.CharField(max_length=60, blank=True, db_index=True)
    objects_touched = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]


class AuditSeal(models.Model):
    """A batch of audit rows sealed together: its hash takes in the hash of the batch before."""

    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField(unique=True)
    rows = models.PositiveIntegerField()
    seal = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
