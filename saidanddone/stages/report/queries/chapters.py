"""What the report says in numbers, places, recommendations and groups, gathered from the stages' rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.document.blocks import (
    Block,
    Bullets,
    FigureLink,
    Heading,
    Inlines,
    Notice,
    Numbers,
    Strong,
    Table,
    Words,
    paragraph,
)
from saidanddone.programme.models import Programme
from saidanddone.stages.commitments.models import CommitmentLink
from saidanddone.stages.groups.models import Group
from saidanddone.stages.groups.queries import (
    Took,
    cost_cells,
    costs_of,
    enrolment_cells,
    money,
    spent,
    took,
)
from saidanddone.stages.outcomes.models import OutcomeLink
from saidanddone.stages.themes.models import Recommendation
from saidanddone.thread.figures import Figure

from .numbers import as_number
from .pictures import interval_picture, need_picture

COST = "groups-cost-per-person-"  # how the key of a figure begins that divides a cost by people


def numbers(followup: Sequence[Figure]) -> Iterator[Block]:
    """Each share with its count, base and interval; how many in all only as an estimate with its range."""
    shares = [figure for figure in followup if figure.unit == "share"]
    others = [figure for figure in followup if figure.unit != "share"]
    counts = [figure for figure in others if figure.low is None]
    if counts:
        yield Numbers(tuple(as_number(figure) for figure in counts))
    if shares:
        yield interval_picture(shares)
        yield Numbers(tuple(as_number(figure) for figure in shares))
    estimates = [figure for figure in shares if figure.estimate is not None]
    if estimates:
        yield Heading(2, _("How many people that may be"), "estimates")
        yield Notice("estimate")
        yield _estimates(estimates)
    differences = [figure for figure in others if figure.low is not None]
    if differences:
        yield Heading(2, _("Two groups side by side"), "differences")
        yield Bullets(
            tuple(
                (FigureLink(figure.title, figure.key), Words(f": {figure.sentence}"))
                for figure in differences
            )
        )


def _estimates(figures: Sequence[Figure]) -> Table:
    """If those who did not answer were like those who did; and if they were all one way or the other."""
    rows = []
    for figure in figures:
        found = figure.estimate
        if found is not None:
            rows.append(
                (
                    (FigureLink(figure.title, figure.key),),
                    f"{figure.N:,}",
                    f"{found.total:,}",
                    _("%(low)s to %(high)s") % {"low": f"{found.low:,}", "high": f"{found.high:,}"},
                    _("%(low)s to %(high)s")
                    % {"low": f"{found.worst_low:,}", "high": f"{found.worst_high:,}"},
                )
            )
    return Table(
        _("Of all who came, how many this may speak of"),
        (_("What"), _("Of how many"), _("Estimate"), _("95% range"), _("If nobody else, or everybody else")),
        tuple(rows),
        numeric=frozenset({1, 2, 3, 4}),
        note=_(
            "The range holds if those who did not answer were like those who did. The last column needs no "
            "such belief: it is what the answers alone rule out."
        ),
    )


def places(programme: Programme) -> Iterator[Block]:
    yield from need_picture(programme)


def recommendations(programme: Programme) -> Iterator[Block]:
    """Each recommendation with what was promised for it and what is reported to have changed."""
    rows = list(_recommendations(programme))
    if rows:
        yield paragraph(
            _(
                "Under each recommendation stand the promises made for it, each with what is reported of that promise, "
                "and then the changes that are linked to the recommendation itself. A promise may answer several "
                "recommendations, so what is reported of it may belong to another of them."
            )
        )
    for number, row in enumerate(rows, start=1):
        to_whom = _(" To: %(whom)s.") % {"whom": row.addressed_to} if row.addressed_to else ""
        yield paragraph(Strong(f"{number}. {row.statement}"), to_whom)
        yield Bullets((*_promised(row), _changed(row)))
    if rows:
        yield paragraph(
            _(
                "“Nothing recorded” means that nobody has written anything down here, not that nothing was done."
            )
        )


def _recommendations(programme: Programme) -> Iterator[Recommendation]:
    promises = CommitmentLink.objects.select_related("commitment").prefetch_related(
        Prefetch("commitment__outcome_links", queryset=OutcomeLink.objects.select_related("outcome")),
    )
    yield from Recommendation.objects.filter(programme=programme).prefetch_related(
        Prefetch("commitment_links", queryset=promises),
        Prefetch("outcome_links", queryset=OutcomeLink.objects.select_related("outcome")),
    )


def _promised(row: Recommendation) -> Iterator[Inlines]:
    """Each promise with what is reported of it, whichever recommendation that belongs to."""
    promises = [link.commitment for link in row.commitment_links.all()]
    for promise in promises:
        reported = _titles(promise.outcome_links.all())
        yield (
            Strong(_("Promised: ")),
            Words(f"{promise.title} ({promise.get_state_display()}). "),
            Strong(_("Reported of it: ")),
            Words(f"{reported}."),
        )
    if not promises:
        yield (Strong(_("Promised: ")), Words(f"{_('Nothing recorded')}."))


def _changed(row: Recommendation) -> Inlines:
    """Only what is linked to the recommendation itself."""
    return (Strong(_("Changed: ")), Words(f"{_titles(row.outcome_links.all())}."))


def _titles(links: Iterable[OutcomeLink]) -> str:
    changes = [link.outcome for link in links]
    said = [f"{each.title} ({each.get_contribution_display()})" for each in changes]
    return "; ".join(said) or _("Nothing recorded")


def courses(programme: Programme) -> Iterator[Block]:
    """Each course with who enrolled and what it held."""
    cells = enrolment_cells(programme)
    rows = Group.objects.filter(programme=programme, kind=Group.Kind.COURSE)
    for course in rows.prefetch_related("sessions"):
        yield paragraph(Strong(f"{course.name}. "), _who_enrolled(took(cells, course)))
        held = [
            (str(each.position), each.title, str(each.get_kind_display())) for each in course.sessions.all()
        ]
        if held:
            yield Table(
                _("What the course held"),
                (_("Place"), _("Title"), _("Kind")),
                tuple(held),
                numeric=frozenset({0}),
            )


def _who_enrolled(own: Took) -> str:
    said = ngettext(
        "%(n)s person enrolled; %(k)s finished.", "%(n)s people enrolled; %(k)s finished.", own.enrolled
    ) % {"n": f"{own.enrolled:,}", "k": f"{own.finished:,}"}
    return f"{said} {_not_recorded(own)}".strip()


def _not_recorded(own: Took) -> str:
    if not own.unknown:
        return ""
    return _("Of %(left)s it is not recorded whether they finished.") % {"left": f"{own.unknown:,}"}


def groups(programme: Programme, figures: Sequence[Figure]) -> Iterator[Block]:
    """Programmes of groups: each group with its people, the whole with what it cost."""
    for whole in Group.objects.filter(programme=programme, kind=Group.Kind.PROGRAMME).prefetch_related(
        Prefetch("parts", queryset=Group.objects.order_by("id"))
    ):
        yield Heading(2, whole.name, whole.key)
        yield paragraph(whole.description)
        yield from _who_took_part(whole)
        yield from _costs(whole)
    shown = [figure for figure in figures if figure.key.startswith(COST)]
    if shown:
        yield Numbers(tuple(as_number(figure) for figure in shown))


def _who_took_part(whole: Group) -> Iterator[Block]:
    """Some may have enrolled in the whole and not in one of its groups: the whole's figure counts them too."""
    cells = enrolment_cells(whole.programme, whole)
    in_all = took(cells, whole)
    rows = [(part.name, took(cells, part)) for part in whole.parts.all()]
    if not rows:
        yield paragraph(_who_enrolled(in_all))
        return
    itself = took([cell for cell in cells if cell.group == whole.pk])
    if itself.enrolled:
        rows.append((_("%(group)s itself") % {"group": whole.name}, itself))
    rows.append((_("All groups"), in_all))
    once = _("People are counted once in each group. Someone in two groups is counted twice.")
    yield Table(
        _("Who took part, group by group"),
        (_("Group"), _("Enrolled"), _("Finished")),
        tuple((name, f"{own.enrolled:,}", f"{own.finished:,}") for name, own in rows),
        numeric=frozenset({1, 2}),
        note=f"{once} {_not_recorded(in_all)}".strip(),
    )


def _costs(whole: Group) -> Iterator[Block]:
    costs = list(costs_of(whole))
    if not costs:
        return
    totals = spent(cost_cells(whole.programme, whole), whole).totals
    yield Table(
        _("What it cost"),
        (_("What was paid for"), _("Amount")),
        (
            *((each.item, money(each.amount, each.currency)) for each in costs),
            *((_("In all"), money(total, currency)) for currency, total in totals),
        ),
        numeric=frozenset({1}),
    )
