"""Who opens what, read off the addresses themselves: each view says which roles open it and what may be sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from saidanddone.programme.models import Role

EVERYBODY = "everybody"
# Pages that need no role, but are somebody's own: by how their address begins.
OWN = {
    "/accounts/mine/": "who is signed in",
    "/accounts/me/": "who is signed in",
    "/accounts/second-factor/give/": "who has given a code and not yet the second factor",
    "/accounts/second-factor/": "who is signed in",
    "/accounts/sign-out/everywhere/": "who is signed in",
    "/accounts/invitation/": "who has the letter",
    "/accounts/link/": "who has the link",
    "/me/": "who has the card, the link or the letter",
}


@dataclass(frozen=True)
class Opening:
    """One address, who opens it, and by which methods."""

    address: str
    room: str
    methods: tuple[str, ...]
    roles: frozenset[Role] | None  # none: no role is needed

    @property
    def is_work(self) -> bool:
        return self.roles is not None

    @property
    def who(self) -> str:
        return next((who for begins, who in OWN.items() if self.address.startswith(begins)), EVERYBODY)


def openings() -> list[Opening]:
    return list(_walk(get_resolver().url_patterns, "/", "website"))


def _walk(patterns: Iterable[Any], before: str, room: str) -> Iterator[Opening]:
    for each in patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, address, each.namespace or room)
        elif isinstance(each, URLPattern):
            yield opening(each.callback, address, room)


def opening(view: Any, address: str, room: str) -> Opening:
    return Opening(
        address,
        room.removesuffix("-work"),
        tuple(method for method in view.methods if method != "HEAD"),
        view.roles,
    )


def permissions_page() -> str:
    """The page of the reference, whole, so that a test can compare it with the code."""
    found = openings()
    public = [each for each in found if not each.is_work]
    work = [each for each in found if each.is_work]
    return "\n".join([*_opening_words(), *_public_table(public), *_work_tables(work)]) + "\n"


def _opening_words() -> list[str]:
    return [
        "# Who opens what",
        "",
        "Written by `make permissions` from the views themselves; a test fails where this page and the code",
        "differ, and another opens every address below with every role. `roles.md` says why each role opens what",
        "it opens. Where a role is for one borough, it opens the rows of that borough alone. GET also answers HEAD.",
        "",
    ]


def _public_table(found: list[Opening]) -> list[str]:
    rows = dict.fromkeys(  # an address may have two names
        f"| `{each.address}` | {', '.join(each.methods)} | {each.who} |"
        for each in sorted(found, key=lambda each: each.address)
    )
    return [
        "## Without a role",
        "",
        "`/accounts/demo/` exists in a demonstration alone.",
        "",
        "| address | methods | who |",
        "|---|---|---|",
        *rows,
        "",
    ]


def _work_tables(found: list[Opening]) -> Iterator[str]:
    yield from ["## For those who have a role", ""]
    head = " | ".join(role.value for role in Role)
    for room, own in groupby(
        sorted(found, key=lambda each: (each.room, each.address)), lambda each: each.room
    ):
        yield from [f"### {room}", "", f"| address | methods | {head} |", "|---|---|" + "---|" * len(Role)]
        for each in own:
            marks = " | ".join("yes" if role in (each.roles or ()) else "" for role in Role)
            yield f"| `{each.address}` | {', '.join(each.methods)} | {marks} |"
        yield ""
