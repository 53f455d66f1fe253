from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, public, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, area_column, area_filter, list_page, listing
from saidanddone.programme.queries import (
    areas_of,
    areas_workable_by,
    aspiration_choices,
    spoken_role_choices,
)
from saidanddone.programme.rules import (
    READS_IDEAS,
    WRITES_IDEAS_DOWN,
    Role,
    can_edit_area,
    can_write_ideas_down,
)
from saidanddone.safeguarding.queries import limits_said, somebody_on_duty
from saidanddone.stages.conversations.queries import (
    conversations_visible_to,
    conversations_workable_by,
    lead_in_the_room,
    open_for_writing,
)
from saidanddone.support.queries import turn_to
from saidanddone.thread.steps import Ref
from saidanddone.thread.walk import walk

from . import actions, forms, queries


def _columns(here: Here, link: str) -> list[Column]:
    return [
        Column(
            "words",
            _("What was said"),
            lambda row: row.text.with_care,
            in_file=lambda row: row.text.words,
            link=lambda row: here.address(link, key=row.text.key),
        ),
        Column("key", _("Key"), lambda row: row.text.key, sort="text_id"),
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort="kind"),
        Column("role", _("Role"), lambda row: row.text.get_role_display(), sort="text__role"),
        area_column("text__area"),
        Column(
            "aspiration",
            _("Aspiration"),
            lambda row: row.aspiration.name if row.aspiration else _("none"),
            sort="aspiration_id",
        ),
        Column("quotable", _("May be quoted now"), lambda row: _("yes") if row.quotable_now else _("no")),
    ]


def _filters(here: Here, areas: Any, conversations: Any) -> list[Filter]:
    return [
        area_filter(areas, "text__area__code"),
        Filter(
            "aspiration",
            _("Aspiration"),
            [*aspiration_choices(here.programme), (queries.UNFILED, _("none"))],
            queries.about_aspiration,
        ),
        Filter("role", _("Role"), spoken_role_choices(), "text__role"),
        Filter("kind", _("Kind"), queries.kind_choices(), "kind"),
        Filter(
            "conversation",
            _("Conversation"),
            [(each.slug, each.title) for each in conversations],
            "conversation__slug",
        ),
    ]


@public
def ideas(request: HttpRequest, here: Here) -> HttpResponse:
    """The same for everybody, also for those who may read more at work."""
    shown = listing(
        request,
        queries.ideas_to_quote(here.programme),
        caption=_("What people said"),
        columns=_columns(here, "ideas:detail")[:-1],
        filters=_filters(
            here, areas_of(here.programme), conversations_visible_to(here.person, here.programme)
        ),
        search=["text__words"],
        empty=Empty(
            _("No idea that may be shown has been written down yet. Until then, read about the evenings."),
            here.address("conversations:list"),
            _("The evenings"),
        ),
    )
    return list_page(
        request,
        shown,
        "ideas",
        "ideas/list.html",
        quotations=[queries.quoted(each, here.person) for each in shown.page.object_list],
        counts=lambda: queries.shown_of(here.programme),
    )


@public
def idea(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.ideas_visible_to(here.person, here.programme), text__key=key)
    return render(
        request,
        "ideas/idea.html",
        {
            "idea": found,
            "quoted": queries.quoted(found, here.person),
            "labels_shown": [found.provenance],
            "walk": walk([Ref("ideas", "idea", found.pk)], here.programme, here.person),
        },
    )


@work(*READS_IDEAS)
def work_ideas(request: HttpRequest, here: Here) -> HttpResponse:
    may_add = bool(here.person.roles & WRITES_IDEAS_DOWN)
    areas = areas_workable_by(here.person, here.programme, READS_IDEAS)
    conversations = conversations_workable_by(here.person, here.programme)
    shown = listing(
        request,
        queries.ideas_workable_by(here.person, here.programme),
        caption=_("Ideas"),
        columns=_columns(here, "ideas-work:detail"),
        filters=[
            *_filters(here, areas, conversations),
            Filter("quotable", _("Quoting"), queries.quotable_choices(), queries.quotable_as),
        ],
        search=["text__words", "text__key"],
        empty=Empty.inviting(
            _("No idea is written down yet for where you work."),
            may_add,
            here.address("ideas-work:add"),
            _("Write down an idea"),
        ),
    )
    return list_page(request, shown, "ideas", "ideas/work_list.html", may_add=may_add)


@work(*READS_IDEAS)
def work_idea(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.ideas_workable_by(here.person, here.programme), text__key=key)
    return render(
        request,
        "ideas/work_idea.html",
        {
            "idea": found,
            "quoted": queries.quoted(found, here.person),
            "may_change": can_edit_area(here.person, found.text.area_id),
            "may_write": can_write_ideas_down(here.person, found.conversation.area_id),
        },
    )


def _evening_going_on(here: Here) -> str:
    """Where one evening is open, that is where a scribe sits."""
    evenings = open_for_writing(here.person, here.programme)
    return evenings[0].slug if len(evenings) == 1 else ""


@writing(*WRITES_IDEAS_DOWN)
def add_idea(request: HttpRequest, here: Here) -> HttpResponse:
    reads = bool(here.person.roles & READS_IDEAS)

    def onward(made: actions.Written) -> str:
        if made.raised is not None:
            after = here.address("ideas-work:tell-now", slug=made.conversation.slug)
            return after if made.idea else f"{after}?kept=no"
        if reads:
            return here.address("ideas-work:detail", key=made.idea.text.key)
        # Who reads no ideas goes on to write down the next one.
        return f"{here.address('ideas-work:add')}?conversation={made.conversation.slug}"

    form = forms.IdeaForm(
        sent(request),
        initial={"conversation": request.GET.get("conversation") or _evening_going_on(here)},
        programme=here.programme,
        person=here.person,
    )
    return form_page(
        request,
        here,
        form,
        action=actions.write_down,
        title=_("Write down an idea"),
        done=lambda made: (
            _("It is written down.")
            if made.idea
            else _("Your call has gone out. Nothing was kept among the ideas.")
        ),
        button=_("Write it down"),
        back=here.address("ideas-work:list" if reads else "conversations-work:list"),
        onward=onward,
        intro=_("Words cannot be changed afterwards. Read them through once more before you keep them."),
        context={"limits": limits_said(here.programme)},
        template="ideas/add_idea.html",
    )


@work(*WRITES_IDEAS_DOWN)
def tell_now(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    """What a scribe reads at once after calling for help: whom to tell in the room, and where to turn."""
    found = found_or_404(conversations_workable_by(here.person, here.programme), slug=slug)
    return render(
        request,
        "ideas/tell_now.html",
        {
            "conversation": found,
            "no_idea": request.GET.get("kept") == "no",
            "lead": lead_in_the_room(found),
            "on_duty": somebody_on_duty(here.programme, found.area_id),
            "turn": turn_to(here.programme, found.area),
        },
    )


@writing(Role.LEAD, Role.ORGANISER)
def change_idea(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.ideas_workable_by(here.person, here.programme), text__key=key)
    form = forms.FilingForm(sent(request), instance=row, programme=here.programme)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.file_idea, idea=row),
        title=_("Change what this is filed under"),
        done=_("It is filed."),
        button=_("Keep this"),
        back=here.address("ideas-work:detail", key=key),
        intro=_("Words stay as they were said. Where they were written down wrongly, write a new row."),
        context={"quoted": queries.quoted(row, here.person)},
        template="ideas/file_idea.html",
    )
