from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "saidanddone.pages"
    label = "pages"
