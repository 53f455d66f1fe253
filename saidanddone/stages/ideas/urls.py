from django.urls import path

from . import views

public = [
    path("ideas/<str:key>/", views.idea, name="detail"),
]

work = []
