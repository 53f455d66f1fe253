from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from saidanddone.document.blocks import Block
from saidanddone.document.markdown import blocks_from
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import workable_in_areas
from saidanddone.programme.rules import Person

from ..models import HandOut, LifeEvent, PackVersion, Service, SupportPack
from ..rules.keeping import KEEPERS


def packs_visible_to(person: Person, programme: Programme) -> QuerySet[SupportPack]:
    """With what stands today: whether the newest version was reviewed, and how many of all were handed out."""
    rows = _as_reviewed(programme).select_related("area", "programme")
    return rows.annotate(handed_out=Sum("versions__hand_outs__how_many")).order_by("title", "id")


def _as_reviewed(programme: Programme) -> QuerySet[SupportPack]:
    newest = PackVersion.objects.filter(pack=OuterRef("pk")).order_by("-number", "id")
    return SupportPack.objects.filter(programme=programme).annotate(
        reviewed_on=Subquery(newest.values("reviewed_on")[:1]),
        next_review_on=Subquery(newest.values("next_review_on")[:1]),
    )


def packs_to_review(person: Person, programme: Programme) -> QuerySet[SupportPack]:
    rows = _as_reviewed(programme).filter(review_due())
    return workable_in_areas(rows, person, roles=KEEPERS)


def packs_workable_by(person: Person, programme: Programme) -> QuerySet[SupportPack]:
    return workable_in_areas(packs_visible_to(person, programme), person, roles=KEEPERS)


def versions_visible_to(person: Person, programme: Programme) -> QuerySet[PackVersion]:
    rows = PackVersion.objects.filter(pack__programme=programme)
    return rows.select_related("pack__area", "pack__programme").annotate(
        handed_out=Sum("hand_outs__how_many")
    )


def versions_of(pack: SupportPack) -> list[PackVersion]:
    """Newest first."""
    rows = pack.versions.annotate(handed_out=Sum("hand_outs__how_many"))
    return list(rows.order_by("-number", "language"))


def hand_outs_of_pack(pack: SupportPack) -> QuerySet[HandOut]:
    rows = HandOut.objects.filter(version__pack=pack).select_related("version", "area")
    return rows.order_by("-handed_on", "-id")


def services_named_in(version: PackVersion) -> list[Service]:
    rows = version.services.select_related("organisation", "area")
    return list(rows.order_by("area__name", "name"))


def text_of(version: PackVersion) -> tuple[Block, ...]:
    return blocks_from(version.text, under=1, key="pack", language=version.language)


def review_due() -> Q:
    """Of packs with what stands today: nobody reviewed that version, or its day has passed."""
    return Q(reviewed_on=None) | Q(next_review_on__lt=timezone.localdate())


def event_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in LifeEvent.choices]
