"""The report: its sections, figures cited from others, and releases as they were published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import KeyField, Programme, Provenanced
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.outcomes.models import Outcome
from saidanddone.stages.themes.models import KEY_IS_TAKEN

SEVERAL_OF_A_KIND = ("text", "case-study")  # every other kind gathers all there is of something


class Section(Provenanced):
    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        NUMBERS = "numbers", _("in numbers")
        MAP = "map", _("the map and why these places")
        CASE_STUDY = "case-study", _("case study")
        RECOMMENDATIONS = "recommendations", _("recommendations and what became of them")
        CHAMPIONS = "champions", _("a course")
        GROUPS = "groups", _("groups with cost per person")
        METHODS = "methods", _("methods")
        UNKNOWN = "unknown", _("what we do not know")
        FIGURES = "figures", _("every figure")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="sections")
    key = KeyField(_("key"), pages=("add", "draft", "release"))
    position = models.PositiveSmallIntegerField(_("place in the report"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    heading = models.CharField(_("heading"), max_length=200)
    body = models.TextField(_("text, in Markdown"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="one_section_a_key", violation_error_message=KEY_IS_TAKEN
            ),
            models.UniqueConstraint(
                fields=["programme", "kind"],
                condition=~models.Q(kind__in=SEVERAL_OF_A_KIND),
                name="what_a_section_gathers_stands_once",
                violation_error_message=_(
                    "The report has a section of this kind already. Only text and case studies may stand in it several times."
                ),
            ),
        ]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.heading


class SectionLink(models.Model):
    """What a section tells of, in order: an outcome, or one idea by itself."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="links")
    outcome = models.ForeignKey(
        Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="section_links"
    )
    idea = models.ForeignKey(
        Idea, null=True, blank=True, on_delete=models.CASCADE, related_name="section_links"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__isnull=False, idea__isnull=True)
                | models.Q(outcome__isnull=True, idea__isnull=False),
                name="a_section_link_names_one_row",
            ),
            models.UniqueConstraint(fields=["section", "outcome"], name="an_outcome_once_a_section"),
            models.UniqueConstraint(fields=["section", "idea"], name="an_idea_once_a_section"),
        ]
        ordering = ["id"]


class CitedFigure(Provenanced):
    """A figure taken from someone else: it claims no rows."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="cited_figures")
    key = KeyField(_("key"))
    value = models.CharField(_("value"), max_length=60)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    statement = models.TextField(_("what it says"))
    publisher = models.CharField(_("publisher"), max_length=200)
    title = models.CharField(_("title"), max_length=300)
    page = models.CharField(_("page"), max_length=40, blank=True)
    published_on = models.CharField(_("published"), max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"],
                name="one_cited_figure_a_key",
                violation_error_message=KEY_IS_TAKEN,
            )
        ]
        ordering = ["id"]


class Printed(models.Model):
    """A report as it was built, whole."""

    title = models.CharField(max_length=200)
    document = models.TextField()  # the whole tree of blocks, as document.json_form writes it
    figures = models.JSONField()  # as in release.json

    class Meta:
        abstract = True


class Release(Printed):
    """A report as it was published: what it said then never changes."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveSmallIntegerField()
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_release_a_number")]
        ordering = ["-number"]


class Draft(Printed):
    """A report as it would be published, to be read first. A programme has one; the next takes its place.

    It stays when it is published, so that what has been changed since then can be told.
    """

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="draft")
    made_at = models.DateTimeField()  # when its building began: what changes from then on it may not hold
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    fingerprint = models.CharField(max_length=64)  # of all that it says, as `Built.fingerprint` takes it
    published_as = models.ForeignKey(Release, null=True, on_delete=models.SET_NULL, related_name="+")
