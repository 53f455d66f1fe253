"""The draft of the report as it was made, and what has been changed since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from saidanddone.document.blocks import Document
from saidanddone.people.models import AuditRow
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person

from ..models import Draft, Section
from ..rules import can_read_draft
from .releases import document_of, sections_in

WRITE_SECTIONS = (
    "report.add_section",
    "report.change_section",
    "report.remove_section",
    "report.record_sections",
)
CHANGE_NOTHING_PRINTED = ("report.make_draft", "report.release", "programme.give_role")


def draft_of(programme: Programme) -> Draft | None:
    """The programme's one draft; of its release, where it has become one, no more than the number."""
    drafts = Draft.objects.filter(programme=programme).select_related("published_as")
    return drafts.defer("published_as__document", "published_as__figures").first()


def draft_visible_to(person: Person, programme: Programme) -> Draft | None:
    return draft_of(programme) if can_read_draft(person) else None


def edition_of_draft(made_at: datetime, published_as: int | None = None) -> str:
    words = {"when": date_format(timezone.localtime(made_at), "j F Y, H:i"), "number": published_as}
    if published_as is None:
        return _("Draft of %(when)s. Not published") % words
    return _("Draft of %(when)s. Published as release %(number)s") % words


def document_of_draft(draft: Draft) -> Document:
    number = draft.published_as.number if draft.published_as else None
    return replace(document_of(draft), edition=edition_of_draft(draft.made_at, number))


@dataclass(frozen=True)
class Since:
    """What has been entered or changed since a draft was made."""

    written: tuple[str, ...]  # headings of sections that were written or changed
    removed: tuple[str, ...]
    others: int  # entries and changes of other rows, which may change a figure or not
    keys: frozenset[str]  # of the sections as they stand now

    @property
    def out_of_date(self) -> bool:
        return bool(self.written or self.removed)


def changed_since(draft: Draft, document: Document, programme: Programme) -> Since:
    """By the audit trail, which every change leaves a row in; what it comes to is asked when publishing."""
    trail = AuditRow.objects.filter(programme_slug=programme.slug, at__gte=draft.made_at)
    of_sections = Q(verb__in=WRITE_SECTIONS)
    touched = {
        row for rows in trail.filter(of_sections).values_list("objects_touched", flat=True) for row in rows
    }
    living = list(Section.objects.filter(programme=programme))
    keys = frozenset(each.key for each in living)
    return Since(
        written=tuple(each.heading for each in living if f"{each._meta.label_lower}:{each.pk}" in touched),
        removed=tuple(heading.text for heading, _blocks in sections_in(document) if heading.key not in keys),
        others=trail.exclude(of_sections | Q(verb__in=CHANGE_NOTHING_PRINTED)).count(),
        keys=keys,
    )
