"""Whatever may be written can be drawn, or is refused in a sentence."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.core.exceptions import ValidationError

from saidanddone.cli.app import command
from saidanddone.cli.ending import ended
from saidanddone.document.blocks import FigureList, Heading
from saidanddone.people.rules import Refused
from saidanddone.stages.report import actions, queries
from saidanddone.stages.report.models import SEVERAL_OF_A_KIND, Draft, Section
from saidanddone.stages.report.rules import CannotBuild
from tests.factories.report import a_release, a_section
from tests.factories.themes import lead_of

GATHERED = [kind for kind in Section.Kind.values if kind not in SEVERAL_OF_A_KIND]
ONCE = "The report has a section of this kind already."
LINK = "Of [3](figure:ideas-recorded) ideas."


def made(client):
    return client.post("/second/work/report/draft/make/")


def headings(programme) -> list[str]:
    document = queries.build(programme, "Draft").document
    return [block.key for block in document.blocks if isinstance(block, Heading)]


def without_the_list_of_figures(programme) -> None:
    Section.objects.filter(programme=programme, kind="figures").delete()


def form(**fields: object) -> dict[str, object]:
    return {"heading": "Again", "key": "again", "position": 60, "body": "", "ideas": "", **fields}


# A section that gathers stands once


@pytest.mark.parametrize("kind", GATHERED)
def test_a_second_section_that_gathers_the_same_is_refused_when_it_is_written(desk, second, kind):
    if not Section.objects.filter(programme=second, kind=kind).exists():
        a_section(second, "first", kind=kind)
    response = desk.post("/second/work/report/add/", form(kind=kind))
    assert response.status_code == 422 and ONCE in response.content.decode()
    with pytest.raises(ValidationError, match=ONCE):
        a_section(second, "again", kind=kind)
    assert made(desk).status_code == 302


def test_a_section_cannot_become_a_second_one_of_its_kind(desk, second):
    response = desk.post("/second/work/report/summary/change/", form(key="summary", kind="figures"))
    assert response.status_code == 422 and ONCE in response.content.decode()
    assert Section.objects.get(programme=second, key="summary").kind == "text"


def test_the_one_section_of_a_kind_can_be_changed(desk):
    response = desk.post("/second/work/report/figures/change/", form(key="figures", kind="figures"))
    assert response.status_code == 302


@pytest.mark.parametrize("kind", SEVERAL_OF_A_KIND)
def test_text_and_case_studies_may_stand_several_times(desk, second, kind):
    a_section(second, "one", kind=kind)
    a_section(second, "two", kind=kind)
    assert made(desk).status_code == 302


# Headings


@pytest.mark.parametrize("key", ["methods-ideas", "unknown-cautions", "numbers-estimates", "group-london"])
def test_a_section_may_have_any_key_beside_those_that_gather(desk, second, key):
    a_section(second, "methods", kind="methods")
    a_section(second, "unknown", kind="unknown")
    a_section(second, key)
    assert made(desk).status_code == 302


def test_a_heading_in_one_section_and_the_key_of_another_are_told_apart(desk, second):
    a_section(second, "a", body="# B c\n\n# B c\n\nWords.")
    a_section(second, "a-b", body="# C\n\nWords.")
    a_section(second, "a-b-c")
    a_section(second, "methods", kind="methods", body="# Ideas\n\nWords.")
    a_section(second, "methods-ideas")
    assert made(desk).status_code == 302
    assert max(Counter(headings(second)).values()) == 1
    assert {"a.b-c", "a.b-c-2", "a-b.c", "a-b-c", "methods.ideas", "methods_ideas"} <= set(headings(second))


# Figures without a list of them


def test_words_that_lead_to_a_figure_lead_to_its_page_where_no_section_lists_the_figures(desk, second):
    without_the_list_of_figures(second)
    a_section(second, "told", body=LINK)
    assert made(desk).status_code == 302
    page = desk.get("/second/work/report/draft/sections/told/").content.decode()
    assert '<a class="follow" href="/second/figures/ideas-recorded/">3</a>' in page


def test_in_a_file_they_are_plain_words_where_no_section_lists_the_figures(desk, second):
    without_the_list_of_figures(second)
    a_section(second, "told", body=f"{LINK}\n\n- {LINK}\n  - {LINK}\n\n| a | b |\n|---|---|\n| c | {LINK} |")
    a_section(second, "unknown", kind="unknown")
    assert not [b for b in queries.build(second, "Draft").document.blocks if isinstance(b, FigureList)]
    release = a_release(second)
    for address in ("/second/work/report/draft/report.html", f"/second/report/{release.number}/report.html"):
        page = desk.get(address).content.decode()
        assert page.count("Of 3 ideas.") == 4 and "#figure-" not in page
    for address in ("/second/work/report/draft/report.pdf", f"/second/report/{release.number}/report.pdf"):
        assert desk.get(address).content.startswith(b"%PDF-")


def test_groups_with_their_cost_can_be_drawn_without_a_list_of_figures(desk, second):
    without_the_list_of_figures(second)
    a_section(second, "groups", kind="groups")
    assert made(desk).status_code == 302
    page = desk.get("/second/work/report/draft/report.html").content.decode()
    assert "Cost a person: Second group" in page and "#figure-" not in page


def test_a_number_that_a_figure_does_not_say_is_found_without_a_list_of_figures_too(second):
    without_the_list_of_figures(second)
    a_section(second, "told", body="Of [7000](figure:ideas-recorded) ideas.")
    assert [each.section for each in queries.build(second, "Draft").misfits] == ["told"]


# What still cannot be drawn


def spoilt(programme) -> None:
    """A heading of which nothing is left to read, as no form would take it."""
    Section.objects.filter(programme=programme, key="case").update(heading=" ")


def test_a_draft_that_cannot_be_drawn_is_refused_with_the_section(desk, second):
    spoilt(second)
    response = made(desk)
    assert response.status_code == 422
    assert "The section “case” cannot be drawn." in response.content.decode()
    assert not Draft.objects.filter(programme=second).exists()


def test_what_is_wrong_with_the_whole_report_is_said_of_the_report(second):
    second.report_title = ""
    with pytest.raises(CannotBuild, match=r"^The report cannot be drawn\. The report has no title\.$"):
        actions.make_draft(person=lead_of(second), programme=second, by=None)


def test_the_command_refuses_it_in_the_same_sentence(second, tmp_path, capsys):
    spoilt(second)
    out = tmp_path / "out"
    assert ended(command(["report", "build", "second", "--out", str(out), "--draft"])) == 2
    assert re.search(r"^The section “case” cannot be drawn\. .+\.$", capsys.readouterr().err, re.MULTILINE)
    assert not out.exists()


def test_a_report_without_sections_is_no_draft_and_no_release(desk, second, tmp_path):
    Section.objects.filter(programme=second).delete()
    response = made(desk)
    assert response.status_code == 422 and "The report has no sections yet." in response.content.decode()
    with pytest.raises(Refused, match="no sections yet"):
        actions.build_and_release(programme=second, out=tmp_path, draft=False, by=None, say=lambda text: None)
    assert not Draft.objects.filter(programme=second).exists()
