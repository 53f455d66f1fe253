from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "saidanddone.support"
    label = "support"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import thread  # noqa: F401  # registers what waits in this room
