"""Support packs: every version kept, reviewed by a post, counted when they are handed out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from saidanddone.people.rules import Refused
from saidanddone.support.actions import packs as actions
from saidanddone.support.models import HandOut, PackVersion, Service, SupportPack
from saidanddone.support.queries.packs import packs_visible_to, review_due
from saidanddone.support.rules import review_says


@pytest.fixture
def pack(second):
    return SupportPack.objects.get(programme=second)


def write(pack, as_role, role="lead", **more):
    given = {"language": "en", "text": "# Anew\n\nTell your school.", "services": []} | more
    return actions.write_version(pack=pack, **given, **as_role(role))


def test_a_new_version_stands_and_those_before_it_are_kept(client, as_role, pack):
    made = write(pack, as_role)
    assert made.number == 3
    page = client.get("/second/where-to-turn/packs/second-pack/").content.decode()
    assert "Tell your school." in page and "Version 3" in page
    before = client.get("/second/where-to-turn/packs/second-pack/1/en/").content.decode()
    assert "Tell your GP." in before and "A newer one stands in its place" in before


def test_a_text_told_in_another_language_is_the_same_version(client, as_role, pack):
    told = write(pack, as_role, language="cy", text="Dweud")
    assert told.number == 2 and write(pack, as_role, language="cy").number == 3
    page = client.get("/second/where-to-turn/packs/second-pack/2/cy/").content.decode()
    assert '<div lang="cy">' in page and "Dweud" in page


def test_a_pack_says_who_reviewed_it_or_that_nobody_did(client, as_role, pack):
    address = "/second/where-to-turn/packs/second-pack/"
    assert "Nobody has reviewed this text yet." in client.get(address).content.decode()
    version = pack.versions.get(number=2)
    today = timezone.localdate()
    review = {"version": version, "reviewed_by": "school nurse", "reviewed_on": today}
    actions.review_version(**review, next_review_on=today + timedelta(days=1), **as_role("organiser"))
    page = client.get(address).content.decode()
    assert "Reviewed on" in page and "school nurse" in page
    with pytest.raises(Refused, match="comes after this one"):
        actions.review_version(**review, next_review_on=today, **as_role("lead"))
    with pytest.raises(Refused, match="cannot lie in the future"):
        actions.review_version(
            version=version,
            reviewed_by="school nurse",
            reviewed_on=today + timedelta(days=1),
            next_review_on=None,
            **as_role("lead"),
        )


def test_a_review_that_is_over_says_so_and_waits_for_who_keeps_the_pack(second, pack, as_role, client, team):
    person = as_role("lead")["person"]
    pack.versions.filter(number=2).update(
        reviewed_by="librarian", reviewed_on=date(2024, 1, 1), next_review_on=date(2024, 6, 1)
    )
    assert packs_visible_to(person, second).filter(review_due()).exists()
    page = client.get("/second/where-to-turn/packs/second-pack/").content.decode()
    assert "This text was to be reviewed by 1 June 2024, and nobody has." in page
    client.force_login(team.lead)
    assert "/second/work/support/packs/?review=due" in client.get("/second/work/").content.decode()
    assert review_says(date(2024, 1, 1), date(2024, 6, 1), date(2024, 6, 1)) == "Reviewed on 1 January 2024."


def test_what_is_handed_out_is_counted_by_those_who_hand_it_out(client, team, pack, as_role):
    client.force_login(team.champion)
    address = "/second/work/support/packs/second-pack/2/en/hand-out/"
    sent = {"who": "café", "handed_on": "2026-01-31", "how_many": "30"}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent | {"how_many": "0"}).status_code == 422
    assert HandOut.objects.get(who="café").version.number == 2
    page = client.get("/second/work/support/packs/second-pack/").content.decode()
    assert "<dd>42</dd>" in page, "12 of the first version and 30 of the second"
    with pytest.raises(Refused, match="cannot lie in the future"):
        actions.hand_out(
            version=pack.versions.first(),
            who="café",
            area=None,
            handed_on=timezone.localdate() + timedelta(days=1),
            how_many=1,
            **as_role("partner"),
        )
    with pytest.raises(Refused, match="Your role hands out no packs"):
        actions.hand_out(
            version=pack.versions.first(), who="x", area=None, handed_on=date(2026, 1, 1), how_many=1,
            **as_role("coder"),
        )  # fmt: skip


def test_an_organiser_writes_packs_for_their_borough_alone(as_role, second, hackney):
    fields = {"title": "Example", "key": "example", "event": "birth", "area": None, "handed_out_by": "GPs"}
    given = {"programme": second, "language": "en", "text": "x", "services": []}
    with pytest.raises(Refused):
        actions.add_pack(fields=fields, **given, **as_role("organiser"))
    made = actions.add_pack(fields=fields | {"area": hackney}, **given, **as_role("organiser"))
    with pytest.raises(Refused):
        actions.change_pack(pack=made, fields=fields, **as_role("organiser"))
    with pytest.raises(ValidationError, match="a pack with this key already"):
        actions.add_pack(fields=fields, **given, **as_role("lead"))
    with pytest.raises(Refused):
        write(made, as_role, "partner")


def test_a_pack_names_services_of_its_own_programme(as_role, pack, london):
    other = Service.objects.filter(programme=london).first()
    with pytest.raises(Refused, match="another programme"):
        write(pack, as_role, services=[other])
    assert PackVersion.objects.filter(pack=pack).count() == 2


def test_markup_in_a_text_is_text(client, as_role, pack):
    write(pack, as_role, text="<script>x</script> [go](javascript:x)")
    page = client.get("/second/where-to-turn/packs/second-pack/").content.decode()
    assert "<script>x" not in page and "javascript:" not in page


def test_the_form_writes_a_pack_with_its_first_version(client, team, second, desk):
    client.force_login(team.lead)
    sent = {
        "title": "Example pack", "key": "example-pack", "event": "illness", "handed_out_by": "GPs",
        "language": "en", "text": "# One\n\n- two", "services": [desk.pk],
    }  # fmt: skip
    assert client.post("/second/work/support/packs/add/", sent).status_code == 302
    version = PackVersion.objects.get(pack__key="example-pack")
    assert version.number == 1 and list(version.services.all()) == [desk]
    page = client.get("/second/where-to-turn/packs/example-pack/").content.decode()
    assert desk.name in page and "<li>two</li>" in page
    wrong = client.post(
        "/second/work/support/packs/example-pack/write/", sent | {"language": "english please"}
    )
    assert wrong.status_code == 422
