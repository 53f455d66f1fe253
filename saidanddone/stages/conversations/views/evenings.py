from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.pages.bars import Bar
from saidanddone.pages.door import Here, found_or_404, public, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import (
    Column,
    Empty,
    Filter,
    Listing,
    area_column,
    area_filter,
    list_page,
    listing,
)
from saidanddone.pages.templatetags.said import day
from saidanddone.programme.queries import areas_of, areas_workable_by, spoken_role_choices
from saidanddone.programme.rules import (
    READS_CONVERSATIONS,
    READS_IDEAS,
    RUNS_EVENINGS,
    Role,
    can_edit_area,
    can_lead,
    can_run_evenings,
    can_write_ideas_down,
)
from saidanddone.safeguarding.queries import limits_said
from saidanddone.thread.steps import Ref
from saidanddone.thread.walk import walk

from .. import actions, forms, queries
from ..rules import can_be_written_to


def _columns(here: Here, link: str) -> list[Column]:
    return [
        Column(
            "conversation",
            _("Conversation"),
            lambda row: row.title,
            link=lambda row: here.address(link, slug=row.slug),
            sort="title",
        ),
        Column("number", _("Number"), lambda row: row.number, numeric=True, sort="number"),
        Column("held_on", _("Date"), lambda row: day(row.held_on), sort="held_on"),
        area_column(),
        Column(
            "came",
            _("Came"),
            lambda row: _("not recorded") if row.came is None else row.came,
            numeric=True,
            sort="came",
            together="came",
        ),
        Column(
            "ideas",
            _("Ideas written down"),
            lambda row: row.ideas_written,
            numeric=True,
            sort="ideas_written",
            together="ideas_written",
        ),
    ]


def _list(
    request: HttpRequest, here: Here, rows: Any, link: str, more: list[Filter], empty: Empty
) -> Listing:
    return listing(
        request,
        queries.with_counts(rows),
        caption=_("The conversations"),
        columns=_columns(here, link),
        filters=more,
        search=["title", "venue", "summary"],
        empty=empty,
    )


@public
def conversations(request: HttpRequest, here: Here) -> HttpResponse:
    rows = queries.conversations_visible_to(here.person, here.programme)
    empty = Empty(
        _("No conversation has been written down yet. Until then, read where the need is."),
        here.address("need:list"),
        _("Why these places"),
    )
    organiser = [("known", _("recorded")), ("none", _("not recorded"))]
    filters = [
        area_filter(areas_of(here.programme)),
        Filter("organiser", _("Organiser"), organiser, queries.with_organiser),
    ]
    shown = _list(request, here, rows, "conversations:detail", filters, empty)
    held = queries.held(here.programme)
    return list_page(
        request,
        shown,
        "conversations",
        "conversations/list.html",
        held=held,
        came=lambda: queries.attended(here.programme),
        gap=queries.gap_of_programme(held),
        tiles=lambda: queries.tiles_of_conversations(here.programme),
    )


@public
def who_came(request: HttpRequest, here: Here) -> HttpResponse:
    """The single counts, which every figure of who came adds up."""
    shown = listing(
        request,
        queries.attendance_visible_to(here.person, here.programme),
        caption=_("How many came to each conversation in each role"),
        columns=[
            Column(
                "conversation",
                _("Conversation"),
                lambda row: row.conversation.title,
                link=lambda row: here.address("conversations:detail", slug=row.conversation.slug),
                sort="conversation__number",
            ),
            Column(
                "held_on", _("Date"), lambda row: day(row.conversation.held_on), sort="conversation__held_on"
            ),
            Column("role", _("Role"), lambda row: capfirst(row.get_role_display()), sort="role"),
            Column(
                "came",
                _("Came"),
                lambda row: row.attended,
                numeric=True,
                sort="attended",
                together="attended",
            ),
        ],
        filters=[
            Filter("role", _("Role"), spoken_role_choices(), "role"),
            area_filter(areas_of(here.programme), "conversation__area__code"),
        ],
        empty=Empty(
            _("Nobody has written down yet who came."),
            here.address("conversations:list"),
            _("The evenings"),
        ),
    )
    return list_page(
        request,
        shown,
        "who-came",
        "conversations/who_came.html",
        came=lambda: queries.attended(here.programme),
        not_reached=queries.not_reached(),
    )


def _bars(counts: list[Any]) -> list[Bar]:
    came = sum(each.attended or 0 for each in counts)
    return [
        Bar(
            capfirst(each.role.label),
            each.attended,
            _("%(k)s of %(n)s, %(share)s")
            % {
                "k": f"{each.attended:,}",
                "n": f"{came:,}",
                "share": queries.percent(each.attended, came),
            },
        )
        for each in counts
        if each.attended is not None
    ]


def _said_bars(said: Any, here: Here, slug: str) -> list[Bar]:
    ideas = here.address("ideas:list")
    return [
        Bar(
            each.name or _("No aspiration chosen"),
            each.ideas,
            ngettext("%(n)s idea, %(k)s may be shown", "%(n)s ideas, %(k)s may be shown", each.ideas)
            % {"n": f"{each.ideas:,}", "k": f"{each.quotable:,}"},
            f"{ideas}?conversation={slug}&{each.query}",
        )
        for each in said.by_aspiration
    ]


@public
def conversation(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    rows = queries.conversations_visible_to(here.person, here.programme)
    rows = queries.with_cover(queries.with_totals(queries.with_counts(rows)))
    found = found_or_404(rows, slug=slug)
    agenda, counts = queries.agenda_of(found), queries.came_by_role(found)
    said = queries.said_there(found, here.person)
    return render(
        request,
        "conversations/conversation.html",
        {
            "conversation": found,
            "agenda": agenda,
            "agenda_labels": {item.provenance for item in agenda},
            "counts": counts,
            "count_labels": {each.provenance for each in counts},
            "bars": _bars(counts),
            "said": said,
            "said_bars": _said_bars(said, here, slug),
            "gap": queries.gap_of_conversation(found),
            "cover": queries.cover_of(found),
            "limits": limits_said(here.programme) if queries.is_to_come(found) else "",
            "walk": walk([Ref("conversations", "conversation", found.pk)], here.programme, here.person),
        },
    )


@work(*READS_CONVERSATIONS)
def work_conversations(request: HttpRequest, here: Here) -> HttpResponse:
    may_add = queries.changes_conversations(here.person)
    rows = queries.conversations_workable_by(here.person, here.programme)
    filters = [
        area_filter(areas_workable_by(here.person, here.programme, READS_CONVERSATIONS)),
        Filter("missing", _("What is missing"), queries.missing_choices(), queries.missing),
    ]
    empty = Empty.inviting(
        _("No conversation is written down yet for where you work."),
        may_add,
        here.address("conversations-work:add"),
        _("Write down a conversation"),
    )
    shown = _list(request, here, rows, "conversations-work:detail", filters, empty)
    return list_page(
        request,
        shown,
        "conversations",
        "conversations/work_list.html",
        may_add=may_add,
        leads=can_lead(here.person),
    )


@work(*READS_CONVERSATIONS)
def work_conversation(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    rows = queries.with_counts(queries.conversations_workable_by(here.person, here.programme))
    found = found_or_404(rows, slug=slug)
    agenda, counts = queries.agenda_of(found), queries.came_by_role(found)
    to_come = queries.is_to_come(found)
    return render(
        request,
        "conversations/work_conversation.html",
        {
            "conversation": found,
            "agenda": agenda,
            "agenda_labels": {item.provenance for item in agenda},
            "counts": counts,
            "count_labels": {each.provenance for each in counts},
            "may_change": can_edit_area(here.person, found.area_id),
            "may_run": can_run_evenings(here.person, found.area_id),
            "opening": queries.latest_opening(found),
            "to_come": to_come,
            "checked_workers": queries.checked_workers_of(found),
            "reads_ideas": bool(here.person.roles & READS_IDEAS),
            "may_write": can_write_ideas_down(here.person, found.area_id)
            and can_be_written_to(to_come, queries.open_now(found) is not None),
            "photographs": queries.photographs_workable_by(here.person, here.programme).filter(
                conversation=found
            ),
        },
    )


@writing(Role.LEAD, Role.ORGANISER)
def add_conversation(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.ConversationForm(sent(request), programme=here.programme, person=here.person)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_conversation, programme=here.programme),
        title=_("Write down a conversation"),
        done=_("The conversation is written down. Now add its agenda and who came."),
        button=_("Write it down"),
        back=here.address("conversations-work:list"),
        onward=lambda made: here.address("conversations-work:detail", slug=made.slug),
        intro=_("When and where it was. Everybody may read it."),
    )


@writing(Role.LEAD, Role.ORGANISER)
def change_conversation(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    row = found_or_404(queries.conversations_workable_by(here.person, here.programme), slug=slug)
    form = forms.ConversationForm(sent(request), instance=row, programme=here.programme, person=here.person)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_conversation, conversation=row),
        title=_("Change how this conversation is written down"),
        done=_("The conversation is changed."),
        button=_("Keep these changes"),
        back=here.address("conversations-work:detail", slug=slug),
        onward=lambda changed: here.address("conversations-work:detail", slug=changed.slug),
    )


@writing(Role.LEAD)
def add_organiser(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.OrganiserForm(sent(request))
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_organiser, programme=here.programme),
        title=_("Add an organiser"),
        done=_("The organiser is added. Choose the key on the pages of their conversations."),
        button=_("Add this organiser"),
        back=here.address("conversations-work:list"),
        intro=_("Whoever organises conversations is counted once, by a key without a name."),
    )


@writing(*RUNS_EVENINGS)
def add_agenda_item(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    row = found_or_404(queries.conversations_workable_by(here.person, here.programme), slug=slug)
    form = forms.AgendaItemForm(sent(request), initial=queries.next_in_agenda(row))
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_agenda_item, conversation=row),
        title=_("Add to the agenda of “%(title)s”") % {"title": row.title},
        done=_("The agenda has one more item."),
        button=_("Add it"),
        back=here.address("conversations-work:detail", slug=slug),
    )


@writing(*RUNS_EVENINGS)
def change_agenda_item(request: HttpRequest, here: Here, slug: str, position: int) -> HttpResponse:
    rows = queries.agenda_workable_by(here.person, here.programme)
    item = found_or_404(rows, conversation__slug=slug, position=position)
    form = forms.AgendaItemForm(sent(request), instance=item)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_agenda_item, item=item),
        title=_("Change “%(title)s” in the agenda") % {"title": item.title},
        done=_("The agenda is changed."),
        button=_("Keep these changes"),
        back=here.address("conversations-work:detail", slug=slug),
    )


@writing(*RUNS_EVENINGS)
def attendance(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    row = found_or_404(queries.conversations_workable_by(here.person, here.programme), slug=slug)
    held = {each.role.value: each.attended for each in queries.came_by_role(row)}
    form = forms.AttendanceForm(sent(request), held=held)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.count_attendance, conversation=row),
        title=_("Who came to “%(title)s”") % {"title": row.title},
        done=_("Who came is written down."),
        button=_("Keep these numbers"),
        back=here.address("conversations-work:detail", slug=slug),
        intro=_(
            "Those who came, each in one role. Leave a role blank where nobody counted; write 0 where nobody "
            "came. Those who were only invited, or who can be reached later, are not counted here."
        ),
    )
