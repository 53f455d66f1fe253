from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.pages.door import Here, found_or_404, work
from saidanddone.pages.forms import form_page
from saidanddone.pages.listing import Column, Empty, Filter, Listing, download, listing
from saidanddone.programme.rules import Role, can_code, can_lead

from .. import actions, forms, queries
from .shared import address, aspiration_filter, recommendation_columns


def _work_list(request: HttpRequest, here: Here, shown: Listing, name: str, **context: Any) -> HttpResponse:
    """Every list of this stage's work pages: its title, what one may add, the way to the other lists."""
    return download(request, shown, name) or render(
        request, "themes/work_list.html", {"shown": shown, "codes": can_code(here.person), **context}
    )


def _adding(here: Here, allowed: bool, name: str, says: str) -> Empty:
    """What a list's empty state invites to, for those who may."""
    return Empty(
        _("Nothing has been written down here yet."),
        address(here, name) if allowed else "",
        says if allowed else "",
    )


@require_safe
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
                link=lambda row: address(here, "themes-work:detail", key=row.key),
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
    return _work_list(request, here, shown, "themes", title=_("Themes"), add=empty)


@require_safe
@work()
def work_theme(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    theme = found_or_404(queries.themes_workable_by(here.person, here.programme), key=key)
    codes = queries.codes_workable_by(here.person, here.programme).filter(theme=theme)
    return render(
        request,
        "themes/work_theme.html",
        {"theme": theme, "codes": codes, "may_change": can_code(here.person)},
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD, Role.CODER)
def add_theme(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.ThemeForm(request.POST or None, programme=here.programme)

    def act(fields: dict[str, Any]) -> str:
        made = actions.add_theme(
            person=here.person, programme=here.programme, fields=fields, by=here.person.account
        )
        return address(here, "themes-work:detail", key=made.key)

    return form_page(
        request,
        form,
        title=_("Add a theme"),
        act=act,
        done=_("The theme is added."),
        button=_("Add this theme"),
        back=address(here, "themes-work:list"),
        intro=_(
            "A theme gathers codes that belong together. Give it a name that people themselves would use."
        ),
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD, Role.CODER)
def change_theme(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    theme = found_or_404(queries.themes_visible_to(here.person, here.programme), key=key)
    form = forms.ThemeForm(request.POST or None, instance=theme, programme=here.programme)

    def act(fields: dict[str, Any]) -> str:
        actions.change_theme(person=here.person, theme=theme, fields=fields, by=here.person.account)
        return address(here, "themes-work:detail", key=theme.key)

    return form_page(
        request,
        form,
        title=_("Change the theme “%(name)s”") % {"name": theme.name},
        act=act,
        done=_("The theme is changed."),
        button=_("Keep these changes"),
        back=address(here, "themes-work:detail", key=key),
    )


@require_safe
@work()
def codebook(request: HttpRequest, here: Here) -> HttpResponse:
    may = can_code(here.person)
    empty = _adding(here, may, "themes-work:add-code", _("Add a code"))
    themes = [(each.key, each.name) for each in queries.themes_by_programme(here.programme)]
    shown = listing(
        request,
        queries.codes_workable_by(here.person, here.programme),
        caption=_("Codebook"),
        columns=[
            Column(
                "code",
                _("Code"),
                lambda row: row.name,
                link=(lambda row: address(here, "themes-work:change-code", key=row.key)) if may else None,
                sort="name",
            ),
            Column("theme", _("Theme"), lambda row: row.theme.name if row.theme else "", sort="theme__id"),
            Column("definition", _("Definition"), lambda row: row.definition),
            Column("use_when", _("Use it when"), lambda row: row.use_when),
            Column("not_when", _("Not when"), lambda row: row.not_when),
            Column("texts", _("Texts"), lambda row: row.texts, numeric=True, sort="texts"),
        ],
        filters=[Filter("theme", _("Theme"), themes, "theme__key")],
        search=["name", "key", "definition"],
        empty=empty,
    )
    return _work_list(request, here, shown, "codebook", title=_("Codebook"), add=empty)


@require_http_methods(["GET", "POST"])
@work(Role.LEAD, Role.CODER)
def add_code(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.CodeForm(request.POST or None, programme=here.programme)

    def act(fields: dict[str, Any]) -> str:
        actions.add_code(person=here.person, programme=here.programme, fields=fields, by=here.person.account)
        return address(here, "themes-work:codebook")

    return form_page(
        request,
        form,
        title=_("Add a code"),
        act=act,
        done=_("The code is added."),
        button=_("Add this code"),
        back=address(here, "themes-work:codebook"),
        intro=_("Say when to use it and when not, so that another coder would decide as you do."),
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD, Role.CODER)
def change_code(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    code = found_or_404(queries.codes_workable_by(here.person, here.programme), key=key)
    form = forms.CodeForm(request.POST or None, instance=code, programme=here.programme)

    def act(fields: dict[str, Any]) -> str:
        actions.change_code(person=here.person, code=code, fields=fields, by=here.person.account)
        return address(here, "themes-work:codebook")

    return form_page(
        request,
        form,
        title=_("Change the code “%(name)s”") % {"name": code.name},
        act=act,
        done=_("The code is changed."),
        button=_("Keep these changes"),
        back=address(here, "themes-work:codebook"),
        intro=_("A changed definition changes what past codings mean: tell the other coders."),
    )


@require_safe
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
    return _work_list(request, here, shown, "recommendations", title=_("Recommendations"), add=empty)


def _parted(form: forms.RecommendationForm, data: dict[str, Any]) -> dict[str, Any]:
    """The clean data as an action takes it: the row's own fields, and what it follows from."""
    return {
        "fields": {name: data[name] for name in form.Meta.fields},
        "themes": list(data["themes"]),
        "ideas": data["ideas"],
    }


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def add_recommendation(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.RecommendationForm(request.POST or None, programme=here.programme)

    def act(data: dict[str, Any]) -> str:
        made = actions.add_recommendation(
            person=here.person, programme=here.programme, **_parted(form, data), by=here.person.account
        )
        return address(here, "themes:recommendation", key=made.key)

    return form_page(
        request,
        form,
        title=_("Add a recommendation"),
        act=act,
        done=_("The recommendation is added."),
        button=_("Add this recommendation"),
        back=address(here, "themes-work:recommendations"),
        intro=_("Name the themes and ideas that it follows from, so that those who spoke can find it."),
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def change_recommendation(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.recommendations_workable_by(here.person, here.programme), key=key)
    initial = {
        "themes": queries.themes_of_recommendation(row),
        "ideas": ", ".join(queries.idea_keys_of_recommendation(row)),
    }
    form = forms.RecommendationForm(
        request.POST or None, instance=row, initial=initial, programme=here.programme
    )

    def act(data: dict[str, Any]) -> str:
        actions.change_recommendation(
            person=here.person, recommendation=row, **_parted(form, data), by=here.person.account
        )
        return address(here, "themes:recommendation", key=row.key)

    return form_page(
        request,
        form,
        title=_("Change a recommendation"),
        act=act,
        done=_("The recommendation is changed."),
        button=_("Keep these changes"),
        back=address(here, "themes-work:recommendations"),
    )
