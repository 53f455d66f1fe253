"""A report does not say one number in its words and another in its figures."""

from __future__ import annotations

import pytest

from saidanddone.cli.app import command
from saidanddone.cli.ending import ended
from saidanddone.stages.report import actions, queries
from saidanddone.stages.report.models import Release
from saidanddone.stages.report.rules import CannotBuild, words_fit
from saidanddone.thread.figures import Cited, Estimate, Figure
from tests.factories.report import a_section
from tests.factories.themes import lead_of

KEY = "followup-participants-useful-connections"
SHARE = Figure(
    key=KEY,
    stage="followup",
    title="Made a connection, 2020",
    shown="41%",
    sentence="",
    method="",
    k=40,
    n=97,
    N=1000,
    base="40 of 97 participants, of an assumed 1,000",
    value=40 / 97,
    low=0.3238,
    high=0.5070,
    unit="share",
    estimate=Estimate(412, 318, 511, 40, 943),
)
DIFFERENCE = Figure(
    "d", "followup", "Organisers less participants", "-1 point", "", "", value=-0.0135, low=-0.092,
    high=0.079, unit="difference",
)  # fmt: skip
COST = Figure("c", "groups", "Cost a person", "£150", "", "", value=150.0, base="£60,000 in all", unit="GBP")
CITED = Figure(
    "r", "report", "97 answered of 1,000", "more than 40 champions", "", "", cited=Cited("P", "T", "", "")
)
AGREEMENT = Figure("a", "themes", "Agreement", "0.71", "", "", value=0.712, low=0.601, high=0.823)


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (SHARE, "41%"),
        (SHARE, "41 per cent"),
        (SHARE, "41.2%"),
        (SHARE, "40 of 97"),
        (SHARE, "Forty people"),
        (SHARE, "1,000"),
        (SHARE, "32% to 51%"),
        (SHARE, "32–51%"),
        (SHARE, "between 32 and 51%"),
        (SHARE, "412, between 318 and 511"),
        (SHARE, "41% in 2020"),
        (SHARE, "the 2nd of them"),
        (SHARE, "no one"),
        (SHARE, "fewer than half"),
        (SHARE, "twenty-one 16-year-olds"),
        (DIFFERENCE, "one point fewer"),
        (DIFFERENCE, "1 point"),
        (DIFFERENCE, "between 9 points fewer and 8 points more"),
        (COST, "£150 of £60,000"),
        (CITED, "more than 40"),
        (AGREEMENT, "0.71, between 0.60 and 0.82"),
        (AGREEMENT, "71%"),
    ],
)
def test_words_fit_that_hold_no_number_but_those_that_the_figure_says(figure, words):
    assert words_fit(words, queries.kept(figure))


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (SHARE, "42%"),
        (SHARE, "40%"),
        (SHARE, "41.3%"),
        (SHARE, "98"),
        (SHARE, "41 people"),
        (SHARE, "sixteen of 97"),
        (SHARE, "one in five"),
        (SHARE, "1,001"),
        (DIFFERENCE, "2 points"),
        (DIFFERENCE, "1%"),
        (COST, "£151"),
        (CITED, "97"),
        (AGREEMENT, "1"),
    ],
)
def test_words_do_not_fit_that_hold_a_number_which_the_figure_does_not_say(figure, words):
    assert not words_fit(words, queries.kept(figure))


@pytest.mark.parametrize("programme", ["london", "second"])
def test_in_the_examples_words_and_figures_say_the_same(db, programme, request):
    assert queries.build(request.getfixturevalue(programme), "Draft").misfits == ()


@pytest.fixture
def at_odds(second):
    """Two places of one section whose words say what no figure does."""
    body = (
        f"We heard that [7,777 people](figure:{KEY}) and [some](figure:{KEY}), or [88.8%](figure:{KEY}), did."
    )
    return a_section(second, "odd", heading="Odd one", body=body)


def test_a_draft_lists_each_place_with_what_the_figure_says_and_a_way_to_mend_it(desk, second, at_odds):
    figure = queries.figure_by_key(second, KEY)
    assert desk.post("/second/work/report/draft/make/").status_code == 302
    page = desk.get("/second/work/report/draft/").content.decode()
    assert "2 places where words and figure do not say the same" in page
    assert "“Odd one” says “7,777 people”." in page and "“Odd one” says “88.8%”." in page
    assert f"says “{figure.shown}, {figure.base}”." in page
    assert page.count('href="/second/work/report/odd/change/"') == 2
    assert "Publish what you have read" not in page


def test_the_evaluator_reads_the_places_and_is_not_asked_to_mend_them(desk, team, at_odds):
    desk.post("/second/work/report/draft/make/")
    desk.force_login(team.evaluator)
    page = desk.get("/second/work/report/draft/").content.decode()
    assert "“Odd one” says “88.8%”." in page
    assert "/odd/change/" not in page and 'href="/second/work/report/odd/"' in page


def test_a_draft_whose_words_fit_lists_nothing_and_may_be_published(desk, second):
    a_section(second, "fits", body=f"[Some](figure:{KEY}) did.")
    desk.post("/second/work/report/draft/make/")
    page = desk.get("/second/work/report/draft/").content.decode()
    assert "do not say the same" not in page and "Publish what you have read" in page


def test_a_release_is_refused_on_the_site_with_the_first_place_and_how_many_more(desk, second, at_odds):
    draft = actions.make_draft(person=lead_of(second), programme=second, by=None)
    response = desk.post("/second/work/report/release/", {"as_read": draft.fingerprint, "sure": "on"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "The section “Odd one” says “7,777 people” where the figure" in page
    assert "1 more place differs so." in page
    assert not Release.objects.filter(programme=second).exists()


def test_the_command_releases_nothing_whose_words_do_not_fit(second, at_odds, tmp_path, capsys):
    out = tmp_path / "out"
    assert ended(command(["report", "build", "second", "--out", str(out)])) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("The section “Odd one” says “7,777 people” where") and "1 more place" in said
    assert not out.exists() and not Release.objects.filter(programme=second).exists()


def test_the_command_still_makes_a_draft_and_says_why_it_cannot_be_released(
    second, at_odds, tmp_path, capsys
):
    assert ended(command(["report", "build", "second", "--out", str(tmp_path), "--draft"])) == 0
    assert "This draft cannot be released as it is. The section “Odd one” says" in capsys.readouterr().err
    assert (tmp_path / "report.pdf").exists()


def test_a_figure_that_changed_under_its_words_stops_the_next_release(second):
    cited = second.cited_figures.get()
    cited.value, cited.unit = "41", "people"
    cited.save()
    a_section(second, heading="Told", body=f"[41 people](figure:report-cited-{cited.key}) came.")
    assert queries.build(second, "Draft").misfits == ()
    cited.value = "42"
    cited.save()
    read = actions.make_draft(person=lead_of(second), programme=second, by=None).fingerprint
    with pytest.raises(CannotBuild, match=r"says “41 people” where the figure .* says “42 people, cited: "):
        actions.release_report(person=lead_of(second), programme=second, by=None, as_read=read)
