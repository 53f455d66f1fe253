from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "saidanddone.safeguarding"
    label = "safeguarding"
