from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "saidanddone.stages.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import thread  # noqa: F401  # registers what this stage can say
