"""This stage's figures: how many came, and nothing about who could be reached or was asked later."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.programme.models import Programme, Provenance, SpokenRole
from saidanddone.thread.figures import BaseIs, Figure, RowsBehind

from ..models import Attendance, Conversation


@dataclass(frozen=True)
class Held:
    conversations: int
    boroughs: int
    organisers: int
    without_organiser: int
    uncounted: int  # conversations whose attendance nobody wrote down
    provenances: tuple[str, ...]


@dataclass(frozen=True)
class Attended:
    by_role: tuple[tuple[SpokenRole, int], ...]
    provenances: tuple[str, ...]
    counted: bool = False  # some of it at the door, and not made for an example

    @property
    def all(self) -> int:
        return sum(count for _role, count in self.by_role)

    @property
    def base(self) -> BaseIs:
        """Counts that were made to fit a published total are an assumption, not a count."""
        return BaseIs.ASSUMED if Provenance.RECONSTRUCTED in self.provenances else BaseIs.COUNTED

    @property
    def is_assumed(self) -> bool:
        return self.base is BaseIs.ASSUMED

    @property
    def labels(self) -> tuple[str, ...]:
        return (*self.provenances, *(("assumed",) if self.is_assumed else ()))


def held(programme: Programme) -> Held:
    rows = Conversation.objects.filter(programme=programme)
    counted = Attendance.objects.filter(conversation__programme=programme).values("conversation")
    counts = rows.aggregate(
        **{value: Count("pk", filter=Q(provenance=value)) for value in Provenance.values},
        conversations=Count("pk"),
        boroughs=Count("area", distinct=True),
        organisers=Count("organiser", distinct=True),
        without_organiser=Count("pk", filter=Q(organiser__isnull=True)),
        uncounted=Count("pk", filter=~Q(pk__in=counted)),
    )
    provenances = tuple(value for value in sorted(Provenance.values) if counts.pop(value))
    return Held(**counts, provenances=provenances)


def attended(programme: Programme) -> Attended:
    rows = Attendance.objects.filter(conversation__programme=programme).order_by()
    found = list(rows.values_list("role", "provenance").annotate(n=Sum("attended")))
    return Attended(
        tuple((role, sum(n for held_role, _p, n in found if held_role == role)) for role in SpokenRole),
        tuple(sorted({provenance for _role, provenance, _n in found} - {""})),
        any(not provenance for _role, provenance, _n in found),
    )


def headline(programme: Programme) -> Figure:
    return _attended(programme, held(programme), attended(programme))


def figures(programme: Programme) -> list[Figure]:
    evenings, came = held(programme), attended(programme)
    return [
        _attended(programme, evenings, came),
        _held(programme, evenings),
        _organisers(programme, evenings),
        *(_in_role(programme, role, count, came) for role, count in came.by_role),
    ]


def _who_came(programme: Programme, query: str = "") -> RowsBehind:
    address = reverse("conversations:who-came", kwargs={"programme": programme.slug})
    return RowsBehind(address + query, _("How many came, evening by evening"), adds="came")


def _evenings(programme: Programme, query: str = "") -> RowsBehind:
    address = reverse("conversations:list", kwargs={"programme": programme.slug})
    return RowsBehind(address + query, _("The conversations and how many came to each"))


def not_reached() -> str:
    return _(
        "It speaks of those who came. How many of them could be reached months later, and how many were asked, "
        "are other numbers: see the follow-up."
    )


def _attended(programme: Programme, evenings: Held, came: Attended) -> Figure:
    words = {"n": f"{came.all:,}", "conversations": f"{evenings.conversations:,}"}
    method = _("The numbers who came to each conversation in each role are added up.")
    if came.is_assumed and came.counted:
        method += " " + _(
            "Some were counted at the door. The other rows are reconstructed: made so that they sum to a published "
            "total, which is rounded. So this total is assumed, not counted."
        )
    elif came.is_assumed:
        method += " " + _(
            "The rows are reconstructed: made so that they sum to the published total, which is rounded. "
            "So this total is assumed, not counted."
        )
    else:
        method += " " + _("Everybody who was counted at the door is in it, so there is no interval.")
    return Figure(
        key="conversations-attended",
        stage="conversations",
        title=_("People who came to the conversations"),
        shown=f"{came.all:,}",
        sentence=ngettext(
            "%(n)s people came to %(conversations)s conversation.",
            "%(n)s people came to %(conversations)s conversations.",
            evenings.conversations,
        )
        % words,
        method=method,
        n=came.all,
        N=came.all,
        N_is=came.base,
        base=ngettext(
            "who came to %(conversations)s conversation",
            "who came to %(conversations)s conversations",
            evenings.conversations,
        )
        % words,
        value=float(came.all),
        unit=_("people"),
        rows=_who_came(programme),
        labels=came.labels,
        caution=" ".join(filter(None, (_uncounted(evenings), _twice(), not_reached()))),
    )


def _twice() -> str:
    return _("Somebody who came to two conversations is counted at both.")


def _uncounted(evenings: Held) -> str:
    if not evenings.uncounted:
        return ""
    return ngettext(
        "Nobody wrote down who came to %(n)s conversation, which is not in it.",
        "Nobody wrote down who came to %(n)s conversations, which are not in it.",
        evenings.uncounted,
    ) % {"n": f"{evenings.uncounted:,}"}


def _held(programme: Programme, evenings: Held) -> Figure:
    words = {"n": f"{evenings.conversations:,}", "boroughs": f"{evenings.boroughs:,}"}
    return Figure(
        key="conversations-held",
        stage="conversations",
        title=_("Conversations held"),
        shown=words["n"],
        sentence=ngettext(
            "%(n)s conversation was held; boroughs with at least one: %(boroughs)s.",
            "%(n)s conversations were held; boroughs with at least one: %(boroughs)s.",
            evenings.conversations,
        )
        % words,
        method=_("Every recorded conversation is counted, so there is no interval."),
        n=evenings.conversations,
        N=evenings.conversations,
        N_is=BaseIs.COUNTED,
        base=ngettext("in %(boroughs)s borough", "in %(boroughs)s boroughs", evenings.boroughs) % words,
        value=float(evenings.conversations),
        unit=_("conversations"),
        rows=_evenings(programme),
        labels=evenings.provenances,
    )


def gap_of_programme(evenings: Held) -> str:
    """What is not known about who organised; blank where nothing is missing."""
    if not evenings.without_organiser:
        return ""
    said = ngettext(
        "For %(n)s conversation no organiser is recorded.",
        "For %(n)s conversations no organiser is recorded.",
        evenings.without_organiser,
    ) % {"n": f"{evenings.without_organiser:,}"}
    if not evenings.provenances:
        return said
    return f"{said} {_unexplained(evenings.conversations, evenings.organisers)}"


def gap_of_conversation(conversation: Conversation) -> str:
    """The gap on the page of the evening that has it. Needs `with_totals`."""
    if conversation.organiser_id:
        return ""
    said = _("No organiser is recorded for this conversation.")
    if not conversation.provenance:
        return said
    return f"{said} {_unexplained(conversation.held_in_all, conversation.organisers_in_all)}"


def _unexplained(conversations: int, organisers: int) -> str:
    return ngettext(
        "The source counts %(conversations)s conversations and %(organisers)s organiser, and does not explain "
        "the difference.",
        "The source counts %(conversations)s conversations and %(organisers)s organisers, and does not explain "
        "the difference.",
        organisers,
    ) % {"conversations": f"{conversations:,}", "organisers": f"{organisers:,}"}


def _organisers(programme: Programme, evenings: Held) -> Figure:
    led = evenings.conversations - evenings.without_organiser
    words = {
        "n": f"{evenings.organisers:,}",
        "k": f"{led:,}",
        "conversations": f"{evenings.conversations:,}",
    }
    gap = gap_of_programme(evenings)
    return Figure(
        key="conversations-organisers",
        stage="conversations",
        title=_("Organisers of conversations"),
        shown=words["n"],
        sentence=ngettext(
            "%(n)s organiser organised %(k)s of the %(conversations)s conversations.",
            "%(n)s organisers organised %(k)s of the %(conversations)s conversations.",
            evenings.organisers,
        )
        % words,
        method=_(
            "Each organiser of at least one recorded conversation is counted once, as a key without a name. "
            "All are counted, so there is no interval."
        ),
        k=led,
        n=evenings.conversations,
        N=evenings.conversations,
        N_is=BaseIs.COUNTED,
        base=_("who organised %(k)s of %(conversations)s conversations") % words,
        value=float(evenings.organisers),
        unit=_("organisers"),
        rows=_evenings(programme, "?organiser=known"),
        labels=(*evenings.provenances, *(("gap",) if gap else ())),
        caution=gap,
    )


def percent(k: int, n: int) -> str:
    """Halves round up, as people round."""
    return f"{(200 * k + n) // (2 * n)}%" if n else "–"


def _in_role(programme: Programme, role: SpokenRole, count: int, came: Attended) -> Figure:
    words = {"k": f"{count:,}", "n": f"{came.all:,}", "role": role.label}
    return Figure(
        key=f"conversations-attended-{role.value}",
        stage="conversations",
        title=_("Those who came in the role “%(role)s”") % words,
        shown=percent(count, came.all),
        sentence=_("%(k)s of the %(n)s people who came did so in the role “%(role)s”.") % words,
        method=_(
            "Everybody is counted in the one role in which they came. All who were counted are in it, so there "
            "is no interval."
        ),
        k=count,
        n=came.all,
        N=came.all,
        N_is=came.base,
        base=_("%(k)s of %(n)s who came") % words,
        value=count / came.all if came.all else None,
        rows=_who_came(programme, f"?role={role.value}"),
        labels=came.labels,
        caution=not_reached(),
    )
