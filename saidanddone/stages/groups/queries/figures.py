"""This stage's figures: all are counts and sums of every recorded row, so none has an interval."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.methods.rounding import percent_of
from saidanddone.programme.models import Programme, Role
from saidanddone.thread.figures import BaseIs, Figure, RowsBehind

from ..models import Group
from .counts import (
    PerPerson,
    Spent,
    Took,
    cost_cells,
    different_people,
    enrolment_cells,
    money,
    per_person,
    spent,
    took,
)


def headline(programme: Programme) -> Figure:
    return enrolled(programme, took(enrolment_cells(programme)))


def figures(programme: Programme) -> list[Figure]:
    cells, costs = enrolment_cells(programme), cost_cells(programme)
    everybody = took(cells)
    found = [enrolled(programme, everybody), finished(programme, everybody)]
    for group in Group.objects.filter(programme=programme).order_by("id"):
        own, cost = took(cells, group), spent(costs, group)
        if group.part_of_id is None:
            found.append(_enrolled_in(programme, group, own))
        each = per_person(own, cost)
        if each is not None:
            found.append(cost_figure(programme, group, each, own, cost))
    return found


def _group_address(programme: Programme, group: Group) -> str:
    return reverse("groups:detail", kwargs={"programme": programme.slug, "key": group.key})


def _people(programme: Programme, says: str, query: str = "") -> RowsBehind:
    """The enrolments themselves, for those who read all of them; an organiser reads their borough's alone."""
    address = reverse("groups-work:everybody", kwargs={"programme": programme.slug})
    return RowsBehind(address + query, says, frozenset({Role.LEAD, Role.EVALUATOR}))


def _once_a_group() -> str:
    return _(
        "Enrolments are counted: one person in one group. Every enrolment is counted, so there is no interval."
    )


def enrolled(programme: Programme, all_: Took) -> Figure:
    keys = different_people(programme)
    words = {"n": f"{all_.enrolled:,}", "groups": _in_groups(all_), "keys": f"{keys:,}"}
    return Figure(
        key="groups-enrolled",
        stage="groups",
        title=_("People enrolled in courses and groups"),
        shown=f"{all_.enrolled:,}",
        sentence=ngettext(
            "%(n)s person enrolled, %(groups)s.",
            "%(n)s people enrolled, %(groups)s.",
            all_.enrolled,
        )
        % words,
        method=_once_a_group(),
        n=all_.enrolled,
        N=all_.enrolled,
        N_is=BaseIs.COUNTED,
        base=_("%(groups)s, counted once in each") % words,
        value=float(all_.enrolled),
        unit=_("people"),
        rows=_people(programme, _("The enrolments, each a key without a name")),
        labels=all_.provenances,
        caution=_(
            "A person in two groups is counted twice. People stand here as keys without names: there are "
            "%(keys)s different keys, and somebody with two keys cannot be told from two people."
        )
        % words,
    )


def _in_groups(own: Took) -> str:
    return ngettext("in %(n)s course or group", "in %(n)s courses and groups", own.groups) % {
        "n": f"{own.groups:,}"
    }


def _enrolled_in(programme: Programme, group: Group, own: Took) -> Figure:
    words = {"n": f"{own.enrolled:,}", "group": group.name}
    return Figure(
        key=f"groups-enrolled-{group.key}",
        stage="groups",
        title=_("People enrolled: %(group)s") % words,
        shown=f"{own.enrolled:,}",
        sentence=ngettext(
            "%(n)s person enrolled in “%(group)s”.", "%(n)s people enrolled in “%(group)s”.", own.enrolled
        )
        % words,
        method=_("The enrolments of the group and of its parts.") + " " + _once_a_group(),
        n=own.enrolled,
        N=own.enrolled,
        N_is=BaseIs.COUNTED,
        base=_in_groups(own),
        value=float(own.enrolled),
        unit=_("people"),
        rows=_people(programme, _("The enrolments in this group and its parts"), f"?group={group.key}"),
        labels=_labels(own.provenances, group),
        caution=noted(*own.notes, group.note).strip(),
    )


def finished(programme: Programme, all_: Took) -> Figure:
    words = {"k": f"{all_.finished:,}", "n": f"{all_.known:,}", "left": f"{all_.unknown:,}"}
    sentence = _("%(k)s of the %(n)s people of whom it is recorded finished their course or group.") % words
    if all_.unknown:
        sentence += " " + _("Of %(left)s it is not recorded.") % words
    return Figure(
        key="groups-finished",
        stage="groups",
        title=_("People who finished their course or group"),
        shown=f"{percent_of(all_.finished, all_.known)}%" if all_.known else "–",
        sentence=sentence,
        method=_("A person finished where the enrolment says so.") + " " + _once_a_group(),
        k=all_.finished,
        n=all_.known,
        N=all_.enrolled,
        N_is=BaseIs.COUNTED,
        base=_("%(k)s of %(n)s enrolments with an ending recorded") % words,
        value=all_.finished / all_.known if all_.known else None,
        rows=_people(programme, _("The enrolments of those who finished"), "?finished=yes"),
        labels=all_.provenances,
        caution=_("Finishing says that somebody stayed, not what it did for them.") + noted(*all_.notes),
    )


def cost_figure(programme: Programme, group: Group, each: PerPerson, own: Took, cost: Spent) -> Figure:
    words = {
        "each": money(each.per_enrolled, each.currency),
        "total": money(each.total, each.currency),
        "n": f"{each.enrolled:,}",
        "group": group.name,
    }
    return Figure(
        key=f"groups-cost-per-person-{group.key}",
        stage="groups",
        title=_("Cost a person: %(group)s") % words,
        shown=words["each"],
        sentence=_("“%(group)s” cost %(each)s for each person enrolled: %(total)s in all for %(n)s people.")
        % words,
        method=_(
            "All recorded costs of the group and of its parts, divided by all its enrolments, rounded to pence. "
            "Every row is counted, so there is no interval."
        ),
        n=each.enrolled,
        N=each.enrolled,
        N_is=BaseIs.COUNTED,
        base=_("%(total)s in all, %(n)s people enrolled") % words,
        value=float(each.per_enrolled),
        unit=each.currency,
        rows=RowsBehind(
            _group_address(programme, group), _("The group, its people and its costs"), worked_out=True
        ),
        labels=_labels((*own.provenances, *cost.provenances), group),
        caution=_(
            "An average: it says neither what one more person would cost nor what the money changed. It is only "
            "as exact as the number of people."
        )
        + noted(*cost.notes, group.note),
    )


def noted(*notes: str) -> str:
    """What the rows themselves say of their numbers, such as that a source gives them as "around"."""
    said = " ".join(note for note in notes if note)
    return " " + _("Noted with the rows: %(notes)s") % {"notes": said} if said else ""


def _labels(provenances: tuple[str, ...], group: Group) -> tuple[str, ...]:
    return tuple(sorted({*provenances, group.provenance} - {""}))
