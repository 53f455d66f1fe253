from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "saidanddone.support"
    label = "support"
