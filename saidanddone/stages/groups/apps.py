from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "saidanddone.stages.groups"
    label = "groups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import thread  # noqa: F401  # registers what this stage can say
