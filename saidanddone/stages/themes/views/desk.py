"""The coding desk: what is left to code, one text a page, and the list of codings."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from saidanddone.pages.bars import Bar
from saidanddone.pages.door import Here, found_or_404, sending, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, area_column, area_filter, list_page, listing
from saidanddone.programme.queries import areas_of, spoken_role_choices
from saidanddone.programme.rules import Role, can_code
from saidanddone.words.queries import texts_visible_to

from .. import actions, forms, queries, rules
from .shared import theme_filter, work_list


@work(Role.LEAD, Role.CODER)
def desk(request: HttpRequest, here: Here) -> HttpResponse:
    progress = queries.progress_of(here.person, here.programme)
    shown = listing(
        request,
        queries.texts_to_code(here.person, here.programme),
        caption=_("Texts that you have not coded"),
        columns=[
            Column(
                "text",
                _("Text"),
                lambda row: str(row),
                link=lambda row: here.address("themes-work:code-text", key=row.key),
            ),
            Column("key", _("Key"), lambda row: row.key),
            Column("role", _("Role"), lambda row: row.get_role_display(), sort="role"),
            area_column(),
        ],
        filters=[
            Filter("role", _("Role"), spoken_role_choices(), "role"),
            area_filter(areas_of(here.programme)),
        ],
        search=["words", "key"],
        empty=Empty(
            _("You have coded every text."), here.address("themes-work:codings"), _("Look at the codings")
        ),
    )
    says = _("%(done)s of %(of)s texts") % {"done": f"{progress.done:,}", "of": f"{progress.of:,}"}
    return list_page(
        request,
        shown,
        "texts-to-code",
        "themes/desk.html",
        progress=progress,
        bars=[Bar(_("Coded by you"), progress.done, says)],
        skipped=queries.skipped_by(here.person, here.programme).count,
        next=lambda: queries.next_text_to_code(here.person, here.programme),
    )


@writing(Role.LEAD, Role.CODER)
def code_text(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    text = found_or_404(texts_visible_to(here.person, here.programme), key=key)
    form = forms.CodingForm(sent(request), programme=here.programme, words=text.words)
    back = here.address("themes-work:desk")

    def following() -> str:
        after = queries.next_text_to_code(here.person, here.programme, after=text)
        return here.address("themes-work:code-text", key=after.key) if after else back

    def onward(made: object) -> str:
        # Whoever codes a part may want to code another part of the same text.
        return here.address("themes-work:code-text", key=key) if form.cleaned_data["quoted"] else following()

    mine, others = queries.codings_of_text(here.person, text)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.code_text, programme=here.programme, text=text),
        title=_("Code this text"),
        done=_("Your coding of “%(text)s” is kept.") % {"text": text.key},
        button=_("Keep this coding"),
        back=back,
        onward=onward,
        context={
            "text": text,
            "mine": mine,
            "others": others,
            "progress": queries.progress_of(here.person, here.programme),
            "skip_to": following() if request.method == "GET" or form.errors else "",
        },
        template="themes/code_text.html",
    )


@sending(Role.LEAD, Role.CODER)
def skip_text(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    text = found_or_404(texts_visible_to(here.person, here.programme), key=key)
    actions.skip_text(person=here.person, text=text, by=here.person.account)
    messages.success(request, _("You leave it to somebody else. Take a break if you want one."))
    return redirect(here.address("themes-work:desk"))


@sending(Role.LEAD, Role.CODER)
def take_back_skips(request: HttpRequest, here: Here) -> HttpResponse:
    actions.take_back_skips(person=here.person, programme=here.programme, by=here.person.account)
    messages.success(request, _("They are in your queue again."))
    return redirect(here.address("themes-work:desk"))


@sending(Role.LEAD, Role.CODER)
def remove_coding(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    number = request.POST.get("coding", "")
    if not number.isdecimal():
        raise Http404(_("There is no such coding."))
    own = queries.own_codings(here.person, here.programme).filter(text__key=key)
    coding = found_or_404(own, pk=int(number))
    actions.remove_coding(person=here.person, coding=coding, by=here.person.account)
    messages.success(request, _("Your coding is taken back. You may code the text again."))
    return redirect(here.address("themes-work:code-text", key=key))


@work(*rules.SEE_EVERY_CODING)
def texts(request: HttpRequest, here: Here) -> HttpResponse:
    """What has been coded by how many: the texts behind every figure of this stage."""
    kinds = [("idea", _("ideas")), ("answer", _("open answers and interviews"))]
    coders = [("nobody", _("nobody")), ("one", _("one coder")), ("two", _("two coders or more"))]
    shown = listing(
        request,
        queries.texts_with_codings(here.person, here.programme),
        caption=_("Texts, and how many have coded each"),
        columns=[
            Column("text", _("Words"), lambda row: row.with_care, in_file=lambda row: row.words),
            Column("key", _("Key"), lambda row: row.key),
            Column("role", _("Role"), lambda row: row.get_role_display(), sort="role"),
            area_column(),
            Column("coders", _("Coders"), lambda row: row.coders, numeric=True, sort="coders"),
            Column("codings", _("Codings"), lambda row: row.codings_made, numeric=True, sort="codings_made"),
        ],
        filters=[
            theme_filter(here, queries.in_theme),
            Filter("kind", _("Kind"), kinds, queries.of_kind),
            Filter("coded", _("Coded by"), coders, queries.coded_by),
            area_filter(areas_of(here.programme)),
        ],
        search=["words", "key"],
        empty=Empty(_("No text has been written down yet.")),
    )
    return work_list(request, here, shown, "texts", title=_("Texts"), sees_all=True)


@work()
def codings(request: HttpRequest, here: Here) -> HttpResponse:
    may_code = can_code(here.person)
    codes = [(each.key, each.name) for each in queries.codes_to_choose(here.programme)]
    shown = listing(
        request,
        queries.codings_workable_by(here.person, here.programme),
        caption=_("Codings"),
        columns=[
            Column(
                "text",
                _("Words"),
                queries.coded_words,
                link=(lambda row: here.address("themes-work:code-text", key=row.text.key))
                if may_code
                else None,
            ),
            Column("text_key", _("Key"), lambda row: row.text.key),
            Column("code", _("Code"), lambda row: row.code.name, sort="code__name"),
            Column("theme", _("Theme"), lambda row: row.code.theme.name if row.code.theme else ""),
            Column("coder", _("Coder"), lambda row: row.coder, sort="coder"),
            Column("role", _("Role"), lambda row: row.text.get_role_display(), sort="text__role"),
            area_column("text__area", sortable=False),
            Column("worth", _("Worth quoting"), lambda row: _("yes") if row.worth_quoting else ""),
            Column("memo", _("Memo"), lambda row: row.memo),
        ],
        filters=[
            theme_filter(here, "code__theme__key"),
            Filter("code", _("Code"), codes, "code__key"),
            Filter("coder", _("Coder"), queries.coder_choices(here.person, here.programme), "coder"),
            area_filter(areas_of(here.programme), "text__area__code"),
            Filter("worth", _("Worth quoting"), [("True", _("yes")), ("False", _("no"))], "worth_quoting"),
        ],
        search=["text__words", "text__key", "memo"],
        empty=Empty(
            _("You see no codings yet. Those of other coders open once you have coded a text yourself.")
            if may_code
            else _("Nobody has coded a text that you may read."),
            here.address("themes-work:desk") if may_code else "",
            _("Go to the coding desk") if may_code else "",
        ),
    )
    return work_list(request, here, shown, "codings", title=_("Codings"))
