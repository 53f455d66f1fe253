from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saidanddone.document.blocks import Quotation
from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.programme.rules import Person
from saidanddone.stages.report import actions, queries
from saidanddone.stages.report.models import Draft, Release, Section
from saidanddone.stages.report.rules import CannotBuild
from tests.factories.people import withdraws
from tests.factories.report import a_draft, a_section, change_section, published
from tests.factories.themes import lead_of
from tests.stages.report.draft_pages import at, words_of

SAID_BY_HACKNEY_01 = "Secondwords that may be quoted anywhere."
PAGES = ("", "figures/", "sections/summary/", "sections/figures/")
FILES = ("report.html", "report.pdf")
CHANGED = "Rows have been changed since you read the draft"


# Making one


def test_a_draft_holds_what_a_release_of_the_same_rows_holds(second):
    draft = a_draft(second)
    release = published(second, draft)
    read, printed = queries.document_of(draft), queries.document_of(release)
    assert read.blocks == printed.blocks and draft.title == release.title
    assert draft.figures == release.figures


def test_a_programme_has_one_draft_and_the_next_takes_its_place(second):
    first = a_draft(second)
    a_section(second, "later", body="Written afterwards.")
    next_one = a_draft(second)
    assert Draft.objects.get(programme=second).pk == first.pk == next_one.pk
    assert "Written afterwards." not in first.document and "Written afterwards." in next_one.document
    assert not Release.objects.filter(programme=second).exists()


def test_making_a_draft_is_audited_and_the_leads_alone(second, lead, person_of):
    person = person_of(lead, second)
    draft = actions.make_draft(person=person, programme=second, by=lead)
    (row,) = AuditRow.objects.filter(verb="report.make_draft", programme_slug="second")
    assert row.actor == lead and row.objects_touched == [f"report.draft:{draft.pk}"]
    evaluator = Person("second", None, frozenset({("evaluator", None)}))
    with pytest.raises(Refused, match="Only the programme lead"):
        actions.make_draft(person=evaluator, programme=second, by=None)


def test_the_command_makes_the_same_draft_as_the_page(second, tmp_path):
    by_the_page = a_draft(second).fingerprint
    actions.build_and_release(programme=second, out=tmp_path, draft=True, by=None, say=lambda text: None)
    by_the_command = Draft.objects.get(programme=second)
    assert by_the_command.fingerprint == by_the_page and by_the_command.published_as is None
    assert "Not published" in (tmp_path / "report.html").read_text()


def test_the_lead_makes_a_draft_on_the_page_and_arrives_at_it(desk, second):
    assert "Nothing is published" in desk.get(at("make/")).content.decode()
    response = desk.post(at("make/"))
    assert (response.status_code, response["Location"]) == (302, at())
    assert Draft.objects.get(programme=second).made_by is not None
    assert "Not published." in words_of(desk)


def test_a_draft_that_cannot_be_built_says_which_section_and_keeps_the_one_before(desk, second):
    before = a_draft(second)
    a_section(second, heading="Wrong", body="[x](figure:ideas-no-such)")
    response = desk.post(at("make/"))
    assert response.status_code == 422 and "“Wrong” speaks of the figure" in response.content.decode()
    assert Draft.objects.get(programme=second).made_at == before.made_at
    with pytest.raises(CannotBuild):
        a_draft(second)


# Reading it


@pytest.mark.parametrize("path", ["", "make/", "release/"])
def test_before_the_first_draft_the_lead_is_told_to_make_one(desk, second, path):
    address = "/second/work/report/release/" if path == "release/" else at(path)
    page = desk.get(address).content.decode()
    assert "ake a draft" in page and "I have read" not in page
    assert desk.get(at("report.pdf")).status_code == desk.get(at("sections/case/")).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_a_draft_says_when_it_was_made_and_that_it_is_not_published(desk, second, path):
    draft = a_draft(second)
    when = timezone.localtime(draft.made_at).strftime("%-d %B %Y, %H:%M")
    with CaptureQueriesContext(connection) as spent:
        response = desk.get(at(path))
    assert len(spent) <= 12 and len(response.content) < 100_000
    assert f"Draft of {when}. Not published." in words_of(desk, path)


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_the_lead_and_the_evaluator_read_a_draft_and_nobody_else(client, second, team_of, path):
    a_draft(second)
    team = team_of(second)
    assert client.get(at(path)).status_code == 302
    for account, status in (
        (team.lead, 200), (team.evaluator, 200), (team.coder, 403), (team.organiser, 403), (team.stranger, 404),
    ):  # fmt: skip
        client.force_login(account)
        assert client.get(at(path)).status_code == status


def test_the_evaluator_can_neither_make_nor_publish_what_they_read(client, second, team_of):
    a_draft(second)
    client.force_login(team_of(second).evaluator)
    page = client.get(at()).content.decode()
    assert "Publish what" not in page and "Make a new draft" not in page
    assert client.post(at("make/")).status_code == 403
    assert client.get("/second/work/report/").content.decode().count(at()) == 1


def test_a_draft_can_be_read_whole_as_a_page_and_as_a_pdf(desk, second):
    a_draft(second)
    page, pdf = desk.get(at("report.html")), desk.get(at("report.pdf"))
    assert page["Content-Type"].startswith("text/html") and "Not published" in page.content.decode()
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF-")
    assert (
        "attachment" in page["Content-Disposition"]
        and "second-report-draft.pdf" in pdf["Content-Disposition"]
    )


def test_sections_of_a_draft_lead_to_each_other_and_to_where_they_are_written(desk, second):
    a_section(second, "pointing", body="As in [the case](#section-case).")
    a_draft(second)
    page = desk.get(at("sections/pointing/")).content.decode()
    assert f'href="{at("sections/case/")}"' in page and "#section-" not in page
    assert 'href="/second/work/report/pointing/"' in page
    assert desk.get(at("sections/no-such/")).status_code == 404


def test_words_withdrawn_after_a_draft_are_a_gap_in_it_from_then_on(desk, second):
    draft = a_draft(second)
    quoted = [block for block in queries.document_of(draft).blocks if isinstance(block, Quotation)]
    assert SAID_BY_HACKNEY_01 in {block.words for block in quoted}
    assert SAID_BY_HACKNEY_01 in words_of(desk, "sections/case/")
    withdraws("second:hackney-01", "quoted")
    assert "no longer agrees to be quoted" in words_of(desk, "sections/case/")
    for path in ("sections/case/", "report.html"):
        assert SAID_BY_HACKNEY_01 not in desk.get(at(path)).content.decode()
    with pytest.raises(Refused, match=CHANGED):
        published(second, draft)


# What has been changed since


def test_a_draft_of_which_nothing_was_changed_is_not_out_of_date(desk, second):
    a_draft(second)
    page = words_of(desk)
    assert "out of date" not in page and "since" not in page
    assert "Publish what you have read" in page


def test_a_section_changed_after_a_draft_makes_it_out_of_date(desk, second):
    a_draft(second)
    change_section(Section.objects.get(programme=second, key="case"), body="Told anew.")
    page = words_of(desk)
    assert "It is out of date. This section has been written or changed since: “A second case”." in page
    assert "Publish what you have read" not in page
    assert "out of date" in words_of(desk, "sections/summary/")


def test_sections_written_and_removed_after_a_draft_are_named(desk, second):
    a_draft(second)
    a_section(second, "new", heading="Quite new")
    a_section(second, "newer", heading="Newer still")
    gone = Section.objects.get(programme=second, key="case")
    actions.remove_section(person=lead_of(second), section=gone, by=None)
    page = words_of(desk)
    assert "These sections have been written or changed since: “Quite new”, “Newer still”." in page
    assert "This section has been removed since: “A second case”." in page


def test_other_entries_after_a_draft_are_counted_and_may_still_be_published(desk, second):
    draft = a_draft(second)
    AuditRow.objects.create(verb="themes.code_text", programme_slug="second")
    AuditRow.objects.create(verb="themes.code_text", programme_slug="london")
    assert "One other entry or change has been recorded since. It may change a figure." in words_of(desk)
    assert published(second, draft).number == 1


def test_what_was_changed_before_a_draft_is_not_counted(second):
    a_section(second, "new")
    AuditRow.objects.filter(programme_slug="second").update(at=timezone.now() - timedelta(days=1))
    draft = a_draft(second)
    since = queries.changed_since(draft, queries.document_of(draft), second)
    assert (since.written, since.removed, since.others) == ((), (), 0)
