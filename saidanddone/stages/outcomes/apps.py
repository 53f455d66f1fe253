from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "saidanddone.stages.outcomes"
    label = "outcomes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import thread  # noqa: F401  # registers what this stage can say
