from django.apps import AppConfig


class MeConfig(AppConfig):
    name = "saidanddone.me"
    label = "me"

    def ready(self) -> None:
        from . import thread  # noqa: F401  # registers what this room can say
