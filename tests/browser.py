"""A real site in a process of its own, as `make demo` sets it up, and a real browser to read it with."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAID = Path(sys.executable).parent / "said"
CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {"phone": (360, 740), "desk": (1280, 900)}


@dataclass(frozen=True)
class RunningSite:
    address: str
    home: Path

    def said(self, *words: str) -> str:
        done = subprocess.run(
            [SAID, *words], env=environment(self.home), capture_output=True, text=True, check=True
        )
        return done.stdout


def environment(home: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SAID_", "DATABASE_URL", "DJANGO_"))
    }
    return kept | {"SAID_HOME": str(home), "SAID_DEMO": "1"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(home: Path, port: int) -> subprocess.Popen[bytes]:
    site = subprocess.Popen(
        [SAID, "serve", "--port", str(port)],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/help-now/", timeout=2).close()
            return site
        except OSError:
            if site.poll() is not None:
                break
            time.sleep(0.2)
    site.kill()
    raise RuntimeError(f"the site did not answer on port {port}")


@contextmanager
def site_on(home: Path) -> Iterator[RunningSite]:
    for words in (["migrate"], ["demo"]):
        done = subprocess.run([SAID, *words], env=environment(home), capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"said {' '.join(words)}: {done.stderr}")
    port = free_port()
    site = start(home, port)
    try:
        yield RunningSite(f"http://127.0.0.1:{port}", home)
    finally:
        site.terminate()
        site.wait(timeout=20)


def sign_in_as(page: Any, site: RunningSite, name: str) -> None:
    """Through the demonstration's own page, as someone who tries the example does."""
    page.goto(f"{site.address}/accounts/demo/")
    page.get_by_label(name, exact=True).check()
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/work/")


def widest_overflow(page: Any) -> int:
    """How many pixels the page is wider than its window; a table may scroll inside its own frame."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
