from django.apps import AppConfig


class MeConfig(AppConfig):
    name = "saidanddone.me"
    label = "me"
