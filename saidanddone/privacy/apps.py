from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "saidanddone.privacy"
    label = "privacy"

    def ready(self) -> None:
        from . import thread  # noqa: F401  # registers what waits for the data protection officer
