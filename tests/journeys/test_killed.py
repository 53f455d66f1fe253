"""What a kill in the middle leaves: nothing half loaded, nothing accepted lost."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

import saidanddone
from tests.browser import SAID, environment, free_port, start

pytestmark = pytest.mark.killing
LONDON = Path(saidanddone.__file__).parent / "examples" / "london"


def said(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SAID, *words], env=environment(home), capture_output=True, text=True, check=True)


def count(home: Path, table: str) -> int:
    with sqlite3.connect(home / "said.sqlite3") as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_load_that_is_killed_leaves_no_row_and_can_be_done_again(tmp_path):
    home = tmp_path / "home"
    said(home, "migrate")
    load = subprocess.Popen(
        [SAID, "load", str(LONDON)], env=environment(home), stderr=subprocess.PIPE, text=True
    )
    for line in load.stderr:
        if line.split()[:1] == ["ideas"]:
            break
    load.send_signal(signal.SIGKILL)
    load.wait()
    load.stderr.close()
    assert [
        count(home, table)
        for table in ("programme_programme", "words_text", "people_speaker", "people_auditrow")
    ] == [0] * 4
    said(home, "load", str(LONDON))
    assert count(home, "programme_programme") == 1


class Lead:
    """Someone who writes ideas down, one after the other, until the site is gone."""

    def __init__(self, address: str, link: str) -> None:
        self.address = address
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        self.accepted: list[str] = []
        self.send(link, {})

    def send(self, address: str, fields: dict[str, str]) -> None:
        answer = self.open(address, timeout=10)  # a sign-in link leads on, to an address without its token
        page, address = answer.read().decode(), answer.url
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
        self.open(urllib.request.Request(address, body, {"Referer": address}), timeout=10)

    def write_until_gone(self) -> None:
        for number in range(10_000):
            words = f"Written just before the lights went out, number {number}"
            try:
                self.send(
                    f"{self.address}/london/work/commitments/add/",
                    {
                        "title": words,
                        "key": f"lights-{number}",
                        "what": words,
                        "who": "A group",
                        "made_by": "residents",
                    },
                )
            except (OSError, AttributeError):
                return
            self.accepted.append(f"lights-{number}")


def test_what_was_accepted_before_a_kill_is_there_afterwards(tmp_path):
    home = tmp_path / "home"
    said(home, "migrate")
    said(home, "demo", "--no-build")
    port = free_port()
    site = start(home, port)
    address = f"http://127.0.0.1:{port}"
    lead = Lead(address, said(home, "sign-in", "lead@demo.invalid", "--site", address).stdout.strip())
    writing = threading.Thread(target=lead.write_until_gone)
    writing.start()
    time.sleep(4)
    site.send_signal(signal.SIGKILL)
    site.wait()
    subprocess.run(["pkill", "-9", "-f", f"serve --port {port}"], check=False)
    writing.join(timeout=30)
    assert len(lead.accepted) > 5
    with sqlite3.connect(home / "said.sqlite3") as database:
        kept = {row[0] for row in database.execute("SELECT key FROM commitments_commitment")}
        (sound,) = database.execute("PRAGMA integrity_check").fetchone()
    assert set(lead.accepted) <= kept
    assert sound == "ok"
