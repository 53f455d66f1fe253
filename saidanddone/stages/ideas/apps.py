from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "saidanddone.stages.ideas"
    label = "ideas"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import thread  # noqa: F401  # registers what this stage can say
