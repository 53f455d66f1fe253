from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "saidanddone.website"
    label = "website"
