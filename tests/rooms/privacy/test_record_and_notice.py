"""What is printed of the register, and what everybody is told."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from saidanddone.document.blocks import Heading, Table, plain
from saidanddone.privacy.actions import register as actions
from saidanddone.privacy.models import AssessmentPart, Purpose
from saidanddone.privacy.queries.assessment import assessment_of
from saidanddone.privacy.queries.record import record_of
from saidanddone.privacy.queries.register import register_of
from tests.reading_age import reading_age, text_of
from tests.rooms.privacy.conftest import WORK, does, page

pytestmark = pytest.mark.django_db


# What is printed


def test_the_record_holds_everything_that_article_30_asks_for(london):
    document = record_of(london)
    titles = [row[0] for block in document.blocks if isinstance(block, Table) for row in block.rows]
    for asked in (
        "Address", "How to reach its data protection officer", "Whose data", "Which data", "Who receives them",
        "Transfers out of the United Kingdom", "How long they are kept", "How they are kept safe",
        "Lawful basis, Article 6", "On whose behalf", "Kinds of processing", "Contract or arrangement",
    ):  # fmt: skip
        assert asked in titles, asked
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert {"Who answers for the data", "Keeping people safe", "Who handles data for the controllers"} <= {
        *headings
    }


def test_the_record_says_what_goes_by_itself_and_which_rules_are_only_proposed(second):
    (table,) = [
        block
        for block in record_of(second).blocks
        if isinstance(block, Table) and block.caption == "Rules by which this site lets things go"
    ]
    assert len(table.rows) >= 5
    assert {plain(row[2]) for row in table.rows} == {"Proposed, and does not act. Still to be decided"}


def test_what_is_still_to_be_decided_is_marked_in_every_form(client, london, team_of):
    client.force_login(team_of(london).dpo)
    work = "/london/work/privacy/"
    assert "still to be decided" in page(client, f"{work}register/")
    shown = page(client, f"{work}record/")
    assert 'class="label label-undecided"' in shown and "<strong>Still to be decided</strong>" in shown
    assert 'class="label label-undecided"' in page(client, f"{work}dpia/")
    assert "We have not decided this yet." in page(client, "/london/privacy/")
    rows = {row["key"]: row for row in csv.DictReader(io.StringIO(page(client, f"{work}record/record.csv")))}
    assert "Lawful basis, Article 6" in rows["photographs"]["still_to_be_decided"]
    assert rows["hearing"]["still_to_be_decided"] == ""
    assert rows["hearing"]["controllers"].count(";") == 1 and rows["hearing"]["processors"]


@pytest.mark.parametrize("path", ["record/record.pdf", "dpia/assessment.pdf"])
def test_both_are_printed_as_tagged_pdf(client, second, officer, path):
    client.force_login(officer)
    response = client.get(WORK + path)
    assert response["Content-Type"] == "application/pdf" and response.content.startswith(b"%PDF")
    assert b"/MarkInfo" in response.content or b"/StructTreeRoot" in response.content


def test_an_empty_register_is_all_to_be_decided(second):
    for rows in (second.processing_purposes, second.privacy_organisations, second.privacy_risks):
        rows.all().delete()
    second.assessment_parts.all().delete()
    points = {each.what for each in register_of(second).open_points()}
    assert {"No purpose is written down.", "No controller is named.", "No risk is written down."} <= points
    assert len(points) == 3 + len(AssessmentPart.Part)
    record_of(second), assessment_of(second)


def test_what_has_ended_is_in_the_record_and_no_longer_in_the_notice(client, second, lead):
    purpose = Purpose.objects.get(programme=second, key="second-open")
    does(actions.change_purpose, lead, second, purpose=purpose, fields={"ended_on": date(2021, 6, 1)})
    assert "Second open purpose: 1 June 2021" in [
        plain(item) for block in record_of(second).blocks for item in getattr(block, "items", ())
    ]
    assert "Second open purpose" not in page(client, "/second/privacy/")


# What everybody is told


@pytest.mark.parametrize("slug", ["london", "second"])
def test_the_privacy_notice_is_read_at_eleven(client, london, second, slug):
    assert reading_age(text_of(page(client, f"/{slug}/privacy/"))) <= 11


def test_the_privacy_notice_says_what_article_13_asks_for(client, london):
    shown = page(client, "/london/privacy/")
    for said in (
        "The programme office (an example)", "dpo@programme.example", "6(1)(e) a task in the public interest",
        "9(2)(g) substantial public interest", "2 years, from the last time you were in touch", 'href="/me/"',
        "/london/who-sees-what/", "Have it put right", "ico.org.uk/make-a-complaint", "0303 123 1113",
        "Does it leave the UK?", "You can change your mind at any time",
    ):  # fmt: skip
        assert said in shown, said


def test_every_page_leads_to_the_privacy_notice(client, second):
    for path in ("/second/", "/second/ideas/", "/second/privacy/"):
        assert 'href="/second/privacy/"' in page(client, path)
