from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "saidanddone.stages.themes"
    label = "themes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import thread  # noqa: F401  # registers what this stage can say
