from __future__ import annotations

import re

import pytest

from saidanddone.people.rules import Refused
from saidanddone.programme.models import Source
from saidanddone.stages.commitments.models import Review
from saidanddone.stages.conversations.models import Conversation
from saidanddone.stages.report import actions, queries
from saidanddone.stages.report.models import Release, Section
from saidanddone.stages.themes.models import Code
from tests.factories.report import a_draft, a_release, a_section, change_section, published
from tests.stages.report.draft_pages import at, words_of

PUBLISHED = "This draft has been published already, as release 1."
PROGRAMME_OF = {Review: "commitment__programme", Code: "theme__programme"}
CHANGED = "Rows have been changed since you read the draft"


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
        published(second, draft)
        return draw(built, **how)

    monkeypatch.setattr(queries, "drawn", drawn_while_the_other_publishes)
    with pytest.raises(Refused, match=PUBLISHED):
        published(second, draft)
    assert [each.number for each in Release.objects.filter(programme=second)] == [1]
    assert [path.name for path in (own_home / "releases" / "second").iterdir()] == ["1"]


def test_a_release_is_not_written_over_one_that_was_published_while_it_was_drawn(
    second, tmp_path, monkeypatch
):
    draw = queries.drawn

    def drawn_while_another_is_published(built, **how):
        monkeypatch.setattr(queries, "drawn", draw)
        published(second, a_draft(second))
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
    change_section(Section.objects.get(programme=second, key="summary"), body="Another summary.")
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
        published(second, draft)
    assert published(second, a_draft(second)).number == 1


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
        published(second, draft)
    assert published(second, a_draft(second)).number == 1


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
    change_section(Section.objects.get(programme=second, key="new"), heading="New again")
    assert "Published as release 1." in words_of(desk) and "“New again”" in words_of(desk)


def test_two_builds_of_the_same_rows_say_the_same_whatever_they_are_called(london):
    one, two = queries.build(london, "One"), queries.build(london, "Two")
    assert one.document != two.document and one.fingerprint == two.fingerprint
