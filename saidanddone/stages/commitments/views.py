from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from saidanddone.pages.bars import Bar
from saidanddone.pages.door import Here, found_or_404, public, sending, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import (
    Column,
    Empty,
    Filter,
    area_column,
    area_filter,
    aspiration_filter,
    list_page,
    listing,
)
from saidanddone.pages.templatetags.said import partial_day
from saidanddone.programme.queries import areas_of, areas_workable_by
from saidanddone.programme.rules import OVERSEES, Role, can_edit_area
from saidanddone.thread.steps import Ref
from saidanddone.thread.walk import walk

from . import actions, forms, queries, rules


def _columns(here: Here, link: str) -> list[Column]:
    return [
        Column(
            "promise",
            _("Promise"),
            lambda row: row.title,
            link=lambda row: here.address(link, key=row.key),
            sort="title",
        ),
        Column("state", _("How it stands"), lambda row: row.get_state_display(), sort="state"),
        Column("who", _("Who"), lambda row: row.who, sort="who"),
        area_column(),
        Column("due_on", _("By when"), lambda row: partial_day(row.due_on), sort="due_on"),
    ]


def _filters(here: Here, areas: Any) -> list[Filter]:
    return [
        Filter("state", _("How it stands"), queries.state_choices(), "state"),
        area_filter(areas),
        aspiration_filter(here, queries.answering_aspiration),
    ]


@public
def commitments(request: HttpRequest, here: Here) -> HttpResponse:
    rows = queries.commitments_visible_to(here.person, here.programme)
    shown = listing(
        request,
        rows,
        caption=_("What was promised"),
        columns=_columns(here, "commitments:detail"),
        filters=_filters(here, areas_of(here.programme)),
        search=["title", "what", "who"],
        empty=Empty(
            _("No promise has been written down yet. Until then, read what people recommended."),
            here.address("themes:recommendations"),
            _("What people recommended"),
        ),
    )
    counts = queries.state_counts(rows)
    return list_page(
        request, shown, "promises", "commitments/list.html", counts=counts, bars=_bars(here, counts)
    )


@public
def answered(request: HttpRequest, here: Here) -> HttpResponse:
    """Each recommendation with what was promised for it, those that nobody answered among them."""
    shown = listing(
        request,
        queries.recommendations_with_promises(here.person, here.programme),
        caption=_("What people recommended, and how many promises answer it"),
        columns=[
            Column(
                "recommendation",
                _("Recommendation"),
                lambda row: row.statement,
                link=lambda row: here.address("themes:recommendation", key=row.key),
            ),
            Column("promises", _("Promises"), lambda row: row.promises, numeric=True, sort="promises"),
            Column("kept", _("Kept"), lambda row: row.kept, numeric=True, sort="kept"),
            Column("addressed_to", _("Addressed to"), lambda row: row.addressed_to, sort="addressed_to"),
        ],
        filters=[
            Filter(
                "promised",
                _("Promised for"),
                [("yes", _("something was promised")), ("no", _("nothing was promised"))],
                queries.promised_or_not,
            ),
            aspiration_filter(here),
        ],
        search=["statement", "addressed_to"],
        empty=Empty(_("No recommendation has been written yet.")),
    )
    return list_page(
        request,
        shown,
        "answered",
        "commitments/answered.html",
        counts=lambda: queries.answered_recommendations(here.programme),
    )


def _bars(here: Here, counts: queries.StateCounts) -> list[Bar]:
    return [
        Bar(
            str(each.state.label),
            each.count,
            _("%(k)s of %(n)s") % {"k": f"{each.count:,}", "n": f"{counts.all:,}"},
            f"{here.address('commitments:list')}?state={each.state.value}",
        )
        for each in counts.by_state
        if counts.all
    ]


@public
def commitment(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.commitments_visible_to(here.person, here.programme), key=key)
    return render(
        request,
        "commitments/commitment.html",
        {
            "commitment": found,
            "reviews": queries.reviews_of(found),
            "overdue": queries.is_overdue_today(found),
            "approval": queries.approval_of(found),
            "walk": walk([Ref("commitments", "commitment", found.pk)], here.programme, here.person),
        },
    )


@work(*OVERSEES)
def work_commitments(request: HttpRequest, here: Here) -> HttpResponse:
    may_add = queries.changes_commitments(here.person)
    due = [("overdue", _("the time is over"))]
    shown = listing(
        request,
        queries.commitments_workable_by(here.person, here.programme),
        caption=_("Promises"),
        columns=_columns(here, "commitments-work:detail"),
        filters=[
            *_filters(here, areas_workable_by(here.person, here.programme)),
            Filter("due", _("Due"), due, lambda chosen: queries.overdue_condition()),
            Filter("approval", _("Approval"), queries.approval_choices(), queries.approved_or_not),
        ],
        search=["title", "what", "who", "key"],
        empty=Empty.inviting(
            _("No promise is written down yet for where you work."),
            may_add,
            here.address("commitments-work:add"),
            _("Write down a promise"),
        ),
    )
    return list_page(request, shown, "promises", "commitments/work_list.html", may_add=may_add)


@work(*OVERSEES)
def work_commitment(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.commitments_workable_by(here.person, here.programme), key=key)
    return render(
        request,
        "commitments/work_commitment.html",
        {
            "commitment": found,
            "reviews": queries.reviews_of(found),
            "overdue": queries.is_overdue_today(found),
            "recommendations": queries.recommendations_answered(found),
            "ideas": queries.ideas_answered(found, here.person, here.programme),
            "may_change": can_edit_area(here.person, found.area_id),
            "may_approve": rules.can_approve(here.person, found.area_id),
            "approval": queries.approval_of(found),
            "approvals": queries.approvals_of(found),
        },
    )


@writing(Role.LEAD, Role.ORGANISER)
def add_commitment(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.CommitmentForm(sent(request), programme=here.programme, person=here.person)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_commitment, programme=here.programme),
        title=_("Write down a promise"),
        done=_("The promise is written down."),
        button=_("Write it down"),
        back=here.address("commitments-work:list"),
        onward=lambda made: here.address("commitments-work:detail", key=made.key),
        intro=_("Everybody may read it. Link it to what it answers, so that those who spoke can find it."),
    )


@writing(Role.LEAD, Role.ORGANISER)
def change_commitment(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.commitments_workable_by(here.person, here.programme), key=key)
    initial = {
        "recommendations": queries.recommendations_answered(row),
        "ideas": ", ".join(queries.idea_keys_answered(row)),
    }
    form = forms.CommitmentForm(
        sent(request), instance=row, initial=initial, programme=here.programme, person=here.person
    )
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_commitment, commitment=row),
        title=_("Change how this promise is written down"),
        done=_("The promise is changed."),
        button=_("Keep these changes"),
        back=here.address("commitments-work:detail", key=key),
        onward=lambda changed: here.address("commitments-work:detail", key=changed.key),
        intro=_("How it stands is changed by a review, so that everybody can see when and why."),
    )


@writing(Role.LEAD, Role.ORGANISER)
def review_commitment(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.commitments_workable_by(here.person, here.programme), key=key)
    form = forms.ReviewForm(sent(request), commitment=row)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.review_commitment, commitment=row),
        title=_("Review “%(title)s”") % {"title": row.title},
        done=_("The review is kept, and the promise stands as you found it."),
        button=_("Keep this review"),
        back=here.address("commitments-work:detail", key=key),
        intro=_("It now stands as “%(state)s”.") % {"state": row.get_state_display()},
    )


@writing(Role.DPH)
def approve_commitment(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.commitments_workable_by(here.person, here.programme), key=key)
    return form_page(
        request,
        here,
        forms.ApprovalForm(sent(request)),
        action=partial(actions.approve_commitment, commitment=row),
        title=_("Approve “%(title)s” for the borough") % {"title": row.title},
        done=_("The promise is approved for the borough, and everybody can read so."),
        button=_("Approve it"),
        back=here.address("commitments-work:detail", key=key),
        intro=_(
            "You stand by this promise for your borough, as it is written today. Where it is written anew, it "
            "must be approved anew."
        ),
    )


@sending(Role.DPH)
def withdraw_approval(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.commitments_workable_by(here.person, here.programme), key=key)
    actions.withdraw_approval(person=here.person, commitment=row, by=here.person.account)
    messages.success(request, _("The approval is withdrawn. The page says that it stood, and until when."))
    return redirect(here.address("commitments-work:detail", key=key))
