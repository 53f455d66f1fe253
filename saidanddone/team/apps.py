from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "saidanddone.team"
    label = "team"
