from django.urls import path

from . import views

public = [
    path("promised/", views.commitments, name="list"),
    path("answered/", views.answered, name="answered"),
    path("promised/<str:key>/", views.commitment, name="detail"),
]

work = [
    path("", views.work_commitments, name="list"),
    path("add/", views.add_commitment, name="add"),
    path("<str:key>/", views.work_commitment, name="detail"),
    path("<str:key>/change/", views.change_commitment, name="change"),
    path("<str:key>/approve/", views.approve_commitment, name="approve"),
    path("<str:key>/withdraw-approval/", views.withdraw_approval, name="withdraw-approval"),
    path("<str:key>/review/", views.review_commitment, name="review"),
]
