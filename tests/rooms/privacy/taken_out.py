"""Somebody uses a real installation as people do and is taken out of it, in a process of its own.

Prints as JSON where each of their secrets was found before and after, in every byte of every file and, where the
database keeps its files to itself, in a dump of it.
"""

from __future__ import annotations

import base64
import json
import os
import sqlite3
import subprocess
from pathlib import Path
from urllib.parse import quote

import django

SEAT, KEY = "hackney-01", "second:hackney-01"
SECRETS = {
    "name": "Zebedee Quillfeather-Ngũgĩ",
    "email": "zebedee.quill@example.test",
    "phone": "07700 900461",
    "address": "47 Nowhere Crescent, Atlantis",
    "words": "Only Zebedee keeps nineteen herons on a barge",
    "key": KEY,
}


def written_as(secret: str) -> list[bytes]:
    """In every way in which something might keep it."""
    plain = secret.encode()
    in_base64 = [base64.b64encode(b"\0" * skip + plain)[4 if skip else 0 : -4] for skip in range(3)]
    return [
        plain,
        plain.upper(),
        secret.lower().encode(),
        secret.encode("utf-16-le"),
        secret.encode("utf-16-be"),
        json.dumps(secret)[1:-1].encode(),
        quote(secret).encode(),
        plain.hex().encode(),
        *in_base64,
    ]


def everything(home: Path) -> dict[str, bytes]:
    """Every byte that the installation keeps."""
    files = {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    if address := os.environ.get("DATABASE_URL"):
        files["dump"] = subprocess.run(["pg_dump", address], capture_output=True, check=True).stdout
    return files


def found(secrets: dict[str, str], home: Path) -> dict[str, list[str]]:
    files = everything(home)
    return {
        what: sorted(name for name, held in files.items() if any(form in held for form in written_as(secret)))
        for what, secret in secrets.items()
    }


def uses_everything(browser) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """All that can be held of somebody comes to be held; the secrets that only the database knows are returned."""
    from django.conf import settings

    from saidanddone.people.actions import issue_personal_link
    from saidanddone.people.models import Contact
    from saidanddone.programme.models import Programme
    from saidanddone.stages.conversations.models import Conversation
    from saidanddone.words.models import Seat
    from tests.factories.conversations import a_photograph
    from tests.factories.ideas import an_idea
    from tests.factories.report import a_release

    programme = Programme.objects.get(slug="second")
    seat = Seat.objects.get(speaker_key=KEY)
    evening = Conversation.objects.get(programme=programme, slug="hackney")
    codes = {
        form: issue_personal_link(speaker_key=KEY, form=form, by=None, programme_slug="second")
        for form in ("card", "letter", "e-mail")
    }
    browser.get(f"/me/{codes['e-mail']}/", follow=True)
    an_idea(evening, f"{SECRETS['words']}, says {SECRETS['name']}.", seat=seat)
    contact = {name: SECRETS[name] for name in ("name", "email", "phone", "address")}
    sent = [
        browser.post("/me/details/contact/", contact),
        browser.post("/me/details/about/", {"age_band": "75-over", "gender": "other"}),
        browser.post("/me/words/i001/not-meant/", {"words": f"{SECRETS['words']} and no geese."}),
        browser.post("/me/not-all-right/", {"said": f"I am {SECRETS['name']}.", "get_in_touch": "yes",
                                            "how": SECRETS["phone"]}),
        browser.post("/me/link-again/", {"email": SECRETS["email"]}),
    ]  # fmt: skip
    assert all(answer.status_code in (200, 302) for answer in sent), [each.status_code for each in sent]
    picture = a_photograph(evening, [seat], caption=f"{SECRETS['name']} by the window")
    a_release(programme)
    # The letter ended the link that the browser came with; they come back with their card.
    browser.post("/me/", {"code": codes["card"]})
    letter = next(Path(settings.EMAIL_FILE_PATH).iterdir()).read_text()
    assert "/me/" in letter
    sealed = Contact.objects.get(speaker__key=KEY).sealed
    return {f"code {form}": code for form, code in codes.items()} | {
        "sealed": sealed,
        "picture": picture.file,
    }


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.test import Client

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    home = Path(settings.SAID_HOME)
    # Somebody else reads meanwhile, so that nothing is tidied up only because the last connection closed.
    other = sqlite3.connect(home / "said.sqlite3") if "DATABASE_URL" not in os.environ else None
    browser = Client(headers={"host": "127.0.0.1"})
    secrets = SECRETS | uses_everything(browser)
    before = found(secrets, home)
    answer = browser.post("/me/erase/", {"words": "take", "sure": "on"})
    assert answer.status_code == 200 and "It is done" in answer.content.decode(), answer.status_code
    after = found(secrets, home)
    if other is not None:
        other.close()
    print(json.dumps({"before": before, "after": after}))


if __name__ == "__main__":
    main()
