from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "saidanddone.privacy"
    label = "privacy"
