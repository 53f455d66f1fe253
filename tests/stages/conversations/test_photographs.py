"""Photographs of an evening: who keeps them, whose permission shows them, and how they go."""

from __future__ import annotations

import os
import stat
import time
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from saidanddone.files import images
from saidanddone.pages import uploads
from saidanddone.people.models import AuditRow, YoungPerson
from saidanddone.people.rules import Refused
from saidanddone.stages.conversations import actions, queries, tasks, thread
from saidanddone.stages.conversations.models import Photograph, Pictured
from tests.factories.conversations import a_conversation, a_photograph, a_seat
from tests.factories.people import a_speaker, withdraws
from tests.files.pictures import SECRET, a_picture, planted_jpeg, png_that_says
from tests.stages.opening import check_everybody_reads, check_who_opens, opened, queries_stay_the_same

PUBLIC = "/second/conversations/hackney/"
WORK = "/second/work/conversations/hackney/"
WRITTEN = {
    "alternative": "People talk at a table.",
    "caption": "At the tables",
    "taken_on": "2021-03-01",
    "recognisable": "nobody",
    "seats": "",
}


@pytest.fixture(autouse=True)
def home(settings, tmp_path) -> Path:
    settings.SAID_HOME = tmp_path
    return tmp_path / "uploads" / "photographs"


def files_in(home: Path) -> list[Path]:
    return sorted(home.iterdir()) if home.exists() else []


def somebody(programme, number: str, *agrees: str):
    seat = a_seat(programme, number)
    a_speaker(seat.speaker_key, "take-part", *agrees)
    return seat


def sent(client, data: bytes | None, name: str = "IMG_1.jpg", **fields: str):
    file = {} if data is None else {"picture": SimpleUploadedFile(name, data, "image/jpeg")}
    return client.post(f"{WORK}photographs/add/", WRITTEN | fields | file)


def is_shown(client, number: int = 1) -> bool:
    """The pages and the file agree."""
    pages = [client.get(page).content.decode() for page in (PUBLIC, f"{PUBLIC}photographs/")]
    (on_page,) = {f"photographs/{number}/small.jpg" in page for page in pages}
    for size in ("small", "large"):
        assert (client.get(f"{PUBLIC}photographs/{number}/{size}.jpg").status_code == 200) == on_page
    return on_page


# Sending one


def test_a_photograph_is_sent_made_anew_and_shown(client, desk, second, home):
    client.force_login(desk.team.organiser)
    page = client.get(f"{WORK}photographs/add/").content.decode()
    assert 'enctype="multipart/form-data"' in page and 'value="2021-03-01"' in page
    response = sent(client, planted_jpeg())
    assert response.status_code == 302 and response["Location"] == WORK
    assert "Everybody may see it." in client.get(WORK).content.decode()
    client.logout()
    page = client.get(PUBLIC).content.decode()
    assert 'alt="People talk at a table."' in page and "<bdi>At the tables</bdi> 1 March 2021" in page
    assert is_shown(client)
    for path in files_in(home):
        assert SECRET.encode() not in path.read_bytes() and b"Exif" not in path.read_bytes()


def test_files_lie_under_names_without_meaning_that_only_the_site_opens(client, desk, home):
    client.force_login(desk.team.lead)
    sent(client, a_picture("PNG"), name="../../Amina Begum.php")
    names = [path.name for path in files_in(home)]
    row = Photograph.objects.get()
    assert names == [f"{row.file}-small.jpg", f"{row.file}.jpg"]
    assert len(row.file) == 32 and int(row.file, 16)
    assert {stat.S_IMODE(path.stat().st_mode) for path in files_in(home)} == {0o600}
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "This file is empty."),
        (None, "This field is required."),
        (png_that_says(10_000, 6_000), "more than 50 megapixels"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "This is HEIC"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "can hold a program"),
        (b"<html><script>alert(1)</script></html>", "This is no JPEG, PNG or WebP picture"),
        (b"PK\x03\x04 an archive", "This is no JPEG, PNG or WebP picture"),
        (a_picture()[:300], "broken or not whole"),
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence_and_what_was_typed_stays(client, desk, home, data, says):
    client.force_login(desk.team.organiser)
    response = sent(client, data, alternative="Typed before.")
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page and "Typed before." in page
    assert not Photograph.objects.exists() and not files_in(home)


def test_a_file_that_is_too_large_is_let_go_and_said_to_be(client, desk, home, monkeypatch):
    monkeypatch.setattr(images, "BYTES_AT_MOST", 200_000)
    monkeypatch.setattr(uploads.HeldInMemory, "room", 200_001)
    client.force_login(desk.team.organiser)
    response = sent(client, a_picture() + bytes(3_000_000))
    assert "larger than 20 megabytes" in response.content.decode()
    assert not files_in(home)


def test_files_are_held_in_memory_and_all_of_a_request_within_one_limit(rf):
    """Nothing is written as it was sent, not even for a moment."""
    from django.core.files.uploadhandler import MemoryFileUploadHandler

    request = rf.post("/", {f"f{n}": SimpleUploadedFile("a", bytes(9_000_000)) for n in range(4)})
    sizes = [file.size for file in request.FILES.values()]
    assert sizes == [9_000_000, 9_000_000, 2_000_001, 0]
    assert [type(handler) for handler in request.upload_handlers] == [uploads.HeldInMemory]
    assert not issubclass(uploads.HeldInMemory, MemoryFileUploadHandler)


def test_many_files_at_once_are_refused(client, desk):
    client.force_login(desk.team.organiser)
    files = {f"f{n}": SimpleUploadedFile("a", b"x") for n in range(6)}
    assert client.post(f"{WORK}photographs/add/", files).status_code == 400


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"alternative": ""}, "This field is required."),
        ({"recognisable": ""}, "This field is required."),
        ({"taken_on": "2999-01-01"}, "This day has not come yet."),
        ({"recognisable": "named"}, "Give the number of the seat card of everybody"),
        ({"recognisable": "named", "seats": "nobody-has-it"}, "no seat card with the number nobody-has-it"),
        ({"recognisable": "nobody", "seats": "hackney-01"}, "so somebody can be recognised"),
        ({"recognisable": "named", "seats": "london:x, ../x"}, "There is no seat card with the number"),
    ],
)
def test_what_has_to_be_said_about_it_is_asked_for_beside_its_field(client, desk, fields, says):
    client.force_login(desk.team.organiser)
    response = sent(client, a_picture(), **fields)
    assert response.status_code == 422
    assert says in response.content.decode()


# Permission


def test_it_is_shown_while_everybody_in_it_agrees(client, second, evening):
    one, two = somebody(second, "p-1", "photographed"), somebody(second, "p-2", "photographed")
    a_photograph(evening, [one, two])
    assert is_shown(client)
    withdraws(two.speaker_key, "photographed")
    assert not is_shown(client)


def test_being_quoted_is_not_being_photographed(client, second, evening):
    a_photograph(evening, [somebody(second, "p-1", "quoted", "told")])
    assert not is_shown(client)


def test_somebody_who_was_never_asked_does_not_agree(client, second, evening):
    a_photograph(evening, [a_seat(second, "p-1")])
    assert not is_shown(client)


def test_a_face_that_nobody_can_name_keeps_it_from_being_shown(client, second, evening):
    a_photograph(evening, [somebody(second, "p-1", "photographed")], recognisable="not-known")
    assert not is_shown(client)


def test_a_child_is_shown_once_parent_and_child_agree(client, second, evening):
    seat = a_seat(second, "p-1")
    child = YoungPerson.objects.create(speaker=a_speaker(seat.speaker_key, "photographed"))
    a_photograph(evening, [seat])
    assert not is_shown(client)
    child.parent_agreed_on = child.child_agreed_on = timezone.localdate()
    child.parent_is = "parent"
    child.save()
    assert is_shown(client)


def test_who_withdraws_is_gone_also_for_a_browser_that_kept_the_file(client, second, evening):
    seat = somebody(second, "p-1", "photographed")
    a_photograph(evening, [seat])
    address = f"{PUBLIC}photographs/1/small.jpg"
    kept = client.get(address)
    assert "no-cache" in kept["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": kept["ETag"]}).status_code == 304
    withdraws(seat.speaker_key, "photographed")
    assert client.get(address, headers={"If-None-Match": kept["ETag"]}).status_code == 404


def test_the_first_stands_on_the_evenings_page_and_all_on_a_page_of_their_own(client, second, evening):
    hidden = a_photograph(evening, [somebody(second, "p-1")], alternative="Hidden.")
    a_photograph(evening, alternative="First.")
    a_photograph(evening, alternative="Second.")
    page = client.get(PUBLIC).content.decode()
    assert 'alt="First."' in page and 'alt="Second."' not in page
    assert "All 2 photographs of this evening" in page
    gallery = check_everybody_reads(client, f"{PUBLIC}photographs/", walks=False)
    assert 'alt="First."' in gallery and 'alt="Second."' in gallery and hidden.alternative not in gallery


def test_the_size_of_a_large_one_is_written_as_a_browser_reads_it(client, evening):
    """With a comma in it, a photograph of 2,400 pixels is drawn two pixels wide."""
    a_photograph(evening)
    Photograph.objects.update(width=2400, height=1600)
    assert 'width="2400" height="1600"' in client.get(PUBLIC).content.decode()


def test_who_keeps_it_is_told_why_it_is_not_shown(client, desk, second, evening):
    seat = somebody(second, "p-1", "photographed")
    a_photograph(evening, [seat])
    withdraws(seat.speaker_key, "photographed")
    client.force_login(desk.team.organiser)
    page = client.get(WORK).content.decode()
    assert "somebody in it does not agree to be in photographs" in page
    assert "Seat card p-1: does not agree" in page
    waiting = {
        each.address.partition("?")[2]: each.count
        for each in thread.waiting_for(desk.person(desk.team.organiser), second)
    }
    assert waiting["missing=permission"] == 1
    assert (
        "The second evening" in client.get("/second/work/conversations/?missing=permission").content.decode()
    )


# Changing and removing


def test_what_is_written_about_it_can_be_changed(client, desk, second, evening):
    one, two = somebody(second, "p-1", "photographed"), somebody(second, "p-2")
    row = a_photograph(evening, [one])
    client.force_login(desk.team.organiser)
    address = f"{WORK}photographs/1/"
    assert 'value="p-1"' in client.get(address).content.decode()
    response = client.post(address, WRITTEN | {"recognisable": "named", "seats": "p-1, p-2"})
    assert response.status_code == 302
    row.refresh_from_db()
    assert row.alternative == "People talk at a table."
    assert set(row.pictured.values_list("speaker_key", flat=True)) == {one.speaker_key, two.speaker_key}
    assert not is_shown(client)


def test_one_that_is_removed_is_gone_with_its_files(
    client, desk, evening, home, django_capture_on_commit_callbacks
):
    a_photograph(evening)
    assert len(files_in(home)) == 2
    client.force_login(desk.team.organiser)
    assert client.post(f"{WORK}photographs/1/remove/").status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{WORK}photographs/1/remove/", {"sure": "on"}).status_code == 302
    assert not Photograph.objects.exists() and not files_in(home)
    assert AuditRow.objects.first().verb == "conversations.remove_photograph"


def test_a_removal_that_is_not_kept_keeps_the_files(desk, evening, home):
    from django.db import transaction

    row = a_photograph(evening)
    with transaction.atomic():
        actions.remove_photograph(person=desk.person(desk.team.lead), photograph=row, by=None)
        transaction.set_rollback(True)
    assert Photograph.objects.get().file == row.file
    assert len(files_in(home)) == 2


def test_numbers_are_given_one_after_the_other(evening):
    assert [a_photograph(evening).number for _ in range(3)] == [1, 2, 3]


# Erasure


def test_who_is_erased_is_in_no_photograph_and_in_no_byte_of_one(
    second, evening, home, django_capture_on_commit_callbacks
):
    gone, stays = somebody(second, "p-1", "photographed"), somebody(second, "p-2", "photographed")
    with_both = a_photograph(evening, [gone, stays])
    other = a_photograph(evening, [stays])
    held = [os.open(path, os.O_RDONLY) for path in files_in(home) if path.name.startswith(with_both.file)]
    with django_capture_on_commit_callbacks(execute=True):
        thread.erase(gone.speaker_key, "second:fresh", second, None)
    assert list(Photograph.objects.all()) == [other]
    assert not Pictured.objects.filter(speaker_key=gone.speaker_key).exists()
    assert {path.name for path in files_in(home)} == set(queries.file_names(other))
    assert len(held) == 2
    for opened_before in held:
        left = os.read(opened_before, 1 << 20)
        assert left and not left.strip(b"\0"), "its bytes were overwritten before its name went"
        os.close(opened_before)
    assert AuditRow.objects.first().objects_touched == [f"programme.programme:{second.pk}"]


def test_a_person_is_told_of_the_photographs_that_they_are_in(second, evening):
    seat = somebody(second, "p-1")
    a_photograph(evening, [seat], alternative="A woman speaks.")
    a_photograph(evening)
    (part,) = thread.copy_of(seat.speaker_key, second)
    assert part.rows == (("A woman speaks.", "The second evening", "1 April 2021"),)


def test_files_that_no_row_names_are_removed_after_an_hour(evening, home):
    row = a_photograph(evening)
    stray, young, half = home / f"{'a' * 32}.jpg", home / f"{'b' * 32}.jpg", home / ".new-abc"
    for path in (stray, young, half):
        path.write_bytes(b"left over")
    hours_ago = time.time() - 7200
    for path in (stray, half, *(home / name for name in queries.file_names(row))):
        os.utime(path, (hours_ago, hours_ago))
    tasks.remove_stray_files()
    assert {path.name for path in files_in(home)} == {young.name, *queries.file_names(row)}


# The wall between


def test_those_who_run_the_evening_keep_its_photographs_and_nobody_else(client, desk, evening):
    a_photograph(evening, recognisable="not-known")
    roles = {
        "lead": 200, "organiser": 200, "host": 200, "dph": 403, "coder": 403, "evaluator": 403,
        "commissioner": 403, "facilitator": 403, "scribe": 403, "safeguarding": 403, "dpo": 403,
        "champion": 403, "partner": 403, "stranger": 404,
    }  # fmt: skip
    for path in ("photographs/add/", "photographs/1/", "photographs/1/remove/", "photographs/1/small.jpg"):
        check_who_opens(client, desk.team, f"{WORK}{path}", **roles)
    client.logout()
    assert client.get(f"{WORK}photographs/1/small.jpg").status_code == 302


def test_others_see_on_the_work_page_neither_the_photograph_nor_a_seat(client, desk, second, evening):
    a_photograph(evening, [somebody(second, "p-1")], alternative="Somebody stands up.")
    for role in ("dph", "coder", "evaluator", "commissioner", "scribe"):
        client.force_login(getattr(desk.team, role))
        page = client.get(WORK).content.decode()
        assert "Somebody stands up." not in page and "p-1" not in page, role


def test_another_boroughs_photographs_are_not_there(client, desk, second, lambeth):
    a_photograph(a_conversation(second, "lambeth", lambeth, number=51))
    client.force_login(desk.team.organiser)
    for path in ("photographs/1/", "photographs/1/remove/", "photographs/1/large.jpg", "photographs/add/"):
        assert client.get(f"/second/work/conversations/lambeth/{path}").status_code == 404
    row = Photograph.objects.get()
    with pytest.raises(Refused):
        actions.remove_photograph(person=desk.person(desk.team.organiser), photograph=row, by=None)


def test_another_programmes_photographs_and_seats_are_not_there(client, desk, london, second, evening):
    a_photograph(evening)
    for address in ("/london/conversations/hackney/photographs/1/large.jpg",):
        assert client.get(address).status_code == 404
    with pytest.raises(Refused, match="another programme"):
        a_photograph(evening, [a_seat(london, "p-9")])


@pytest.mark.parametrize(
    "guess",
    [
        "photographs/2/large.jpg", "photographs/0/large.jpg", "photographs/1/huge.jpg",
        "photographs/1/..%2F..%2Fsecret-key.jpg", "photographs/1/large.jpg/..", "photographs/1/.jpg",
        "photographs/99999999999999999999/large.jpg", "photographs/-1/large.jpg", "photographs/1/large.svg",
        "photographs/1/",
    ],
)  # fmt: skip
def test_guessed_names_lead_nowhere(client, desk, evening, guess):
    a_photograph(evening)
    assert client.get(f"{PUBLIC}{guess}").status_code == 404
    client.force_login(desk.team.lead)
    if guess not in {"photographs/1/"}:
        assert client.get(f"{WORK}{guess}").status_code == 404


def test_the_folder_of_uploads_is_at_no_address(client, evening):
    row = a_photograph(evening)
    for address in (
        f"/uploads/photographs/{row.file}.jpg",
        "/uploads/",
        f"/static/{row.file}.jpg",
        f"/static/../uploads/photographs/{row.file}.jpg",
        f"/media/{row.file}.jpg",
    ):
        assert client.get(address).status_code == 404


def test_a_file_goes_out_as_a_picture_and_as_nothing_else(client, evening):
    a_photograph(evening)
    response = client.get(f"{PUBLIC}photographs/1/large.jpg", headers={"Range": "bytes=0-9"})
    assert response.status_code == 200, "parts of a photograph are not handed out"
    assert Image.open(BytesIO(response.content)).format == "JPEG"
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == 'inline; filename="photograph.jpg"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    head = client.head(f"{PUBLIC}photographs/1/large.jpg")
    assert head.status_code == 200 and not head.content
    assert client.post(f"{PUBLIC}photographs/1/large.jpg").status_code == 405


def test_nobody_who_works_here_leaves_a_photograph_in_a_shared_browser(client, desk, evening):
    a_photograph(evening)
    client.force_login(desk.team.organiser)
    for address in (f"{PUBLIC}photographs/1/large.jpg", f"{WORK}photographs/1/large.jpg"):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_a_row_whose_file_is_lost_is_not_there(client, evening, home):
    row = a_photograph(evening)
    for name in queries.file_names(row):
        (home / name).unlink()
    assert client.get(f"{PUBLIC}photographs/1/large.jpg").status_code == 404
    assert client.get(PUBLIC).status_code == 200


def test_pages_and_files_keep_within_the_caps_however_many_photographs_there_are(
    client, desk, second, evening
):
    a_photograph(evening, [somebody(second, "q-0", "photographed")])
    check_everybody_reads(client, PUBLIC, walks=True)
    assert opened(client, f"{PUBLIC}photographs/1/small.jpg")[1] <= 2
    client.force_login(desk.team.organiser)
    with queries_stay_the_same(client, [PUBLIC, f"{PUBLIC}photographs/", WORK, f"{WORK}photographs/1/"]):
        for number in range(1, 5):
            a_photograph(evening, [somebody(second, f"q-{number}", "photographed")])
