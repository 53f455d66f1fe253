"""Every verbatim text is one row here, whoever said it and wherever it was written down."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Area, KeyField, Programme, Provenanced, SpokenRole


def care_note(mark: str) -> str:
    return gettext("Words that speak of %(what)s") % {"what": Text.Mark(mark).label}


class Text(Provenanced):
    class RecordedAs(models.TextChoices):
        AGREED = "agreed", _("read back and agreed")
        NOTE = "note", _("scribe's note")
        WRITTEN = "written", _("written by the person")
        TRANSCRIPT = "transcript", _("transcribed from an interview")
        TAKEN_AWAY = "taken-away", _("taken away by the person who said it")

    class Mark(models.TextChoices):
        """What a reader should know before they open it, the gravest first."""

        SELF_HARM = "self-harm", _("suicide or self-harm")
        CHILD = "child", _("harm to a child")
        DANGER = "danger", _("somebody in danger")
        ABUSE = "abuse", _("violence or abuse")
        DISTRESS = "distress", _("not being able to go on")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="texts")
    key = KeyField(pages=("add", "tell-now"))
    words = models.TextField(_("words"), blank=True)  # blank: their speaker has taken them away
    language = models.CharField(_("language"), max_length=12, default="en")
    # A key without a name. The name and the consents are in people.Speaker under the same key;
    # there is no foreign key, so that erasing the person leaves nothing to follow.
    speaker_key = models.CharField(max_length=120, blank=True, db_index=True)
    role = models.CharField(_("role"), max_length=20, choices=SpokenRole, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)
    recorded_as = models.CharField(_("how it was recorded"), max_length=10, choices=RecordedAs)
    quotable = models.BooleanField(_("may be quoted"), default=False)
    mark = models.CharField(_("speaks of"), max_length=10, choices=Mark, blank=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="one_text_a_key")]
        ordering = ["id"]

    def __str__(self) -> str:
        said = self.with_care
        return said if len(said) <= 80 else f"{said[:79]}…"

    @property
    def with_care(self) -> str:
        """The words as a list shows them: of hard ones it says what they speak of, and one opens them oneself."""
        if not self.words:
            return gettext("Words that the person who said them has taken away")
        return care_note(self.mark) if self.mark else self.words


class Seat(Provenanced):
    """A seat card given out at a conversation: a speaker's key, their role and their borough."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="seats")
    speaker_key = models.CharField(max_length=120, unique=True)
    role = models.CharField(_("role"), max_length=20, choices=SpokenRole)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["id"]
