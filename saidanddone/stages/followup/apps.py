from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "saidanddone.stages.followup"
    label = "followup"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import thread  # noqa: F401  # registers what this stage can say
