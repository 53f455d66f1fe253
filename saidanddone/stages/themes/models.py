"""What coders heard in the texts: a codebook, codings, the themes they make and the recommendations that follow."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Aspiration, KeyField, Programme, Provenanced, Source
from saidanddone.stages.ideas.models import Idea
from saidanddone.words.models import Text

KEY_IS_TAKEN = _("This key is taken already. Choose another.")

colour_validator = RegexValidator(
    r"^#[0-9A-Fa-f]{6}$", _("Write a colour as # and six digits, such as #0072B2.")
)


PAGES = ("add", "codebook", "codings", "desk", "recommendations", "texts")


class Theme(Provenanced):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="themes")
    # Beside the pages of this stage, the figures that are no single theme's.
    key = KeyField(_("key"), pages=(*PAGES, "double-coded", "themes"))
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("what people said, in a few sentences"))
    aspiration = models.ForeignKey(
        Aspiration,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="themes",
        verbose_name=_("aspiration"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="one_theme_a_key", violation_error_message=KEY_IS_TAKEN
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Code(Provenanced):
    """A label that coders give to texts, with the rule for using it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="codes")
    key = KeyField(_("key"))
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="codes", verbose_name=_("theme")
    )
    name = models.CharField(_("name"), max_length=200)
    definition = models.TextField(_("definition"))
    use_when = models.TextField(_("use it when"), blank=True)
    not_when = models.TextField(_("do not use it when"), blank=True)
    example = models.TextField(_("example"), blank=True)
    colour = models.CharField(_("colour"), max_length=7, blank=True, validators=[colour_validator])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="one_code_a_key", violation_error_message=KEY_IS_TAKEN
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Coding(Provenanced):
    """One coder's decision that a text, or a part of it, belongs under a code."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings", verbose_name=_("code"))
    # Agreement between coders needs to tell them apart, nobody needs to know who they are.
    coder = KeyField(_("coder"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="codings"
    )
    # Code points of the words, end excluded; both blank where the whole text is meant.
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    worth_quoting = models.BooleanField(_("worth quoting"), default=False)
    memo = models.TextField(_("memo"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["text", "code", "coder", "start", "end"], name="one_coding_a_coder_and_span"
            ),
            models.UniqueConstraint(
                fields=["text", "code", "coder"],
                condition=models.Q(start__isnull=True),
                name="one_coding_a_coder_and_whole_text",
            ),
            models.CheckConstraint(
                condition=models.Q(start__isnull=True, end__isnull=True)
                | models.Q(start__isnull=False, end__isnull=False, start__lt=models.F("end")),
                name="a_coded_span_begins_before_it_ends",
            ),
        ]
        ordering = ["id"]

    @property
    def quoted(self) -> str:
        """The words of the span; blank where the whole text is meant."""
        return "" if self.start is None else self.text.words[self.start : self.end]


class Skipped(models.Model):
    """A text that one coder leaves to others. Nobody is asked why."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "account"], name="skipped_once_a_coder")]


class Recommendation(Provenanced):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="recommendations")
    key = KeyField(_("key"))
    statement = models.TextField(_("what should be done"))
    addressed_to = models.CharField(_("addressed to"), max_length=300, blank=True)
    aspiration = models.ForeignKey(
        Aspiration,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations",
        verbose_name=_("aspiration"),
    )
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )
    source_page = models.CharField(_("page in the source"), max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"],
                name="one_recommendation_a_key",
                violation_error_message=KEY_IS_TAKEN,
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.statement if len(self.statement) <= 120 else f"{self.statement[:119]}…"


class RecommendationLink(models.Model):
    """A recommendation follows from a theme, or from one idea by itself."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="links")
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendation_links"
    )
    idea = models.ForeignKey(
        Idea, null=True, blank=True, on_delete=models.CASCADE, related_name="recommendation_links"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(theme__isnull=False, idea__isnull=True)
                | models.Q(theme__isnull=True, idea__isnull=False),
                name="a_recommendation_link_names_one_row",
            ),
            models.UniqueConstraint(fields=["recommendation", "theme"], name="a_theme_once_a_recommendation"),
            models.UniqueConstraint(fields=["recommendation", "idea"], name="an_idea_once_a_recommendation"),
        ]
        ordering = ["id"]
