"""This stage's figures. All are counts of every recorded idea, so none has an interval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.programme.models import Programme, Role, SpokenRole
from saidanddone.programme.queries import areas_of, aspirations_of
from saidanddone.thread.figures import BaseIs, Figure, RowsBehind

from ..models import Idea
from .doors import ShownOf, shown_of


@dataclass(frozen=True)
class Group:
    """A way in which ideas are alike, with how many are: an aspiration, a role, a borough."""

    key: str  # of its figure, after the stage's name
    title: str
    says: str  # how the sentence ends: “… of the 212 ideas that were written down …”
    ideas: int
    query: str  # which narrows the list of ideas to it


def headline(programme: Programme) -> Figure:
    return _recorded(programme, shown_of(programme))


def figures(programme: Programme) -> list[Figure]:
    shown = shown_of(programme)
    groups = (*_by_aspiration(programme), *_by_role(programme), *_by_borough(programme))
    return [
        _recorded(programme, shown),
        _quotable(programme, shown),
        *(_in_group(programme, group, shown) for group in groups),
    ]


def _counts(programme: Programme, field: str) -> dict[str | None, int]:
    rows = Idea.objects.filter(text__programme=programme).order_by()
    return dict(rows.values_list(field).annotate(n=Count("pk")))


def _by_aspiration(programme: Programme) -> Iterable[Group]:
    counts = _counts(programme, "aspiration__key")
    for each in aspirations_of(programme):
        words = {"name": each.name}
        yield Group(
            f"aspiration-{each.key}",
            _("Ideas about “%(name)s”") % words,
            _("are about “%(name)s”") % words,
            counts.get(each.key, 0),
            urlencode({"aspiration": each.key}),
        )
    yield Group(
        "aspiration-none",
        _("Ideas without an aspiration"),
        _("have not been filed under an aspiration"),
        counts.get(None, 0),
        urlencode({"aspiration": "none"}),
    )


def _by_role(programme: Programme) -> Iterable[Group]:
    counts = _counts(programme, "text__role")
    for role in SpokenRole:
        words = {"role": role.label}
        yield Group(
            f"role-{role.value}",
            _("Ideas spoken in the role “%(role)s”") % words,
            _("were spoken in the role “%(role)s”") % words,
            counts.get(role.value, 0),
            urlencode({"role": role.value}),
        )


def _by_borough(programme: Programme) -> Iterable[Group]:
    """Boroughs where no idea was written down have no figure: most had no conversation."""
    counts = _counts(programme, "text__area__code")
    for area in areas_of(programme):
        words = {"name": area.name}
        if area.code in counts:
            yield Group(
                f"borough-{area.code.lower()}",
                _("Ideas from %(name)s") % words,
                _("were spoken in %(name)s") % words,
                counts[area.code],
                urlencode({"area": area.code}),
            )


def _list(programme: Programme, says: str, query: str = "") -> RowsBehind:
    """Everybody is led to those that may be shown; who reads all words at work, to all of them."""
    asked = f"?{query}" if query else ""
    shown = reverse("ideas:list", kwargs={"programme": programme.slug})
    in_full = reverse("ideas-work:list", kwargs={"programme": programme.slug})
    return RowsBehind(
        shown + asked,
        says,
        in_full=in_full + asked,
        in_full_to=frozenset({Role.LEAD, Role.CODER, Role.EVALUATOR}),
    )


def _census() -> str:
    return _("Every recorded idea is counted, so there is no sampling error and no interval.")


def _not_everyone() -> str:
    return _("It speaks of what was written down at the conversations, not of everyone who lives here.")


def _recorded(programme: Programme, shown: ShownOf) -> Figure:
    words = {"n": f"{shown.recorded:,}", "k": f"{shown.quotable:,}"}
    return Figure(
        key="ideas-recorded",
        stage="ideas",
        title=_("Ideas written down"),
        shown=words["n"],
        sentence=ngettext(
            "%(n)s idea was written down at the conversations.",
            "%(n)s ideas were written down at the conversations.",
            shown.recorded,
        )
        % words,
        method=_("Ideas, concerns, experiences, questions and offers are all counted as ideas.")
        + " "
        + _census(),
        n=shown.recorded,
        N=shown.recorded,
        N_is=BaseIs.COUNTED,
        base=_("of which %(k)s may be shown to everybody") % words,
        value=float(shown.recorded),
        unit=_("ideas"),
        rows=_list(programme, _("The ideas that may be shown")),
        labels=shown.provenances,
        caution=_("What was said at a table and not written down is not counted."),
    )


def _quotable(programme: Programme, shown: ShownOf) -> Figure:
    words = {"k": f"{shown.quotable:,}", "n": f"{shown.recorded:,}"}
    return Figure(
        key="ideas-quotable",
        stage="ideas",
        title=_("Ideas that may be quoted"),
        shown=_("%(k)s of %(n)s") % words,
        sentence=_("%(k)s of the %(n)s ideas that were written down may be quoted today.") % words,
        method=_(
            "An idea may be quoted when it was read back to the person or written by them, and they agree today "
            "to be quoted without a name; also when somebody wrote it for others to read without saying who they "
            "are. A scribe's note never may. A consent that is withdrawn counts at once."
        )
        + " "
        + _census(),
        k=shown.quotable,
        n=shown.recorded,
        N=shown.recorded,
        N_is=BaseIs.COUNTED,
        base=_("%(k)s of %(n)s ideas") % words,
        value=shown.quotable / shown.recorded if shown.recorded else None,
        rows=RowsBehind(
            reverse("ideas:list", kwargs={"programme": programme.slug}), _("The ideas that may be quoted")
        ),
        labels=shown.provenances,
    )


def _in_group(programme: Programme, group: Group, shown: ShownOf) -> Figure:
    words = {"k": f"{group.ideas:,}", "n": f"{shown.recorded:,}", "says": group.says}
    return Figure(
        key=f"ideas-{group.key}",
        stage="ideas",
        title=group.title,
        shown=_("%(k)s of %(n)s") % words,
        sentence=_("%(k)s of the %(n)s ideas that were written down %(says)s.") % words,
        method=_("Each idea is filed once, by whoever wrote it down.") + " " + _census(),
        k=group.ideas,
        n=shown.recorded,
        N=shown.recorded,
        N_is=BaseIs.COUNTED,
        base=_("%(k)s of %(n)s ideas") % words,
        value=group.ideas / shown.recorded if shown.recorded else None,
        rows=_list(programme, _("Those of these ideas that may be shown"), group.query),
        labels=shown.provenances,
        caution=_not_everyone(),
    )
