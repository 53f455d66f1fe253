from django.apps import AppConfig


class NeedConfig(AppConfig):
    name = "saidanddone.stages.need"
    label = "need"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import thread  # noqa: F401  # registers what this stage can say
