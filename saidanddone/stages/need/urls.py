from django.urls import path

from . import views
from .views import bringing, choosing, clusters, comparing, maps, outlining, small, weighing

public = [
    path("need/", views.why_these_places, name="list"),
    path("need/begin/", choosing.where_to_begin, name="begin"),
    path("need/checks/", choosing.what_it_hangs_on, name="checks"),
    path("need/checks/pairs/", choosing.pairs, name="pairs"),
    path("need/indicators/", views.indicators, name="indicators"),
    path("need/indicators/<str:code>/", views.indicator, name="indicator"),
    path("need/indicators/<str:code>/compare/", comparing.compare, name="compare"),
    path("need/indicators/<str:code>/standardised/", comparing.standardised, name="standardised"),
    path("need/indicators/<str:code>/inequality/", comparing.inequality, name="inequality"),
    path("need/areas/<str:code>/", views.area, name="area"),
    path("need/areas/<str:code>/small/", small.small_areas, name="small-areas"),
    path("need/map/", maps.map_of_need, name="map"),
    path("need/clusters/", clusters.clusters, name="clusters"),
    path("need/decisions/<str:key>/", views.decision, name="decision"),
]

work = [
    path("", views.work_indicators, name="list"),
    path("add/", views.add_indicator, name="add"),
    path("method/", views.choose_method, name="method"),
    path("decide/", views.decide, name="decide"),
    path("decisions/<str:key>/change/", views.change_decision, name="change-decision"),
    path("domains/", weighing.domains, name="domains"),
    path("domains/add/", weighing.add_domain, name="add-domain"),
    path("domains/<int:number>/change/", weighing.change_domain, name="change-domain"),
    path("domains/<int:number>/throw-away/", weighing.throw_away_domain, name="throw-away-domain"),
    path("groups/", weighing.groups, name="groups"),
    path("groups/add/", weighing.add_group, name="add-group"),
    path("groups/<int:number>/change/", weighing.change_group, name="change-group"),
    path("groups/<int:number>/throw-away/", weighing.throw_away_group, name="throw-away-group"),
    path("votes/", weighing.votes, name="votes"),
    path("votes/add/", weighing.add_vote, name="add-vote"),
    path("votes/<int:number>/change/", weighing.change_vote, name="change-vote"),
    path("votes/<int:number>/throw-away/", weighing.throw_away_vote, name="throw-away-vote"),
    path("bring/", bringing.bring, name="bring"),
    path("bring/<int:number>/", bringing.brought, name="brought"),
    path("bring/<int:number>/take-in/", bringing.take_in, name="take-in"),
    path("bring/<int:number>/throw-away/", bringing.throw_away, name="throw-away"),
    path("maps/", outlining.maps, name="maps"),
    path("maps/add/", outlining.add_map, name="add-map"),
    path("maps/<str:key>/throw-away/", outlining.throw_away_map, name="throw-away-map"),
    path("<str:code>/", views.work_indicator, name="detail"),
    path("<str:code>/change/", views.change_indicator, name="change"),
    path("<str:code>/enter/", views.enter_value, name="enter"),
    path("<str:code>/standardised/<int:year>/put-in/", comparing.put_in, name="put-in"),
    path("<str:code>/<str:area>/<int:year>/", views.change_value, name="change-value"),
]
