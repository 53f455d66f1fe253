"""What several figures share is said once in the list of figures, and nothing of any figure is lost."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest

from saidanddone.document.alike import alike
from saidanddone.document.blocks import FigureList, Heading, Number
from saidanddone.document.html import render_blocks
from saidanddone.document.pdf import render

from .samples import USEFUL, report

COUNT = replace(
    USEFUL, shown="17", title="Evenings", sentence="17 evenings.", base="in 17 boroughs", key="evenings"
)
COUNT = replace(COUNT, value=None, low=None, high=None, method="Each is counted.", caution="", labels=())
CAME = replace(USEFUL, title="Participants who came again", key="again", sentence="30 of 97 came again.")
FIGURES = (USEFUL, COUNT, CAME)
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="there is no pdftotext")


def printed(*figures: Number) -> str:
    made = render(report(Heading(1, "Every figure", "figures"), FigureList(figures)))
    found = subprocess.run(["pdftotext", "-raw", "-", "-"], input=made, capture_output=True, check=True)
    return " ".join(found.stdout.decode().split())


def test_figures_worked_out_in_one_way_stand_together_where_the_first_stands():
    assert [[each.key for each in those.figures] for those in alike(FIGURES)] == [
        ["useful", "again"],
        ["evenings"],
    ]


def test_what_all_share_is_taken_from_each_and_what_differs_stays_with_it():
    (those,) = alike((USEFUL, replace(CAME, labels=("estimate",))))
    assert (those.caution, those.labels) == (USEFUL.caution, ())
    assert [(each.caution, each.labels) for each in those.figures] == [
        ("", ("reconstructed",)),
        ("", ("estimate",)),
    ]


def test_a_figure_alone_keeps_its_caution_and_its_labels():
    (those,) = alike((USEFUL,))
    assert (those.method, those.caution) == (USEFUL.method, "")
    assert those.figures[0].caution == USEFUL.caution and those.figures[0].labels == USEFUL.labels


def test_a_sentence_that_begins_with_the_title_does_not_say_it_again():
    cited = replace(COUNT, title="Half came.", sentence="Half came. This is cited.")
    assert alike((cited,))[0].figures[0].sentence == "This is cited."


def test_on_the_page_every_figure_is_whole_and_what_they_share_stands_once():
    html = render_blocks((FigureList(FIGURES),))
    assert html.count("Wilson&#x27;s interval") == html.count("It speaks only of those who answered.") == 1
    for figure in FIGURES:
        for part in (f'id="figure-{figure.key}"', figure.title, figure.sentence, figure.base):
            assert part in html
    assert html.count("95% interval: 32% to 51%") == 2


@needs_poppler
def test_in_print_every_figure_is_whole_and_what_they_share_stands_once():
    text = printed(*FIGURES)
    assert text.count("Wilson's interval") == text.count("It speaks only of those who answered.") == 1
    for figure in FIGURES:
        for part in (figure.shown, figure.title, figure.sentence, figure.base):
            assert part in text
    assert text.count("95% interval: 32% to 51%") == 2


@needs_poppler
def test_in_print_what_they_share_stands_above_them_on_every_page_unless_it_would_fill_it():
    many = [replace(USEFUL, key=f"figure-{place}") for place in range(40)]
    pages = printed(*many).count("Worked out by: Wilson's interval")
    assert pages >= 2
    long = "Everybody was counted. " * 200
    assert printed(*(replace(each, method=long) for each in many)).count("Worked out by") == 1


@needs_poppler
def test_in_print_a_word_as_long_as_usual_words_are_is_not_broken():
    assert "antidepressants" in printed(replace(COUNT, shown="3 months of antidepressants"))
