from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "saidanddone.stages.ideas"
    label = "ideas"
    default_auto_field = "django.db.models.BigAutoField"
