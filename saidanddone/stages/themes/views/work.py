from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, aspiration_filter, listing
from saidanddone.programme.rules import Role, can_code, can_lead

from .. import actions, forms, queries
from .shared import recommendation_columns, theme_filter, work_list


def _adding(here: Here, may: bool, name: str, action: str) -> Empty:
    return Empty.inviting(_("Nothing has been written down here yet."), may, here.address(name), action)


@work()
def work_themes(request: HttpRequest, here: Here) -> HttpResponse:
    empty = _adding(here, can_code(here.person), "themes-work:add", _("Add a theme"))
    shown = listing(
        request,
        queries.themes_workable_by(here.person, here.programme),
        caption=_("Themes"),
        columns=[
            Column(
                "theme",
                _("Theme"),
                lambda row: row.name,
                link=lambda row: here.address("themes-work:detail", key=row.key),
                sort="name",
            ),
            Column("key", _("Key"), lambda row: row.key),
            Column("ideas", _("Ideas"), lambda row: row.ideas, numeric=True, sort="ideas"),
            Column("boroughs", _("Boroughs"), lambda row: row.places, numeric=True, sort="places"),
        ],
        filters=[aspiration_filter(here)],
        search=["name", "key", "summary"],
        empty=empty,
    )
    return work_list(request, here, shown, "themes", title=_("Themes"), add=empty)


@work()
def work_theme(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    theme = found_or_404(queries.themes_workable_by(here.person, here.programme), key=key)
    codes = queries.codes_workable_by(here.person, here.programme).filter(theme=theme)
    return render(
        request,
        "themes/work_theme.html",
        {"theme": theme, "codes": codes, "may_change": can_code(here.person)},
    )


@writing(Role.LEAD, Role.CODER)
def add_theme(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.ThemeForm(sent(request), programme=here.programme)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_theme, programme=here.programme),
        title=_("Add a theme"),
        done=_("The theme is added."),
        button=_("Add this theme"),
        back=here.address("themes-work:list"),
        onward=lambda made: here.address("themes-work:detail", key=made.key),
        intro=_(
            "A theme gathers codes that belong together. Give it a name that people themselves would use."
        ),
    )


@writing(Role.LEAD, Role.CODER)
def change_theme(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    theme = found_or_404(queries.themes_visible_to(here.person, here.programme), key=key)
    form = forms.ThemeForm(sent(request), instance=theme, programme=here.programme)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_theme, theme=theme),
        title=_("Change the theme “%(name)s”") % {"name": theme.name},
        done=_("The theme is changed."),
        button=_("Keep these changes"),
        back=here.address("themes-work:detail", key=key),
        onward=lambda changed: here.address("themes-work:detail", key=changed.key),
    )


@work()
def codebook(request: HttpRequest, here: Here) -> HttpResponse:
    may = can_code(here.person)
    empty = _adding(here, may, "themes-work:add-code", _("Add a code"))
    shown = listing(
        request,
        queries.codes_workable_by(here.person, here.programme),
        caption=_("Codebook"),
        columns=[
            Column(
                "code",
                _("Code"),
                lambda row: row.name,
                link=(lambda row: here.address("themes-work:change-code", key=row.key)) if may else None,
                sort="name",
            ),
            Column("theme", _("Theme"), lambda row: row.theme.name if row.theme else "", sort="theme__id"),
            Column("definition", _("Definition"), lambda row: row.definition),
            Column("use_when", _("Use it when"), lambda row: row.use_when),
            Column("not_when", _("Not when"), lambda row: row.not_when),
            Column("texts", _("Texts"), lambda row: row.texts, numeric=True, sort="texts"),
        ],
        filters=[theme_filter(here, "theme__key")],
        search=["name", "key", "definition"],
        empty=empty,
    )
    return work_list(request, here, shown, "codebook", title=_("Codebook"), add=empty)


@writing(Role.LEAD, Role.CODER)
def add_code(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.CodeForm(sent(request), programme=here.programme)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_code, programme=here.programme),
        title=_("Add a code"),
        done=_("The code is added."),
        button=_("Add this code"),
        back=here.address("themes-work:codebook"),
        intro=_("Say when to use it and when not, so that another coder would decide as you do."),
    )


@writing(Role.LEAD, Role.CODER)
def change_code(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    code = found_or_404(queries.codes_workable_by(here.person, here.programme), key=key)
    form = forms.CodeForm(sent(request), instance=code, programme=here.programme)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_code, code=code),
        title=_("Change the code “%(name)s”") % {"name": code.name},
        done=_("The code is changed."),
        button=_("Keep these changes"),
        back=here.address("themes-work:codebook"),
        intro=_("A changed definition changes what past codings mean: tell the other coders."),
    )


@work()
def work_recommendations(request: HttpRequest, here: Here) -> HttpResponse:
    may = can_lead(here.person)
    empty = _adding(here, may, "themes-work:add-recommendation", _("Add a recommendation"))
    page = "themes-work:change-recommendation" if may else "themes:recommendation"
    behind = [("none", _("no theme yet")), ("some", _("one or more"))]
    shown = listing(
        request,
        queries.recommendations_workable_by(here.person, here.programme),
        caption=_("Recommendations"),
        columns=recommendation_columns(here, page),
        filters=[
            aspiration_filter(here),
            Filter("behind", _("Themes"), behind, queries.with_or_without_theme),
        ],
        search=["statement", "addressed_to", "key"],
        empty=empty,
    )
    return work_list(request, here, shown, "recommendations", title=_("Recommendations"), add=empty)


@writing(Role.LEAD)
def add_recommendation(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.RecommendationForm(sent(request), programme=here.programme)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_recommendation, programme=here.programme),
        title=_("Add a recommendation"),
        done=_("The recommendation is added."),
        button=_("Add this recommendation"),
        back=here.address("themes-work:recommendations"),
        onward=lambda made: here.address("themes:recommendation", key=made.key),
        intro=_("Name the themes and ideas that it follows from, so that those who spoke can find it."),
    )


@writing(Role.LEAD)
def change_recommendation(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.recommendations_workable_by(here.person, here.programme), key=key)
    initial = {
        "themes": queries.themes_of_recommendation(row),
        "ideas": ", ".join(queries.idea_keys_of_recommendation(row)),
    }
    form = forms.RecommendationForm(sent(request), instance=row, initial=initial, programme=here.programme)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_recommendation, recommendation=row),
        title=_("Change a recommendation"),
        done=_("The recommendation is changed."),
        button=_("Keep these changes"),
        back=here.address("themes-work:recommendations"),
        onward=lambda changed: here.address("themes:recommendation", key=changed.key),
    )
