from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "saidanddone.stages.report"
    label = "report"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import thread  # noqa: F401  # registers what this stage can say
