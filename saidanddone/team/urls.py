from __future__ import annotations

from django.urls import path

from . import views

site = [
    path("accounts/invitation/", views.invitation, name="invitation"),
    path("accounts/invitation/<str:token>/", views.invitation_link, name="invitation-link"),
]
public = [path("who-sees-what/", views.who_sees_what, name="who-sees-what")]
work = [
    path("", views.team, name="list"),
    path("invite/", views.invite, name="invite"),
    path("invitations/<int:number>/again/", views.send_again, name="send-again"),
    path("invitations/<int:number>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:number>/", views.member, name="member"),
    path("<int:number>/end/", views.end_role, name="end"),
    path("<int:number>/hand-over/", views.hand_over, name="hand-over"),
]
