"""The trail is sealed in batches, each seal over the one before; whatever is changed later shows."""

from __future__ import annotations

import pytest
from django.db import DataError, connection
from django.utils import timezone

from saidanddone.people import actions, queries
from saidanddone.people.models import AuditRow, AuditSeal
from tests.cli.test_site_commands import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(monkeypatch):
    """Seven rows in batches of three, sealed."""
    monkeypatch.setattr(queries, "ROWS_A_SEAL", 3)
    AuditSeal.objects.all().delete()
    AuditRow.objects.all().delete()
    written = []
    for number in range(7):
        actions.audited("test.verb", by=None, programme_slug=f"p{number}")
    actions.seal_audit()
    written += AuditRow.objects.order_by("pk").values_list("pk", flat=True)
    return written


def test_an_untouched_trail_holds_and_says_how_much_of_it(trail):
    found = queries.verified_trail()
    assert (found.holds, found.rows, found.batches, found.unsealed) == (True, 7, 3, 0)
    assert found.head == AuditSeal.objects.order_by("-id").first().seal


def test_rows_that_were_written_since_are_counted_and_sealed_the_next_time(trail):
    actions.audited("test.verb", by=None)
    found = queries.verified_trail()
    assert (found.holds, found.rows, found.unsealed) == (True, 7, 1)
    assert [each.rows for each in actions.seal_audit()] == [1]
    assert queries.verified_trail().unsealed == 0


def test_while_somebody_writes_for_long_nothing_is_sealed_and_nobody_waits_for_long(second, monkeypatch):
    """Their rows have lower numbers and come later: sealed before them, the trail would look as if they were put in."""
    actions.audited("test.verb", by=None)
    if (
        connection.vendor == "postgresql"
    ):  # SQLite has one writer at a time: while somebody writes, nobody seals
        with connection.Database.connect(**connection.get_connection_params()) as other:
            other.execute("LOCK TABLE people_auditrow IN ROW EXCLUSIVE MODE")
            monkeypatch.setattr(actions, "WAITS_AT_MOST", 500)
            assert actions.seal_audit() == []
    assert len(actions.seal_audit()) == 1


def test_sealing_twice_seals_nothing_twice(trail):
    assert actions.seal_audit() == []
    assert AuditSeal.objects.count() == 3


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("a changed verb", lambda pk: AuditRow.objects.filter(pk=pk).update(verb="other")),
        ("a changed time", lambda pk: AuditRow.objects.filter(pk=pk).update(at=timezone.now())),
        ("a changed programme", lambda pk: AuditRow.objects.filter(pk=pk).update(programme_slug="x")),
        ("changed objects", lambda pk: AuditRow.objects.filter(pk=pk).update(objects_touched=["a:1"])),
        ("a row left out", lambda pk: AuditRow.objects.filter(pk=pk).delete()),
    ],
)
@pytest.mark.parametrize("place", [0, 2, 4, 6])
def test_whatever_is_changed_breaks_its_batch(trail, what, change, place):
    change(trail[place])
    found = queries.verified_trail()
    assert not found.holds, what
    assert found.batches == place // 3
    assert found.broken.first <= trail[place] <= found.broken.last


def test_a_row_put_in_where_a_number_is_free_breaks_its_batch(trail):
    gone = AuditRow.objects.get(pk=trail[3])
    gone.delete()
    AuditRow.objects.create(pk=trail[3], verb="test.verb", programme_slug="p3")
    assert not queries.verified_trail().holds


def test_a_time_that_is_none_breaks_its_batch_and_not_the_verifying(trail):
    spoil = "UPDATE people_auditrow SET at = 'long ago' WHERE id = %s"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # whose columns of times take nothing else
            with pytest.raises(DataError):
                cursor.execute(spoil, [trail[4]])
            return
        cursor.execute(spoil, [trail[4]])
    found = queries.verified_trail()
    assert (found.holds, found.batches) == (False, 1)


def test_a_seal_that_says_other_rows_than_it_sealed_does_not_hold(trail):
    AuditSeal.objects.filter(first=trail[3]).update(first=trail[4])
    assert not queries.verified_trail().holds


def test_a_seal_that_is_worked_out_anew_over_changed_rows_breaks_the_next(trail):
    AuditRow.objects.filter(pk=trail[0]).update(verb="other")
    first = AuditSeal.objects.order_by("id").first()
    first.seal = queries.seal_of("", AuditRow.objects.filter(pk__lte=first.last).order_by("pk"))
    first.save()
    found = queries.verified_trail()
    assert (found.holds, found.batches) == (False, 1)


def test_a_trail_that_was_sealed_anew_from_end_to_end_is_known_by_the_head_that_was_written_down(trail):
    head = queries.verified_trail().head
    assert queries.verified_trail(until_head=head).holds
    AuditRow.objects.filter(pk=trail[0]).update(verb="other")
    AuditSeal.objects.all().delete()
    actions.seal_audit()
    assert queries.verified_trail().holds
    assert not queries.verified_trail(until_head=head).holds


def test_numbers_that_were_never_used_are_no_gap(trail):
    last = AuditRow.objects.order_by("-pk").first().pk
    AuditRow.objects.create(pk=last + 10, verb="test.verb")
    actions.seal_audit()
    assert queries.verified_trail().holds


# The command


def test_the_command_says_what_holds_and_where_it_does_not(trail, capsys):
    assert run("audit", "verify") == 0
    said = capsys.readouterr().out
    head = AuditSeal.objects.order_by("-id").first().seal
    assert "7 rows in 3 batches hold" in said and f"head {head}" in said
    assert run("audit", "verify", "--head", head) == 0
    assert run("audit", "verify", "--head", "0" * 64) == 2
    assert "no seal of this trail is" in capsys.readouterr().err
    AuditRow.objects.filter(pk=trail[4]).update(verb="other")
    assert run("audit", "verify") == 2
    broken = capsys.readouterr().err
    assert f"batch 2, rows {trail[3]} to {trail[5]}" in broken and broken.count("\n") == 1
