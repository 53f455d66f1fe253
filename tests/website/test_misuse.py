"""What is sent, kept or guessed with no good meaning, each as it would happen and each decided.

The rooms' own tests go further into every one of these; `docs/reference/bad-input.md` says why each is so.
"""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from saidanddone.people.actions import issue_personal_link, revoke_personal_links
from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import end_role
from saidanddone.programme.models import Area, Membership
from saidanddone.programme.queries import person_in
from saidanddone.safeguarding.actions import Where, raise_alert
from saidanddone.safeguarding.models import Alert
from saidanddone.stages.conversations.models import Conversation, Photograph
from tests.factories.conversations import a_conversation
from tests.factories.ideas import a_speaker, an_idea
from tests.factories.people import withdraws
from tests.factories.report import a_draft, a_section, published
from tests.files.pictures import png_that_says
from tests.website.conftest import signed_in_as
from tests.website.test_sign_in_by_link import press

pytestmark = pytest.mark.django_db
GUESSED = "A" * 43


@pytest.fixture
def hackney(second) -> Conversation:
    return Conversation.objects.get(programme=second, slug="hackney")


@pytest.mark.parametrize("path", ["/accounts/link/{}/", "/accounts/invitation/{}/", "/me/{}/"])
def test_a_guessed_link_opens_nothing(client, path):
    before = AuditRow.objects.count()
    for guess in (GUESSED, "1", "%2e%2e", "'--", "é" * 300):
        assert client.get(path.format(guess), follow=True).status_code in {200, 404, 410}
        assert client.post(path.format(guess)).status_code in {302, 404, 405, 410, 422}
    assert signed_in_as(client) is None
    assert client.get("/me/consents/").status_code == 302
    assert AuditRow.objects.count() == before


def test_a_link_that_signs_in_works_once(client, amina, link):
    press(client, link)
    assert signed_in_as(client) == str(amina.pk)
    client.logout()
    press(client, link)
    assert signed_in_as(client) is None


def test_a_personal_link_that_is_replayed_after_it_was_revoked_opens_nothing(client, hackney):
    seat = a_speaker(hackney, "h-1", quoted=True)
    link = issue_personal_link(speaker_key=seat.speaker_key, form="letter", by=None, programme_slug="second")
    client.get(f"/me/{link}/")
    assert client.get("/me/consents/").status_code == 200
    kept = client.cookies.copy()
    revoke_personal_links(speaker_key=seat.speaker_key, by=None, programme_slug="second")
    assert client.get("/me/consents/").status_code == 302
    client.cookies = kept
    client.get(f"/me/{link}/")
    assert client.get("/me/consents/").status_code == 302


def test_a_session_kept_after_a_role_ended_opens_nothing(client, second, team_of):
    team = team_of(second)
    client.force_login(team.coder)
    assert client.get("/second/work/themes/desk/").status_code == 200
    role = Membership.objects.get(account=team.coder, programme=second)
    end_role(person=person_in(second, team.lead), membership=role, by=team.lead)
    assert client.get("/second/work/themes/desk/").status_code == 404
    assert client.post("/second/work/themes/desk/i001/", {"code": "second-code"}).status_code == 404


def test_an_organiser_who_edits_the_address_to_another_borough_finds_nothing(client, second, team_of):
    a_conversation(second, "lambeth", Area.objects.get(code="E09000022"), number=51)
    client.force_login(team_of(second).organiser)
    for page in ("", "change/", "agenda/add/", "attendance/", "photographs/add/"):
        path = "/second/work/conversations/{}/" + page
        assert client.get(path.format("hackney")).status_code == 200, page
        assert client.get(path.format("lambeth")).status_code == 404, page
        assert client.post(path.format("lambeth"), {"resident": "3"}).status_code in {404, 405}, page


def test_a_consent_withdrawn_while_a_report_is_built_is_not_published(second, hackney, settings, tmp_path):
    settings.SAID_HOME = tmp_path
    seat = a_speaker(hackney, "h-1", quoted=True)
    idea = an_idea(hackney, "A bench where the swings were.", recorded_as="agreed", seat=seat)
    a_section(second, "benches", ideas=(idea,), kind="case-study")
    draft = a_draft(second)
    withdraws(seat.speaker_key, "quoted")
    with pytest.raises(Refused, match="Rows have been changed"):
        published(second, draft)


def test_an_alert_with_no_lead_on_duty_reaches_every_lead_of_the_borough_at_once(
    second, team_of, django_capture_on_commit_callbacks
):
    lead = team_of(second).safeguarding
    where = Where(second, Area.objects.get(code="E09000012"), "The second evening", "3", in_the_room=())
    with django_capture_on_commit_callbacks(execute=True):
        raised = raise_alert(where=where, source=Alert.Source.SCRIBE, by=None)
    assert not raised.on_duty
    assert [letter.to for letter in mail.outbox] == [[lead.email]]
    assert Alert.objects.get().raised_at <= timezone.now()


def a_bomb() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(100_000_000))
    return made.getvalue()


def test_a_zip_bomb_costs_one_sentence(tmp_path):
    (tmp_path / "answers.xlsx").write_bytes(a_bomb())
    command = [
        Path(sys.executable).parent / "said",
        "followup",
        "estimate",
        "answers.xlsx",
        "--question",
        "q",
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert done.returncode != 0
    assert "answers.xlsx: this cannot be read as a workbook: " in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a zip bomb", a_bomb(), "This is no JPEG, PNG or WebP picture"),
        ("an SVG with a script", b"<svg><script>alert(1)</script></svg>", "can hold a program"),
        ("60 megapixels", png_that_says(10_000, 6_000), "more than 50 megapixels"),
    ],
    ids=["a zip bomb", "an SVG with a script", "60 megapixels"],
)
def test_as_a_photograph_it_is_refused(client, second, team_of, settings, tmp_path, name, data, says):
    settings.SAID_HOME = tmp_path
    client.force_login(team_of(second).organiser)
    sent = {"picture": SimpleUploadedFile("photograph.jpg", data, "image/jpeg"), "alternative": name}
    response = client.post("/second/work/conversations/hackney/photographs/add/", sent)
    assert response.status_code == 422 and says in response.content.decode()
    assert not Photograph.objects.exists() and not list(tmp_path.rglob("*.*"))


def invited(client, name: str):
    typed = {"name": name, "email": "ada@example.test", "role": "partner", "area": "", "ends_on": ""}
    return client.post("/second/work/team/invite/", typed)


@pytest.mark.parametrize(
    "name", ["Amina \u202enigeB", "Ami\u200bna", "Amina\r\nBcc: all@example.test", "\u3164"]
)
def test_nobody_is_invited_under_a_name_that_turns_letters_round_or_hides_some(client, second, team_of, name):
    client.force_login(team_of(second).lead)
    response = invited(client, name)
    assert response.status_code == 422
    assert "cannot be seen" in str(response.context["form"].errors["name"])
    assert not mail.outbox


def test_a_name_that_is_a_formula_runs_nowhere(client, second, team_of, django_capture_on_commit_callbacks):
    lead = team_of(second).lead
    lead.name = "=cmd|' /C calc'!A0"
    lead.save()
    client.force_login(lead)
    for path in ("/second/work/team/?format=csv", "/second/work/themes/codings/?format=csv"):
        response = client.get(path)
        body = response.getvalue().decode()
        assert response["Content-Type"].startswith("text/csv"), path
        cells = [cell.strip('"') for line in body.splitlines() for cell in line.split(",")]
        assert not [cell for cell in cells if cell.startswith("=")], path
    assert "'=cmd" in client.get("/second/work/team/?format=csv").getvalue().decode()
