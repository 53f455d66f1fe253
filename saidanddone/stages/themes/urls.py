from django.urls import path

from . import views

public = [
    path("heard/", views.themes, name="list"),
    path("heard/recommendations/", views.recommendations, name="recommendations"),
    path("heard/recommendations/<str:key>/", views.recommendation, name="recommendation"),
    path("heard/<str:key>/", views.theme, name="detail"),
    path("heard/<str:key>/ideas/", views.ideas_of_theme, name="ideas"),
]

work = [
    path("", views.work_themes, name="list"),
    path("add/", views.add_theme, name="add"),
    path("codebook/", views.codebook, name="codebook"),
    path("codebook/add/", views.add_code, name="add-code"),
    path("codebook/<str:key>/change/", views.change_code, name="change-code"),
    path("recommendations/", views.work_recommendations, name="recommendations"),
    path("recommendations/add/", views.add_recommendation, name="add-recommendation"),
    path("recommendations/<str:key>/change/", views.change_recommendation, name="change-recommendation"),
    path("codings/", views.codings, name="codings"),
    path("texts/", views.texts, name="texts"),
    path("desk/", views.desk, name="desk"),
    path("desk/<str:key>/", views.code_text, name="code-text"),
    path("desk/skips/take-back/", views.take_back_skips, name="take-back-skips"),
    path("desk/<str:key>/skip/", views.skip_text, name="skip-text"),
    path("desk/<str:key>/remove/", views.remove_coding, name="remove-coding"),
    path("<str:key>/", views.work_theme, name="detail"),
    path("<str:key>/change/", views.change_theme, name="change"),
]
