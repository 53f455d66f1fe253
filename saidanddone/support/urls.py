from __future__ import annotations

from django.urls import path

from .views import bringing, directory, feed, finding, packs, turning

site = [
    path("help-now/", turning.help_now, name="help-now"),
    path("help-now/near-you/", turning.help_near, name="help-near"),
]
public = [
    path("where-to-turn/", finding.services, name="list"),
    path("where-to-turn/lines/", finding.lines, name="lines"),
    path("where-to-turn/leaflet/", finding.leaflets, name="leaflets"),
    path("where-to-turn/leaflet/<str:area>/", finding.leaflet, name="leaflet"),
    path("where-to-turn/leaflet/<str:area>/leaflet.pdf", finding.leaflet_pdf, name="leaflet-pdf"),
    path("where-to-turn/packs/", packs.packs, name="packs"),
    path("where-to-turn/packs/<str:key>/", packs.pack, name="pack"),
    path(
        "where-to-turn/packs/<str:key>/<int:number>/<str:language>/", packs.pack_version, name="pack-version"
    ),
    path("where-to-turn/<uuid:id>/", finding.service, name="service"),
    path("where-to-turn/<str:what>.json", feed.rows, name="feed"),
    path("where-to-turn/<str:what>/<uuid:id>.json", feed.row, name="feed-row"),
]
work = [
    path("", directory.services, name="list"),
    path("add/", directory.add_service, name="add"),
    path("lines/", directory.lines, name="lines"),
    path("lines/<str:line>/check/", directory.check_line, name="check-line"),
    path("suggestions/", directory.suggestions, name="suggestions"),
    path("suggestions/<int:number>/", directory.suggestion, name="suggestion"),
    path("terms/", directory.terms, name="terms"),
    path("terms/<uuid:id>/", directory.term, name="term"),
    path("bring/", bringing.bring, name="bring"),
    path("bring/<int:number>/", bringing.brought, name="brought"),
    path("bring/<int:number>/take-in/", bringing.take_in, name="take-in"),
    path("bring/<int:number>/throw-away/", bringing.throw_away, name="throw-away"),
    path("packs/", packs.work_packs, name="packs"),
    path("packs/add/", packs.add_pack, name="add-pack"),
    path("packs/<str:key>/", packs.work_pack, name="pack"),
    path("packs/<str:key>/change/", packs.change_pack, name="change-pack"),
    path("packs/<str:key>/write/", packs.write_version, name="write-version"),
    path("packs/<str:key>/<int:number>/<str:language>/review/", packs.review_version, name="review-version"),
    path("packs/<str:key>/<int:number>/<str:language>/hand-out/", packs.hand_out, name="hand-out"),
    path("<uuid:id>/", directory.service, name="service"),
    path("<uuid:id>/change/", directory.change_service, name="change"),
    path("<uuid:id>/check/", directory.check_service, name="check"),
    path("<uuid:id>/retire/", directory.retire_service, name="retire"),
    path("<uuid:id>/suggest/", directory.suggest, name="suggest"),
]
