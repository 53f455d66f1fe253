from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "saidanddone.stages.followup"
    label = "followup"

    def ready(self) -> None:
        from . import thread

        thread.join()
