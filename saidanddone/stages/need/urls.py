from django.urls import path

from . import views
from .views import choosing

public = [
    path("need/", views.why_these_places, name="list"),
    path("need/begin/", choosing.where_to_begin, name="begin"),
    path("need/checks/", choosing.what_it_hangs_on, name="checks"),
    path("need/checks/pairs/", choosing.pairs, name="pairs"),
    path("need/indicators/", views.indicators, name="indicators"),
    path("need/indicators/<str:code>/", views.indicator, name="indicator"),
    path("need/areas/<str:code>/", views.area, name="area"),
    path("need/decisions/<str:key>/", views.decision, name="decision"),
]

work = [
    path("", views.work_indicators, name="list"),
    path("add/", views.add_indicator, name="add"),
    path("method/", views.choose_method, name="method"),
    path("decide/", views.decide, name="decide"),
    path("decisions/<str:key>/change/", views.change_decision, name="change-decision"),
    path("<str:code>/", views.work_indicator, name="detail"),
    path("<str:code>/change/", views.change_indicator, name="change"),
    path("<str:code>/enter/", views.enter_value, name="enter"),
    path("<str:code>/<str:area>/<int:year>/", views.change_value, name="change-value"),
]
