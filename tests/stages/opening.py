"""Pages as people open them: who may, what it costs, and that it costs no more when there are more rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

QUERIES = 12
QUERIES_WITH_THREAD = 16  # where the page walks the thread
BYTES = 100_000


def opened(client: Client, address: str) -> tuple[HttpResponse, int]:
    """The answer, and how many queries it took."""
    with CaptureQueriesContext(connection) as spent:
        response = client.get(address)
    return response, len(spent)


def check_everybody_reads(client: Client, address: str, *, walks: bool) -> str:
    """Somebody who has not signed in reads it within the caps; what they read."""
    response, spent = opened(client, address)
    assert response.status_code == 200, address
    assert spent <= (QUERIES_WITH_THREAD if walks else QUERIES), address
    assert len(response.content) < BYTES, address
    return response.content.decode()


def check_who_opens(client: Client, team: object, address: str, **statuses: int) -> None:
    """Each role that is named is answered with its status, and within the cap."""
    for role, status in statuses.items():
        client.force_login(getattr(team, role))
        response, spent = opened(client, address)
        assert response.status_code == status, (role, address)
        assert spent <= QUERIES, (role, address)


@contextmanager
def queries_stay_the_same(client: Client, addresses: Sequence[str]) -> Iterator[None]:
    """Whatever is added meanwhile, each page costs as many queries after it as before."""
    before = _costs(client, addresses)
    yield
    assert _costs(client, addresses) == before


def _costs(client: Client, addresses: Sequence[str]) -> dict[str, int]:
    costs = {}
    for address in addresses:
        response, costs[address] = opened(client, address)
        assert response.status_code == 200, address
    return costs
