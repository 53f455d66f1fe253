"""Site commands: they read and write the installation's own database. Django starts only inside them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

ASSUMED_SITE = "http://127.0.0.1:8000"  # where `said serve` answers unless it is told another port

ProgrammeSlug = Annotated[str, typer.Argument(help="The programme's address, such as london.")]


def _start_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saidanddone.website.settings")
    django.setup()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _progress(name: str, rows: int) -> None:
    _say(f"  {name:<20} {rows:>6,} rows")


def _programme(slug: str):  # type: ignore[no-untyped-def]
    from saidanddone.programme.queries import programme_by_slug, programmes

    programme = programme_by_slug(slug)
    if programme is None:
        known = ", ".join(each.slug for each in programmes()) or "none is loaded yet"
        raise ValueError(f"there is no programme “{slug}”; there are: {known}")
    return programme


def migrate() -> None:
    """Bring the database to this version: tables, cache, static files."""
    _start_django()
    from django.core.management import call_command

    from saidanddone.website.loading import renew_statistics

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    renew_statistics()
    _say("The database is up to date.")


def load(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="A folder of CSV tables.")],
) -> None:
    """Load a programme from a folder of CSV tables: whole, or not at all."""
    _start_django()
    from saidanddone.website.loading import load_folder

    programme = load_folder(folder, by=None, progress=_progress)
    _say(f"Loaded {programme.name}.")


def export(
    slug: ProgrammeSlug,
    out: Annotated[Path, typer.Option("--out", help="The folder to write to.")],
) -> None:
    """Write a programme back as a folder of CSV tables."""
    _start_django()
    from saidanddone.website.loading import export_folder

    export_folder(_programme(slug), out, progress=_progress)
    _say(f"Written to {out}.")


def sign_in(
    email: Annotated[str, typer.Argument(help="The e-mail address of an account.")],
    site: Annotated[str, typer.Option(help="Where the site answers.")] = ASSUMED_SITE,
    forget: Annotated[
        bool,
        typer.Option("--forget-second-factor", help="Remove a lost second factor first; its owner is told."),
    ] = False,
) -> None:
    """Print a link that signs this account in, once, within half an hour."""
    _start_django()
    from saidanddone.people.actions import issue_sign_in_link
    from saidanddone.people.queries import account_by_email
    from saidanddone.website.actions import forget_second_factors

    account = account_by_email(email)
    if account is None:
        raise ValueError(f"there is no open account with the address “{email}”")
    if forget and not forget_second_factors(account=account, by=None):
        _say(
            f"The second factors are removed, but the letter to {account.email} could not be sent. Tell them."
        )
    print(f"{site.rstrip('/')}/accounts/link/{issue_sign_in_link(account=account, by=None)}/")
    if site == ASSUMED_SITE:
        _say(f"If the site does not answer on {site}, say where it does with --site.")


# Written out, so that --help starts no site; a test holds it to the roles that there are.
ROLES = (
    "lead, organiser, dph, safeguarding, dpo, coder, evaluator, facilitator, scribe, host, champion, partner or "
    "commissioner."
)


def account(
    email: Annotated[str, typer.Argument(help="The e-mail address.")],
    name: Annotated[str, typer.Argument(help="The name that colleagues see.")],
    programme: Annotated[str, typer.Option(help="The programme's address.")] = "",
    role: Annotated[str, typer.Option(help=ROLES)] = "",
    area: Annotated[str, typer.Option(help="The code of the borough, where the role has one.")] = "",
) -> None:
    """Open an account, and give it a role on a programme."""
    _start_django()
    from saidanddone.website.actions import open_account_with_role

    made = open_account_with_role(
        email=email,
        name=name,
        programme=_programme(programme) if programme else None,
        role=role,
        area_code=area,
    )
    _say(f"Opened an account for {made.name}. Sign in with: said sign-in {made.email}")


def demo(
    build: Annotated[bool, typer.Option(help="Build the report where there is none yet.")] = True,
) -> None:
    """Load the London example with its demonstration accounts and build its report, once."""
    _start_django()
    from saidanddone.website.demo import set_up_demo

    place = set_up_demo(build=build, say=_say, progress=_progress)
    for path in place:
        print(path)


def serve(
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to answer on.")] = "127.0.0.1",
) -> None:
    """Serve the site: one worker, eight threads."""
    # Letters that the site sends by itself lead to where it answers, unless an installation says where that is.
    os.environ.setdefault("SAID_ADDRESS", f"http://{host}:{port}")
    _start_django()
    from saidanddone.website.serve import run

    run(host=host, port=port, say=_say)


def clock(
    once: Annotated[bool, typer.Option("--once", help="Do everything that is due, then end.")] = False,
) -> None:
    """Do what is due with time: escalate alerts, act on retention dates, seal the trail. `said serve` starts it."""
    _start_django()
    from saidanddone.website.clock import run

    run(once=once, say=_say)


def verify_audit(
    head: Annotated[
        str, typer.Option(help="A seal written down elsewhere; it must be among those here.")
    ] = "",
) -> None:
    """Work out every seal of the trail anew, and say whether anything was changed, left out or put in."""
    _start_django()
    from saidanddone.people.queries import verified_trail

    trail = verified_trail(until_head=head)
    if trail.broken is not None and not trail.broken.first:
        raise ValueError(
            f"no seal of this trail is “{head}”; {trail.rows:,} rows in {trail.batches:,} batches were looked through"
        )
    if trail.broken is not None:
        raise ValueError(
            f"the trail does not hold: {trail.why} (batch {trail.batches + 1:,}, rows {trail.broken.first} to "
            f"{trail.broken.last}); "
            f"before that {trail.rows:,} rows in {trail.batches:,} batches hold"
        )
    print(f"{trail.rows:,} rows in {trail.batches:,} batches hold; {trail.unsealed:,} rows wait for a seal")
    print(f"head {trail.head or 'none yet'}")


def rotate_keys() -> None:
    """Seal contact details and second factors with a fresh key, and let go of the old one. Everybody signs in anew."""
    _start_django()
    from saidanddone.website.actions import change_keys

    _say(
        f"Sealed {change_keys(by=None):,} contacts anew. The old key is gone: keep the new file of keys safe."
    )


def erase(
    slug: ProgrammeSlug,
    seat: Annotated[str, typer.Argument(help="The number of the seat card, such as hackney-01.")],
    words: Annotated[str, typer.Option(help="What becomes of what they said: kept or taken-away.")],
) -> None:
    """Take somebody out, as they asked by letter: for good, with what they said or without."""
    _start_django()
    from saidanddone.privacy.actions import erase_seat

    done = erase_seat(programme=_programme(slug), seat=seat, words=words, by=None)
    _say(
        f"One person was taken out. What they had said, {done.texts:,} texts, is {done.get_words_display()}."
    )


def copy(
    slug: ProgrammeSlug,
    out: Annotated[Path, typer.Option("--out", help="The archive to write, such as copy.zip.")],
) -> None:
    """Write a copy for evaluation: what people said and answered, without who anybody is."""
    _start_django()
    from saidanddone.privacy.actions.copies import write_copy_for_study

    programme = _programme(slug)
    out.touch(mode=0o600, exist_ok=False)
    with out.open("wb") as target:
        write_copy_for_study(programme=programme, target=target, by=None)
    _say(f"Written to {out}. It is still about people: keep it locked.")


COMMANDS: dict[str, Callable[..., None]] = {
    "migrate": migrate,
    "load": load,
    "export": export,
    "sign-in": sign_in,
    "account": account,
    "demo": demo,
    "serve": serve,
    "clock": clock,
    "copy": copy,
    "erase": erase,
}


def build_report(
    slug: ProgrammeSlug,
    out: Annotated[Path, typer.Option("--out", help="The folder to write to.")],
    draft: Annotated[bool, typer.Option("--draft", help="Write the files, release nothing.")] = False,
) -> None:
    """Build the report: report.html, report.pdf, release.json and a data package."""
    _start_django()
    from saidanddone.stages.report.actions import build_and_release

    programme = _programme(slug)
    build_and_release(programme=programme, out=out, draft=draft, by=None, say=_say)
    for name in ("report.html", "report.pdf", "release.json", "data/datapackage.json"):
        print(out / name)
