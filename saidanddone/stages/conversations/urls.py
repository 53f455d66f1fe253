from django.urls import path

from . import views

public = [
    path("conversations/<str:slug>/", views.conversation, name="detail"),
]

work = []
