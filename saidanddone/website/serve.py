"""The site under gunicorn: one process, so that one SQLite database has one writer, and eight threads.

The clock beside it is a process of its own, so that it goes on while the site is busy.
"""

from __future__ import annotations

import errno
import logging
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from .logs import HideTokens
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


def check_free(host: str, port: int) -> None:
    """Raise one sentence where the site could not answer there, before anything is started."""
    if not 1 <= port <= 65535:
        raise ValueError(f"{port} is no port; allowed: a number from 1 to 65535")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host.strip("[]"), port))
    except OSError as why:
        if why.errno == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else 8000
            raise ValueError(
                f"port {port} on {host} is taken, perhaps by this site in another window; choose another "
                f"with `make demo PORT={other}` or `said serve --port {other}`"
            ) from why
        said = why.strerror or str(why)
        raise ValueError(
            f"nothing can be served on {host}, port {port} ({said}); choose another with --port"
        ) from why


def run(*, host: str, port: int, say: Callable[[str], None]) -> None:
    check_free(host, port)
    options = {
        "bind": f"{host}:{port}",
        "workers": 1,
        "worker_class": "gthread",
        "threads": 8,
        "control_socket_disable": True,
        "accesslog": None,  # addresses of personal links must stand in no log
        "when_ready": lambda server: say(f"Serving on http://{host}:{port}/ (Ctrl+C stops)"),
    }
    logging.getLogger("gunicorn.error").addFilter(HideTokens())  # it names addresses of what went wrong
    clock = subprocess.Popen([sys.executable, "-m", "saidanddone", "clock"])
    try:
        Site(options).run()
    finally:
        clock.terminate()
        clock.wait()
