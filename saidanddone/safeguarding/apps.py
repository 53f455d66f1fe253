from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "saidanddone.safeguarding"
    label = "safeguarding"

    def ready(self) -> None:
        from . import thread  # noqa: F401  # registers what this room keeps of a person
