from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "saidanddone.stages.conversations"
    label = "conversations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import thread  # noqa: F401  # registers what this stage can say
