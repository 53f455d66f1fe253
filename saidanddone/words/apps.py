from django.apps import AppConfig


class WordsConfig(AppConfig):
    name = "saidanddone.words"
    label = "words"
    default_auto_field = "django.db.models.BigAutoField"
