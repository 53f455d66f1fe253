from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "saidanddone.stages.commitments"
    label = "commitments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import thread  # noqa: F401  # registers what this stage can say
