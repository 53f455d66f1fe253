"""What people said at the tables: ideas, concerns, experiences, questions and offers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Aspiration, Provenanced
from saidanddone.stages.conversations.models import Conversation
from saidanddone.words.models import Text


class Idea(Provenanced):
    """The words, who spoke them, and whether they may be quoted stand with the text."""

    class Kind(models.TextChoices):
        IDEA = "idea", _("idea")
        CONCERN = "concern", _("concern")
        EXPERIENCE = "experience", _("experience")
        QUESTION = "question", _("question")
        OFFER = "offer", _("offer")

    text = models.OneToOneField(Text, on_delete=models.CASCADE, related_name="idea")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="ideas", verbose_name=_("conversation")
    )
    aspiration = models.ForeignKey(
        Aspiration,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ideas",
        verbose_name=_("aspiration"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    table = models.CharField(_("table"), max_length=20, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.text)
