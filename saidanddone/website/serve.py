"""The site under gunicorn: one process, so that one SQLite database has one writer, and eight threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from .wsgi import application


class Site(BaseApplication):  # type: ignore[misc]
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return application


def run(*, host: str, port: int, say: Callable[[str], None]) -> None:
    options = {
        "bind": f"{host}:{port}",
        "workers": 1,
        "worker_class": "gthread",
        "threads": 8,
        "control_socket_disable": True,
        "accesslog": None,  # addresses of personal links must stand in no log
        "when_ready": lambda server: say(f"Serving on http://{host}:{port}/ (Ctrl+C stops)"),
    }
    Site(options).run()
