"""What counts how much, by hand: domains, groups of places, and ballots."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.pages.door import Here, found_or_404, work, writing
from saidanddone.pages.forms import PageForm, PageModelForm, form_page, sent
from saidanddone.pages.listing import Column, Empty, list_page, listing
from saidanddone.programme.rules import OVERSEES, Role, can_lead

from .. import queries
from ..actions import weighing as actions
from ..forms import weighing as forms
from ..queries import weighing
from .shared import thrown_away

FORM = "need/weighing_form.html"  # which offers to throw away what is changed

# Domains


@work(*OVERSEES)
def domains(request: HttpRequest, here: Here) -> HttpResponse:
    found = weighing.domains_visible_to(here.person, here.programme)
    shown = {
        "domains": found,
        "limbs": [_limb(here, each, found) for each in found.limbs],
        "how": found.method.get_weighing_display(),
        "labels": sorted({each.domain.provenance for each in found.limbs if each.domain} - {""}),
        "may_change": can_lead(here.person),
    }
    return render(request, "need/domains.html", shown)


def _limb(here: Here, limb: weighing.Limb, found: weighing.Domains) -> dict[str, Any]:
    number = limb.domain.pk if limb.domain else None
    return {
        "limb": limb,
        "says": _limb_in_words(limb, found),
        "width": f"{100 * (limb.share or 0.0):.2f}",  # as the drawing needs it, whatever the language
        "change": here.address("need-work:change-domain", number=number) if number else "",
    }


def _limb_in_words(limb: weighing.Limb, found: weighing.Domains) -> str:
    said = [_("Weight %(weight)s.") % {"weight": f"{limb.weight:g}"}]
    if limb.share is None:
        said.append(_("No indicator is under it, so it counts nothing."))
        return " ".join(said)
    words = {"share": f"{100 * limb.share:.1f}"}
    if found.count:
        said.append(_("It has %(share)s in 100 of the whole.") % words)
    elif limb.stands is None:
        said.append(_("By these weights it would have %(share)s in 100 of the whole.") % words)
    else:
        words["stands"] = f"{100 * limb.stands:.1f}"
        said.append(
            _("By these weights it would have %(share)s in 100 of the whole; it has %(stands)s now.") % words
        )
    return " ".join(said)


@writing(Role.LEAD)
def add_domain(request: HttpRequest, here: Here) -> HttpResponse:
    not_described = weighing.domains_visible_to(here.person, here.programme).not_described
    asked = request.GET.get("name", "")
    return form_page(
        request,
        here,
        _domain_form(
            request,
            here,
            not_described=not_described,
            initial={"name": asked if asked in not_described else ""},
        ),
        action=partial(actions.add_domain, programme=here.programme),
        title=_("Describe a domain"),
        done=_("The domain is described."),
        button=_("Keep it"),
        back=here.address("need-work:domains"),
        intro=_("An indicator belongs to the domain whose name is written at it, letter for letter."),
    )


@writing(Role.LEAD)
def change_domain(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    row = found_or_404(weighing.rows_of_domains(here.person, here.programme), pk=number)
    return form_page(
        request,
        here,
        _domain_form(request, here, instance=row),
        action=partial(actions.change_domain, domain=row),
        title=_("Change “%(name)s”") % {"name": row.name},
        done=_("The domain is changed, and its name at the indicators that name it."),
        button=_("Keep these changes"),
        back=here.address("need-work:domains"),
        intro=_("A new name is written at every indicator of this domain too."),
        template=FORM,
        context={"throw_away": here.address("need-work:throw-away-domain", number=number)},
    )


def _domain_form(request: HttpRequest, here: Here, **more: Any) -> PageModelForm:
    rows = weighing.rows_of_domains(here.person, here.programme)
    return forms.DomainForm(sent(request), domains=rows, **more)


@writing(Role.LEAD)
def throw_away_domain(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    row = found_or_404(weighing.rows_of_domains(here.person, here.programme), pk=number)
    return thrown_away(
        request,
        here,
        partial(actions.throw_away_domain, domain=row),
        title=_("Throw away the domain “%(name)s”") % {"name": row.name},
        done=_("The domain is thrown away."),
        back=here.address("need-work:domains"),
        intro=_("This can be done where no indicator and no other domain is under it."),
    )


# Groups of places


@work(*OVERSEES)
def groups(request: HttpRequest, here: Here) -> HttpResponse:
    found = weighing.groups_visible_to(here.person, here.programme)
    may_change = can_lead(here.person)
    shown = listing(
        request,
        found.groups,
        caption=_("Groups of places"),
        columns=[
            Column(
                "group",
                _("Group"),
                lambda row: row.name,
                link=(lambda row: here.address("need-work:change-group", number=row.number))
                if may_change
                else None,
            ),
            Column("n", _("Boroughs"), lambda row: len(row.areas), numeric=True),
            Column("boroughs", _("Which"), lambda row: ", ".join(area.name for area in row.areas)),
        ],
        empty=Empty.inviting(
            _("No group has been written down yet."),
            may_change,
            here.address("need-work:add-group"),
            _("Make a group"),
        ),
    )
    return list_page(
        request,
        shown,
        "groups",
        "need/groups.html",
        groups=found,
        without=", ".join(area.name for area in found.without),
        may_change=may_change,
    )


@writing(Role.LEAD)
def add_group(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.GroupForm(sent(request), programme=here.programme),
        action=partial(actions.add_group, programme=here.programme),
        title=_("Make a group of places"),
        done=_("The group is made."),
        button=_("Make it"),
        back=here.address("need-work:groups"),
        intro=_("Places that are like each other, so that a gap in one may be filled from the others."),
    )


@writing(Role.LEAD)
def change_group(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    row, rows = _group(here, number)
    return form_page(
        request,
        here,
        forms.GroupForm(sent(request), programme=here.programme, group=rows),
        action=partial(actions.change_group, group=row),
        title=_("Change the group “%(name)s”") % {"name": row.name},
        done=_("The group is changed."),
        button=_("Keep these changes"),
        back=here.address("need-work:groups"),
        template=FORM,
        context={"throw_away": here.address("need-work:throw-away-group", number=number)},
    )


@writing(Role.LEAD)
def throw_away_group(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    row, rows = _group(here, number)
    return thrown_away(
        request,
        here,
        partial(actions.throw_away_group, group=row),
        title=_("Throw away the group “%(name)s”") % {"name": row.name},
        done=_("The group is thrown away. Its boroughs are in no group now."),
        back=here.address("need-work:groups"),
        intro=ngettext("%(n)s borough is in it, and stays.", "%(n)s boroughs are in it, and stay.", len(rows))
        % {"n": len(rows)},
    )


def _group(here: Here, number: int) -> tuple[Any, list[Any]]:
    """The row that stands for a group, and all rows of the group."""
    rows = weighing.rows_of_groups(here.person, here.programme)
    row = found_or_404(rows, pk=number)
    return row, list(rows.filter(name=row.name))


# Votes


@work(*OVERSEES)
def votes(request: HttpRequest, here: Here) -> HttpResponse:
    found = weighing.votes_visible_to(here.person, here.programme)
    may_change = can_lead(here.person)
    shown = listing(
        request,
        weighing.ballots_visible_to(here.person, here.programme),
        caption=_("Every ballot"),
        columns=[
            Column(
                "ballot",
                _("Ballot"),
                lambda row: row.voter,
                link=(lambda row: here.address("need-work:change-vote", number=row.pk))
                if may_change
                else None,
                sort="voter",
            ),
            Column("points", _("Points in all"), lambda row: f"{row.given:g}", numeric=True, sort="given"),
            Column(
                "indicators",
                _("Indicators it gave points"),
                lambda row: row.named,
                numeric=True,
                sort="named",
            ),
        ],
        search=["voter"],
        empty=Empty.inviting(
            _("Nobody’s vote has been written down yet."),
            may_change,
            here.address("need-work:add-vote"),
            _("Write down a ballot"),
        ),
    )
    return list_page(
        request,
        shown,
        "ballots",
        "need/votes.html",
        votes=found,
        tables=[
            (_("What people gave each domain"), _("Domain"), _voted(found.on_domains)),
            (_("What people gave each indicator"), _("Indicator"), _voted(found.on_indicators)),
        ],
        few=weighing.few_in_words(found.ballots),
        may_change=may_change,
    )


def _voted(rows: tuple[weighing.VotedOn, ...]) -> list[dict[str, str]]:
    """Shares in parts of 100, on a line as long as the longest interval."""

    def percent(share: float | None) -> str:
        return "" if share is None else f"{100 * share:.1f}"

    longest = max((row.limits[1] for row in rows if row.limits), default=0.0)
    full = max(longest, *(row.found.weight for row in rows if row.found), 0.01) if rows else 1.0
    shown = []
    for row in rows:
        limits = row.limits
        share = row.found.weight if row.found else 0.0
        low, high = limits or (share, share)
        shown.append(
            {
                "name": row.name,
                "gave": f"{row.gave:,}",
                "share": percent(share),
                "error": percent(row.found.standard_error) if row.found and limits else "",
                "interval": _("%(low)s to %(high)s") % {"low": percent(low), "high": percent(high)}
                if limits
                else "",
                "at": f"{100 * share / full:.2f}",
                "low": f"{100 * low / full:.2f}",
                "high": f"{100 * high / full:.2f}",
            }
        )
    return shown


@writing(Role.LEAD)
def add_vote(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        _ballot_form(request, here),
        action=partial(actions.add_vote, programme=here.programme),
        title=_("Write down a ballot"),
        done=_("The ballot is written down."),
        button=_("Write it down"),
        back=here.address("need-work:votes"),
        intro=_(
            "The points that one person, or one table, gave each indicator. Any scale will do: what counts is the "
            "share of the ballot. Leave blank what it gave nothing."
        ),
    )


@writing(Role.LEAD)
def change_vote(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    row = found_or_404(weighing.rows_of_votes(here.person, here.programme), pk=number)
    return form_page(
        request,
        here,
        _ballot_form(request, here, vote=row),
        action=partial(actions.change_vote, vote=row),
        title=_("Change the ballot “%(voter)s”") % {"voter": row.voter},
        done=_("The ballot is changed."),
        button=_("Keep these changes"),
        back=here.address("need-work:votes"),
        intro=_("Change it only to what was said. It counts from then on as written down here."),
        template=FORM,
        context={"throw_away": here.address("need-work:throw-away-vote", number=number)},
    )


def _ballot_form(request: HttpRequest, here: Here, **more: Any) -> PageForm:
    indicators = list(queries.indicators_visible_to(here.person, here.programme))
    return forms.BallotForm(sent(request), programme=here.programme, indicators=indicators, **more)


@writing(Role.LEAD)
def throw_away_vote(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    row = found_or_404(weighing.rows_of_votes(here.person, here.programme), pk=number)
    return thrown_away(
        request,
        here,
        partial(actions.throw_away_vote, vote=row),
        title=_("Throw away the ballot “%(voter)s”") % {"voter": row.voter},
        done=_("The ballot is thrown away. The weights are those of the others."),
        back=here.address("need-work:votes"),
    )
