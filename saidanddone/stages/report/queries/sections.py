"""The sections as they are being written, and where they stand on the thread."""

from __future__ import annotations

from django.db.models import Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.outcomes.models import Outcome
from saidanddone.thread.steps import Ref, Step
from saidanddone.words.models import Text
from saidanddone.words.queries import with_quotable_now

from ..models import Release, Section, SectionLink


def sections_workable_by(person: Person, programme: Programme) -> QuerySet[Section]:
    rows = Section.objects.filter(programme=programme)
    return rows if person.works_here else rows.none()


def with_what_they_tell(sections: QuerySet[Section]) -> QuerySet[Section]:
    """Each section with its outcomes and ideas fetched, in two queries for all of them."""
    links = SectionLink.objects.select_related("outcome", "idea__text")
    return sections.prefetch_related(Prefetch("links", queryset=links))


def section_keys(programme: Programme) -> dict[str, int]:
    """The living sections by key, for the thread on a release's pages."""
    return dict(Section.objects.filter(programme=programme).values_list("key", "pk"))


def sections_in_order(programme: Programme) -> QuerySet[Section]:
    """Everything that a section tells of, fetched with it; whether an idea may be quoted is asked now."""
    links = with_quotable_now(
        SectionLink.objects.select_related(
            "outcome__area", "outcome__source", "idea__text__area", "idea__conversation"
        ),
        "idea__text__",
    )
    return (
        Section.objects.filter(programme=programme)
        .order_by("position", "id")
        .prefetch_related(Prefetch("links", queryset=links))
    )


def sections_in_file_order(programme: Programme) -> QuerySet[Section]:
    return with_what_they_tell(Section.objects.filter(programme=programme).order_by("id"))


def outcomes_told(section: Section) -> list[Outcome]:
    return [link.outcome for link in section.links.all() if link.outcome]


def ideas_told(section: Section) -> list[Idea]:
    return [link.idea for link in section.links.all() if link.idea]


def ideas_told_now(section: Section) -> list[tuple[Idea, bool]]:
    """Each idea that a section of `sections_in_order` tells of, and whether it may be quoted now."""
    return [(link.idea, link.quotable_now) for link in section.links.all() if link.idea]


def spoken_by(text: Text) -> str:
    """The role and the place, as they stand under a quotation."""
    return ", ".join(part for part in (text.get_role_display(), text.area.name if text.area else "") if part)


def kind_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Section.Kind.choices]


# The thread


def links_to(programme: Programme, outcomes: list[int], ideas: list[int]) -> list[SectionLink]:
    if not outcomes and not ideas:
        return []
    return _known(_links(programme).filter(Q(outcome__in=outcomes) | Q(idea__in=ideas)))


def links_from(programme: Programme, sections: list[int]) -> list[SectionLink]:
    return _known(_links(programme).filter(section__in=sections)) if sections else []


def _links(programme: Programme) -> QuerySet[SectionLink]:
    latest = (
        Release.objects.filter(programme=OuterRef("section__programme"))
        .order_by()
        .values("programme")
        .annotate(latest=Max("number"))
        .values("latest")
    )
    rows = SectionLink.objects.filter(section__programme=programme).select_related(
        "section", "outcome__area", "idea__text__area"
    )
    return with_quotable_now(rows.annotate(release=Subquery(latest)), "idea__text__")


def _known(links: QuerySet[SectionLink]) -> list[SectionLink]:
    found = list(links)
    for link in found:
        if link.idea is not None:
            link.idea.text.quotable_now = link.quotable_now
    return found


def section_step(section: Section, release: int | None, person: Person) -> Step:
    """A section can be opened once a release holds it."""
    address = ""
    if release:
        address = reverse(
            "report:section",
            kwargs={"programme": person.programme_slug, "number": release, "section": section.key},
        )
    return Step(
        Ref("report", "section", section.pk),
        _("section of the report"),
        section.heading,
        address,
        labels=(section.provenance,) if section.provenance else (),
    )


def quoted_of_speaker(speaker_key: str, programme: Programme) -> QuerySet[SectionLink]:
    rows = SectionLink.objects.filter(section__programme=programme, idea__text__speaker_key=speaker_key)
    return rows.select_related("section", "idea__text")
