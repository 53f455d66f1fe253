"""The demonstration: the London example, one marked account a role, and the built report."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from saidanddone.people.actions import issue_personal_link
from saidanddone.people.models import PersonalLink, Speaker
from saidanddone.people.queries import demo_accounts, usable_personal_link
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import programme_by_slug
from saidanddone.stages.report.actions import build_and_release
from saidanddone.stages.report.queries import latest_release
from saidanddone.words.rules import speaker_key

from .actions import open_account_with_role
from .loading import Progress, load_folder
from .queries import EXAMPLE_CARD, example_card

SLUG = "london"
SEATS = ("hackney-06", "hackney-04", "hackney-03", "hackney-10")
ACCOUNTS = (
    ("lead@demo.invalid", "Example programme lead", "lead", ""),
    ("hackney@demo.invalid", "Example organiser for Hackney", "organiser", "E09000012"),
    ("health@demo.invalid", "Example director of public health for Hackney", "dph", "E09000012"),
    ("commissioner@demo.invalid", "Example commissioner", "commissioner", ""),
    ("coder@demo.invalid", "Example coder", "coder", ""),
    ("evaluator@demo.invalid", "Example evaluator", "evaluator", ""),
    ("facilitator@demo.invalid", "Example facilitator for Hackney", "facilitator", "E09000012"),
    ("scribe@demo.invalid", "Example scribe for Hackney", "scribe", "E09000012"),
    ("host@demo.invalid", "Example host for Hackney", "host", "E09000012"),
    ("safeguarding@demo.invalid", "Example safeguarding lead", "safeguarding", ""),
    (
        "hackney-safeguarding@demo.invalid",
        "Example safeguarding lead for Hackney",
        "safeguarding",
        "E09000012",
    ),
    ("protection@demo.invalid", "Example data protection officer", "dpo", ""),
    ("champion@demo.invalid", "Example champion", "champion", ""),
    ("partner@demo.invalid", "Example partner", "partner", ""),
)


def set_up_demo(*, build: bool, say: Callable[[str], None], progress: Progress) -> list[Path]:
    """Do what has not been done yet; what was entered by hand since is never touched."""
    programme = programme_by_slug(SLUG)
    if programme is None:
        say("Loading the London example")
        programme = load_example(progress)
    else:
        say("The London example is loaded already; nothing is loaded again.")
        open_examples(programme)
    give_example_card(programme)
    out = settings.SAID_HOME / "report" / SLUG
    pages = [out / "report.html", out / "report.pdf"]
    if build and not all(path.exists() for path in (*pages, out / "release.json")):
        say("Building the report")
        build_and_release(programme=programme, out=out, draft=False, by=None, say=say)
    if not build:
        return []
    _say_which_release(programme, out, say)
    return pages


def _say_which_release(programme: Programme, out: Path, say: Callable[[str], None]) -> None:
    """The files stay as they were built, and the site may have had a release since."""
    number = json.loads((out / "release.json").read_text())["release"]
    latest = latest_release(programme)
    says = f"These files are of release {number}." if number else "These files are of a draft."
    if latest and latest.number > (number or 0):
        page = reverse("report:detail", kwargs={"programme": SLUG, "number": latest.number})
        says += f" The site has release {latest.number} by now, at {page}"
    say(says)


def load_example(progress: Progress = lambda name, rows: None) -> Programme:
    with as_file(files("saidanddone") / "examples" / "london") as folder:
        programme = load_folder(folder, by=None, progress=progress)
    open_examples(programme)
    return programme


def open_examples(programme: Programme) -> None:
    """Those of the marked accounts that are not there yet: a role may have come since the example was loaded."""
    there = {account.email for account in demo_accounts()}
    for email, name, role, area in ACCOUNTS:
        if email not in there:
            open_account_with_role(
                email=email, name=name, programme=programme, role=role, area_code=area, is_demo=True
            )


def give_example_card(programme: Programme) -> None:
    """A seat card with which anybody may be a resident. Its code lies in a file: the database does not have it.

    Whoever tries it may take the person out; then the card of the next of these seats is given.
    """
    if usable_personal_link(example_card()):
        return
    for seat in SEATS:
        key = speaker_key(programme.slug, seat)
        if Speaker.objects.filter(key=key).exists():
            code = issue_personal_link(
                speaker_key=key, form=PersonalLink.Form.CARD, by=None, programme_slug=programme.slug
            )
            path = settings.SAID_HOME / EXAMPLE_CARD
            path.touch(mode=0o600)
            path.write_text(code)
            return
