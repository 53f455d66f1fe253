from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saidanddone.document.blocks import Quotation
from saidanddone.people.actions import withdraw_consent
from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Source
from saidanddone.programme.rules import Person
from saidanddone.stages.commitments.models import Review
from saidanddone.stages.conversations.models import Conversation
from saidanddone.stages.report import actions, queries
from saidanddone.stages.report.models import Draft, Release, Section
from saidanddone.stages.report.rules import CannotBuild
from saidanddone.stages.themes.models import Code
from tests.factories.report import a_release, a_section
from tests.factories.themes import lead_of

SAID_BY_HACKNEY_01 = "Secondwords that may be quoted anywhere."
PAGES = ("", "figures/", "sections/summary/", "sections/figures/")
FILES = ("report.html", "report.pdf")
PUBLISHED = "This draft has been published already, as release 1."
PROGRAMME_OF = {Review: "commitment__programme", Code: "theme__programme"}
CHANGED = "Rows have been changed since you read the draft"


def a_draft(programme) -> Draft:
    return actions.make_draft(person=lead_of(programme), programme=programme, by=None)


def publish(programme, read: Draft) -> Release:
    return actions.release_report(
        person=lead_of(programme), programme=programme, by=None, as_read=read.fingerprint
    )


def change(section: Section, **fields: object) -> None:
    actions.change_section(
        person=lead_of(section.programme), section=section, fields=fields, outcomes=(), ideas=(), by=None
    )


def at(path: str = "") -> str:
    return f"/second/work/report/draft/{path}"


@pytest.fixture
def lead(second, team_of):
    return team_of(second).lead


@pytest.fixture
def desk(client, lead):
    """A browser in which the lead is signed in."""
    client.force_login(lead)
    return client


def words_of(client, path: str = "") -> str:
    page = client.get(at(path)).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", "", main).split())


# Making one


def test_a_draft_holds_what_a_release_of_the_same_rows_holds(second):
    draft = a_draft(second)
    release = publish(second, draft)
    read, published = queries.document_of(draft), queries.document_of(release)
    assert read.blocks == published.blocks and draft.title == release.title
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
    evaluator = Person("second", None, frozenset({"evaluator"}))
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
    withdraw_consent(
        speaker_key="second:hackney-01", purposes=["quoted"], on=draft.made_at.date(), by=None,
        programme_slug="second",
    )  # fmt: skip
    assert "no longer agrees to be quoted" in words_of(desk, "sections/case/")
    for path in ("sections/case/", "report.html"):
        assert SAID_BY_HACKNEY_01 not in desk.get(at(path)).content.decode()
    with pytest.raises(Refused, match=CHANGED):
        publish(second, draft)


# What has been changed since


def test_a_draft_of_which_nothing_was_changed_is_not_out_of_date(desk, second):
    a_draft(second)
    page = words_of(desk)
    assert "out of date" not in page and "since" not in page
    assert "Publish what you have read" in page


def test_a_section_changed_after_a_draft_makes_it_out_of_date(desk, second):
    a_draft(second)
    change(Section.objects.get(programme=second, key="case"), body="Told anew.")
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
    assert publish(second, draft).number == 1


def test_what_was_changed_before_a_draft_is_not_counted(second):
    a_section(second, "new")
    AuditRow.objects.filter(programme_slug="second").update(at=timezone.now() - timedelta(days=1))
    draft = a_draft(second)
    since = queries.changed_since(draft, queries.document_of(draft), second)
    assert (since.written, since.removed, since.others) == ((), (), 0)


# Publishing what was read


def sent(client) -> dict[str, str]:
    """The form for publishing as the page fills it in, ticked."""
    page = client.get("/second/work/report/release/").content.decode()
    return {"as_read": re.search(r'name="as_read" value="([^"]+)"', page)[1], "sure": "on"}


def test_the_lead_publishes_what_the_draft_says(desk, second):
    draft = a_draft(second)
    form = sent(desk)
    assert desk.post("/second/work/report/release/", form | {"sure": ""}).status_code == 422
    response = desk.post("/second/work/report/release/", form)
    assert (response.status_code, response["Location"]) == (302, "/second/report/1/")
    draft.refresh_from_db()
    assert draft.published_as == Release.objects.get(programme=second)
    assert "Published as release 1." in words_of(desk)
    assert "Published as release 1" in desk.get(at("report.html")).content.decode()


def test_what_is_published_already_is_not_published_again(desk, second):
    a_draft(second)
    form = sent(desk)
    desk.post("/second/work/report/release/", form)
    response = desk.post("/second/work/report/release/", form)
    assert response.status_code == 422 and PUBLISHED in response.content.decode()
    assert Release.objects.filter(programme=second).count() == 1


def test_of_a_draft_published_twice_at_once_the_second_is_told_which_release_it_is(
    second, own_home, monkeypatch
):
    draft = a_draft(second)
    draw = queries.drawn

    def drawn_while_the_other_publishes(built, **how):
        monkeypatch.setattr(queries, "drawn", draw)
        publish(second, draft)
        return draw(built, **how)

    monkeypatch.setattr(queries, "drawn", drawn_while_the_other_publishes)
    with pytest.raises(Refused, match=PUBLISHED):
        publish(second, draft)
    assert [each.number for each in Release.objects.filter(programme=second)] == [1]
    assert [path.name for path in (own_home / "releases" / "second").iterdir()] == ["1"]


def test_a_release_is_not_written_over_one_that_was_published_while_it_was_drawn(
    second, tmp_path, monkeypatch
):
    draw = queries.drawn

    def drawn_while_another_is_published(built, **how):
        monkeypatch.setattr(queries, "drawn", draw)
        publish(second, a_draft(second))
        return draw(built, **how)

    monkeypatch.setattr(queries, "drawn", drawn_while_another_is_published)
    with pytest.raises(Refused, match=r"^Release 1 was published while this one was being drawn\."):
        actions.build_and_release(
            programme=second, out=tmp_path / "out", draft=False, by=None, say=lambda text: None
        )
    assert Release.objects.filter(programme=second).count() == 1 and not (tmp_path / "out").exists()


def test_nothing_is_published_of_rows_that_changed_since_the_draft(desk, second):
    a_draft(second)
    form = sent(desk)
    change(Section.objects.get(programme=second, key="summary"), body="Another summary.")
    response = desk.post("/second/work/report/release/", form)
    assert response.status_code == 422
    assert CHANGED in response.content.decode() and "Make a new draft" in response.content.decode()
    assert not Release.objects.filter(programme=second).exists()


def test_a_figure_that_changed_alone_is_enough_to_ask_for_a_new_draft(second):
    draft = a_draft(second)
    cited = second.cited_figures.get()
    cited.value = "A value not seen before"
    cited.save()
    with pytest.raises(Refused, match=CHANGED):
        publish(second, draft)
    assert publish(second, a_draft(second)).number == 1


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (Review, "said"),
        (Code, "definition"),
        (Conversation, "summary"),
        (Source, "licence"),
    ],
)
def test_what_changed_in_the_data_alone_is_enough_to_ask_for_a_new_draft(second, model, field):
    draft = a_draft(second)
    row = model.objects.filter(**{PROGRAMME_OF.get(model, "programme"): second}).first()
    assert row is not None
    setattr(row, field, "Written after the draft.")
    row.save()
    with pytest.raises(Refused, match=f"{CHANGED}, so the report, or the data that go with it"):
        publish(second, draft)
    assert publish(second, a_draft(second)).number == 1


def test_the_data_that_are_packed_are_those_that_the_fingerprint_covers(second):
    built = queries.build(second, "Draft")
    Conversation.objects.filter(programme=second).update(summary="Written while it was being drawn.")
    files = queries.drawn(built, number=None, say=lambda text: None)
    assert "being drawn" not in files["data/conversations.csv"].decode()
    assert built.fingerprint != queries.build(second, "Draft").fingerprint


def test_a_draft_made_by_another_in_the_meantime_is_not_what_was_read(desk, second):
    a_draft(second)
    form = sent(desk)
    a_section(second, "new")
    a_draft(second)
    assert desk.post("/second/work/report/release/", form).status_code == 422
    assert not Release.objects.filter(programme=second).exists()


@pytest.mark.parametrize("read", [{}, {"as_read": ""}, {"as_read": "anything"}])
def test_a_form_that_names_no_draft_publishes_nothing(desk, second, read):
    a_draft(second)
    assert desk.post("/second/work/report/release/", {"sure": "on"} | read).status_code == 422
    assert not Release.objects.filter(programme=second).exists()


def test_a_release_that_cannot_be_built_says_which_section_and_keeps_nothing(desk, second):
    a_draft(second)
    form = sent(desk)
    a_section(second, heading="Wrong", body="[x](figure:ideas-no-such)")
    response = desk.post("/second/work/report/release/", form)
    assert response.status_code == 422 and "“Wrong” speaks of the figure" in response.content.decode()
    assert not Release.objects.filter(programme=second).exists()


def test_a_release_leaves_a_draft_that_says_the_same_so_that_later_changes_can_be_told(desk, second):
    a_section(second, "new")
    release = a_release(second)
    draft = queries.draft_of(second)
    assert draft.published_as == release
    assert queries.document_of(draft).blocks == queries.document_of(release).blocks
    change(Section.objects.get(programme=second, key="new"), heading="New again")
    assert "Published as release 1." in words_of(desk) and "“New again”" in words_of(desk)


def test_two_builds_of_the_same_rows_say_the_same_whatever_they_are_called(london):
    one, two = queries.build(london, "One"), queries.build(london, "Two")
    assert one.document != two.document and one.fingerprint == two.fingerprint
