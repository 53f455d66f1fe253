from django.urls import path

from . import views

public = [
    path("report/", views.reports, name="list"),
    path("report/<int:number>/", views.release, name="detail"),
    path("report/<int:number>/report.html", views.release_html, name="html"),
    path("report/<int:number>/report.pdf", views.release_pdf, name="pdf"),
    path("report/<int:number>/release.json", views.release_json, name="json"),
    path("report/<int:number>/data.zip", views.release_data, name="data"),
    path("report/<int:number>/<str:section>/", views.section, name="section"),
    path("figures/", views.figures, name="figures"),
    path("figures/<str:key>/", views.figure, name="figure"),
]

work = [
    path("", views.work_sections, name="list"),
    path("add/", views.add_section, name="add"),
    path("draft/", views.draft, name="draft"),
    path("draft/make/", views.make_draft, name="make-draft"),
    path("draft/figures/", views.draft_figures, name="draft-figures"),
    path("draft/report.html", views.draft_html, name="draft-html"),
    path("draft/report.pdf", views.draft_pdf, name="draft-pdf"),
    path("draft/sections/<str:section>/", views.draft_section, name="draft-section"),
    path("release/", views.make_release, name="release"),
    path("<str:key>/", views.work_section, name="detail"),
    path("<str:key>/change/", views.change_section, name="change"),
    path("<str:key>/remove/", views.remove_section, name="remove"),
]
