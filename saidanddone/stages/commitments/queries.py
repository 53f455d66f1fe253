from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.programme.models import Programme, Role
from saidanddone.programme.queries import handful_with, workable_in_areas
from saidanddone.programme.rules import Person
from saidanddone.stages.ideas.queries import idea_step, ideas_visible_to, told
from saidanddone.stages.themes.models import Recommendation
from saidanddone.stages.themes.queries import recommendations_visible_to
from saidanddone.thread.figures import BaseIs, Figure, RowsBehind
from saidanddone.thread.steps import Ref, Step
from saidanddone.words.queries import with_quotable_now

from .models import Approval, Commitment, CommitmentLink, Review, State
from .rules import SETTLED, is_overdue


def commitment_step(commitment: Commitment, person: Person) -> Step:
    """Needs `area` fetched."""
    return Step(
        Ref("commitments", "commitment", commitment.pk),
        _("promise"),
        commitment.title,
        reverse("commitments:detail", kwargs={"programme": person.programme_slug, "key": commitment.key}),
        place=commitment.area.name if commitment.area else "",
        state=commitment.get_state_display(),
        labels=(commitment.provenance,) if commitment.provenance else (),
    )


def commitments_visible_to(person: Person, programme: Programme) -> QuerySet[Commitment]:
    """Promises were made in public: everybody reads all of them."""
    return Commitment.objects.filter(programme=programme).select_related("area", "source")


def commitments_found(person: Person, programme: Programme, sought: str) -> list[Step]:
    rows = handful_with(commitments_visible_to(person, programme), sought, "title", "what", "who")
    return [commitment_step(each, person) for each in rows]


def commitments_workable_by(person: Person, programme: Programme) -> QuerySet[Commitment]:
    rows = commitments_visible_to(person, programme)
    return workable_in_areas(rows, person)


def answering_aspiration(key: str) -> Q:
    """The condition on commitments that they answer a recommendation or idea of this aspiration."""
    links = CommitmentLink.objects.filter(
        Q(recommendation__aspiration__key=key) | Q(idea__aspiration__key=key)
    )
    return Q(pk__in=links.values("commitment"))


def approval_of(commitment: Commitment) -> Approval | None:
    """The one that stands today."""
    return commitment.approvals.filter(withdrawn_on=None).first()


def approvals_of(commitment: Commitment) -> QuerySet[Approval]:
    """Every one, those that were withdrawn among them."""
    return commitment.approvals.select_related("approved_by", "withdrawn_by")


def approval_choices() -> list[tuple[str, str]]:
    return [("yes", _("approved for the borough")), ("no", _("not approved yet"))]


def approved_or_not(chosen: str) -> Q:
    """Of promises for one borough: whether its director of public health stands by them today."""
    approved = Q(pk__in=Approval.objects.filter(withdrawn_on=None).values("commitment"))
    return approved if chosen == "yes" else ~approved & Q(area__isnull=False) & ~Q(state=State.DROPPED)


def to_be_approved_by(person: Person, programme: Programme) -> QuerySet[Commitment]:
    rows = Commitment.objects.filter(programme=programme, area__in=person.areas_as({Role.DPH}))
    return rows.filter(approved_or_not("no"))


def reviews_of(commitment: Commitment) -> QuerySet[Review]:
    return commitment.reviews.order_by("reviewed_on", "id")


def recommendations_answered(commitment: Commitment) -> list[Recommendation]:
    links = commitment.links.filter(recommendation__isnull=False).select_related("recommendation")
    return [link.recommendation for link in links]


def idea_keys_answered(commitment: Commitment) -> list[str]:
    return list(commitment.links.filter(idea__isnull=False).values_list("idea__text__key", flat=True))


def ideas_answered(
    commitment: Commitment, person: Person, programme: Programme
) -> list[tuple[str, Step | None]]:
    """The key of each idea, and its step where this person may read its words."""
    rows = ideas_visible_to(person, programme).filter(commitment_links__commitment=commitment)
    steps = {idea.text.key: idea_step(idea, person) for idea in told(rows)}
    return [(key, steps.get(key)) for key in idea_keys_answered(commitment)]


def overdue_condition() -> Q:
    """Due in the past and neither kept nor dropped. A date known in part is due at its end."""
    today = timezone.localdate().isoformat()
    passed = Q()
    for length in (4, 7, 10):
        # Dates of one length compare as text in every database; dates of two lengths do not.
        shape = rf"^.{{{length}}}$"
        passed |= Q(due_on__regex=shape, due_on__lt=today[:length])
    return passed & ~Q(state__in=SETTLED)


def overdue_commitments(person: Person, programme: Programme) -> QuerySet[Commitment]:
    return commitments_workable_by(person, programme).filter(overdue_condition())


def is_overdue_today(commitment: Commitment) -> bool:
    today = timezone.localdate().isoformat()
    return commitment.state not in SETTLED and is_overdue(commitment.due_on, today)


def state_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in State.choices]


def changes_commitments(person: Person) -> bool:
    return bool(person.roles & {Role.LEAD, Role.ORGANISER})


@dataclass(frozen=True)
class StateCount:
    state: State
    count: int


@dataclass(frozen=True)
class StateCounts:
    by_state: tuple[StateCount, ...]
    provenances: tuple[str, ...] = field(default=())

    @property
    def all(self) -> int:
        return sum(each.count for each in self.by_state)

    @property
    def kept(self) -> int:
        return next(each.count for each in self.by_state if each.state == State.KEPT)


def state_counts(rows: QuerySet[Commitment]) -> StateCounts:
    """How many of these commitments stand in each state, those with none among them."""
    found = list(
        rows.order_by().values_list("state", "provenance").annotate(count=Count("pk", distinct=True))
    )
    return StateCounts(
        tuple(StateCount(state, sum(n for s, _p, n in found if s == state)) for state in State),
        tuple(sorted({provenance for _s, provenance, _n in found} - {""})),
    )


@dataclass(frozen=True)
class Answered:
    recommendations: int
    answered: int


def answered_recommendations(programme: Programme) -> Answered:
    counts = Recommendation.objects.filter(programme=programme).aggregate(
        recommendations=Count("pk", distinct=True),
        answered=Count("pk", distinct=True, filter=Q(commitment_links__isnull=False)),
    )
    return Answered(**counts)


def recommendations_with_promises(person: Person, programme: Programme) -> QuerySet[Recommendation]:
    """Adds `promises` and `kept`: how many answer each recommendation, and how many of those were kept."""
    promises = Count("commitment_links__commitment", distinct=True)
    kept = Count(
        "commitment_links__commitment",
        distinct=True,
        filter=Q(commitment_links__commitment__state=State.KEPT),
    )
    return recommendations_visible_to(person, programme).annotate(promises=promises, kept=kept)


def promised_or_not(chosen: str) -> Q:
    answered = Q(pk__in=CommitmentLink.objects.filter(recommendation__isnull=False).values("recommendation"))
    return answered if chosen == "yes" else ~answered


def commitments_in_file_order(programme: Programme) -> QuerySet[Commitment]:
    rows = Commitment.objects.filter(programme=programme).select_related("area", "source")
    return rows.prefetch_related("links__recommendation", "links__idea__text")


def reviews_in_file_order(programme: Programme) -> QuerySet[Review]:
    return Review.objects.filter(commitment__programme=programme).select_related("commitment")


# The thread


def _links(programme: Programme) -> QuerySet[CommitmentLink]:
    rows = CommitmentLink.objects.filter(commitment__programme=programme)
    rows = rows.select_related("commitment__area", "recommendation", "idea__text__area")
    return with_quotable_now(rows, "idea__text__")


def links_to(programme: Programme, recommendations: list[int], ideas: list[int]) -> list[CommitmentLink]:
    if not recommendations and not ideas:
        return []
    rows = _links(programme)
    return _known(rows.filter(Q(recommendation__in=recommendations) | Q(idea__in=ideas)))


def links_from(programme: Programme, commitments: list[int]) -> list[CommitmentLink]:
    return _known(_links(programme).filter(commitment__in=commitments)) if commitments else []


def _known(links: QuerySet[CommitmentLink]) -> list[CommitmentLink]:
    """Whether each idea may be quoted now came with the link; its text is told."""
    found = list(links)
    for link in found:
        if link.idea is not None:
            link.idea.text.quotable_now = link.quotable_now
    return found


def links_of_speaker(speaker_key: str, programme: Programme) -> QuerySet[CommitmentLink]:
    rows = CommitmentLink.objects.filter(commitment__programme=programme, idea__text__speaker_key=speaker_key)
    return rows.select_related("commitment", "idea__text")


# Figures


def headline(programme: Programme) -> Figure:
    return _kept(programme, _counts_of(programme))


def figures(programme: Programme) -> list[Figure]:
    counts = _counts_of(programme)
    by_state = [_in_state(programme, counts, each) for each in counts.by_state if each.state != State.KEPT]
    return [_kept(programme, counts), *by_state, _answered(programme, counts.provenances)]


def _counts_of(programme: Programme) -> StateCounts:
    return state_counts(Commitment.objects.filter(programme=programme))


def _list_address(programme: Programme, query: str = "") -> str:
    return reverse("commitments:list", kwargs={"programme": programme.slug}) + query


def _census() -> str:
    return _("Every recorded promise is counted, so there is no sampling error and no interval.")


def _kept(programme: Programme, counts: StateCounts) -> Figure:
    words = {"k": f"{counts.kept:,}", "n": f"{counts.all:,}"}
    return Figure(
        key="commitments-kept",
        stage="commitments",
        title=_("Promises kept"),
        shown=_("%(k)s of %(n)s") % words,
        sentence=_("%(k)s of the %(n)s promises recorded here have been kept.") % words,
        method=_("A promise is kept when its last review says so.") + " " + _census(),
        k=counts.kept,
        n=counts.all,
        N=counts.all,
        N_is=BaseIs.COUNTED,
        base=_("of the promises recorded here, as their last reviews found them"),
        value=counts.kept / counts.all if counts.all else None,
        rows=RowsBehind(_list_address(programme, "?state=kept"), _("The promises that were kept")),
        labels=counts.provenances,
        caution=_("A promise that nobody wrote down here is not counted."),
    )


def _in_state(programme: Programme, counts: StateCounts, each: StateCount) -> Figure:
    words = {"k": f"{each.count:,}", "n": f"{counts.all:,}", "state": each.state.label}
    return Figure(
        key=f"commitments-{each.state.value}",
        stage="commitments",
        title=_("Promises that stand as “%(state)s”") % words,
        shown=_("%(k)s of %(n)s") % words,
        sentence=_("%(k)s of the %(n)s promises recorded here stand as “%(state)s”.") % words,
        method=_("A promise stands as its last review found it.") + " " + _census(),
        k=each.count,
        n=counts.all,
        N=counts.all,
        N_is=BaseIs.COUNTED,
        base=_("%(k)s of %(n)s recorded promises") % words,
        value=each.count / counts.all if counts.all else None,
        rows=RowsBehind(_list_address(programme, f"?state={each.state.value}"), _("These promises")),
        labels=counts.provenances,
    )


def _answered(programme: Programme, labels: tuple[str, ...]) -> Figure:
    counts = answered_recommendations(programme)
    words = {"k": f"{counts.answered:,}", "n": f"{counts.recommendations:,}"}
    return Figure(
        key="commitments-answered-recommendations",
        stage="commitments",
        title=_("Recommendations that somebody promised something for"),
        shown=_("%(k)s of %(n)s") % words,
        sentence=_("%(k)s of the %(n)s recommendations are answered by at least one promise.") % words,
        method=_(
            "A recommendation is answered when at least one promise, in whatever state, is linked to it. "
            "Every recommendation is counted, so there is no interval."
        ),
        k=counts.answered,
        n=counts.recommendations,
        N=counts.recommendations,
        N_is=BaseIs.COUNTED,
        base=_("%(k)s of %(n)s recommendations") % words,
        value=counts.answered / counts.recommendations if counts.recommendations else None,
        rows=RowsBehind(
            reverse("commitments:answered", kwargs={"programme": programme.slug}) + "?promised=yes",
            _("The recommendations that a promise answers"),
        ),
        labels=labels,
        caution=_("A promise made is not yet a promise kept."),
    )
