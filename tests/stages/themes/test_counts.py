from __future__ import annotations

import pytest

from saidanddone.stages.themes import queries, rules
from saidanddone.stages.themes.models import Code, Theme
from tests.factories.themes import a_code, a_recommendation, a_theme


@pytest.fixture
def theme(second) -> Theme:
    return Theme.objects.get(programme=second, key="second-theme")


def test_an_idea_counts_once_for_a_theme_however_many_coders_and_codes(desk, theme):
    more = a_code(desk.programme, "more", theme=theme)
    code = Code.objects.get(programme=desk.programme, key="second-code")
    for account in (desk.team.coder, desk.second_coder):
        desk.code(account, "i001", code, more)
    count = next(each for each in queries.theme_counts(desk.programme) if each.key == theme.key)
    assert (count.ideas, count.places) == (2, 1)


def test_a_theme_without_codings_counts_none(second):
    a_theme(second, "unheard")
    count = next(each for each in queries.theme_counts(second) if each.key == "unheard")
    assert (count.ideas, count.places) == (0, 0)


def test_the_figure_of_a_theme_has_its_base_and_no_interval(second):
    figure = next(each for each in queries.figures(second) if each.key == "themes-second-theme")
    assert (figure.k, figure.n, figure.N, figure.shown) == (2, 2, 3, "100%")
    assert not figure.has_interval
    assert "at least one coder" in figure.method
    assert figure.base == "2 of 2 coded ideas"


def test_the_headline_names_coded_and_recorded_ideas(second):
    figure = queries.headline(second)
    assert (figure.key, figure.shown, figure.n, figure.N) == ("themes-themes", "1", 2, 3)
    assert figure in queries.figures(second)


def test_the_page_and_the_list_of_figures_give_the_same_figure(second, theme):
    cells = queries.cells_of_theme(theme)
    page = queries.figure_from_cells(second, theme, cells)
    listed = next(each for each in queries.figures(second) if each.key == "themes-second-theme")
    assert (page.k, page.n, page.N, page.shown, page.labels) == (2, 2, 3, listed.shown, listed.labels)


def test_texts_coded_by_two_coders_are_counted_once(desk):
    code = Code.objects.get(programme=desk.programme, key="second-code")
    assert queries.double_coded(desk.programme).twice == 0
    desk.code(desk.team.coder, "i001", code)
    desk.code(desk.second_coder, "i001", code)
    desk.code(desk.second_coder, "i003", code)
    counts = queries.double_coded(desk.programme)
    assert (counts.twice, counts.coded) == (1, 3)


def test_recommendations_that_lead_back_are_counted_of_all(second):
    a_recommendation(second, "from-nowhere")
    counts = queries.recommendation_counts(second)
    assert (counts.all, counts.led_back, counts.with_theme) == (2, 1, 1)
    figure = next(each for each in queries.figures(second) if each.key == "themes-recommendations")
    assert figure.shown == "1 of 2"


def test_figures_of_a_programme_without_a_codebook_can_be_made(second):
    from saidanddone.programme.models import Programme

    empty = Programme.objects.create(slug="empty", name="Empty", report_title="E", place="E", summary="E")
    assert [each.key for each in queries.figures(empty)] == [
        "themes-themes",
        "themes-recommendations",
        "themes-double-coded",
    ]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([12, 7, 30], ["12", "7", "30"]),
        ([4, 3, 30], ["fewer than 5", "fewer than 5", "30"]),
        ([0, 7, 30], ["fewer than 5", "not shown", "30"]),
        ([2], ["fewer than 5"]),
        ([], []),
    ],
)
def test_small_counts_are_withheld_and_cannot_be_had_by_subtraction(counts, shown):
    assert rules.shown_counts(counts) == shown


def test_the_figure_of_double_coding_leads_to_exactly_those_texts(client, desk):
    second = desk.programme
    code = queries.codes_to_choose(second).get(key="second-code")
    desk.code(desk.team.coder, "i001", code)
    figure = next(each for each in queries.figures(second) if each.key == "themes-double-coded")
    client.force_login(desk.team.evaluator)
    lines = client.get(f"{figure.rows.address}&format=csv").getvalue().decode().splitlines()
    assert len(lines) == 2 and ",i001," in lines[1] and figure.k == 1
