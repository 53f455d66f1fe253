from __future__ import annotations

import re

import pytest

from saidanddone.document.blocks import Bullets, FigureLink, Paragraph, Table, plain
from saidanddone.document.wording import LABELS
from saidanddone.pages.templatetags.said import LABEL_SENTENCES
from saidanddone.pages.wording import wording
from saidanddone.programme.queries import pages_in_words, pages_said
from saidanddone.stages.commitments.models import Commitment, CommitmentLink
from saidanddone.stages.groups.models import Cost, Group
from saidanddone.stages.outcomes.models import Confirmed, Outcome, OutcomeLink
from saidanddone.stages.report import queries
from saidanddone.stages.report.queries import how_known
from tests.factories.report import a_section

ASKED_NOBODY = "nobody else was asked to confirm it"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        ("33", "page 33"),
        ("8-10", "pages 8–10"),
        ("2; 14-15", "pages 2 and 14–15"),
        ("2; 3; 11; 26", "pages 2, 3, 11 and 26"),
        ("2;", "page 2"),
        ("iv", "page iv"),
        ("A-3", "page A-3"),
    ],
)
def test_pages_of_a_source_are_read_as_words(written, read):
    assert pages_said(written) == read
    assert read.endswith(pages_in_words(written))


def test_the_pages_of_a_source_stand_so_in_the_report(london):
    document = repr(queries.build(london, "Draft").document)
    assert "pages 2 and 14–15" in document
    assert "page 2; 14" not in document and "page 8-10" not in document


def test_a_label_says_the_same_in_the_report_as_in_a_report_made_without_the_site():
    assert wording().labels == LABELS


def test_what_reconstructed_means_is_true_of_rows_that_were_chosen_as_well_as_of_those_made_up():
    says = wording().label("reconstructed").sentence
    assert says == LABEL_SENTENCES["reconstructed"]
    assert "chosen" in says or "choice" in says
    assert "exactly" not in says


def told(programme, key: str) -> list[str]:
    """The lines that a section prints of its changes, and the sentences under them."""
    document = queries.build(programme, "Draft").document
    blocks = next(blocks for heading, blocks in queries.sections_in(document) if heading.key == key)
    at = next(place for place, block in enumerate(blocks) if isinstance(block, Bullets))
    below = [plain(block.inlines) for block in blocks[at + 1 :] if isinstance(block, Paragraph)]
    return [*(plain(item) for item in blocks[at].items), *below]


def two_changes(programme, *confirmed: Confirmed) -> list[Outcome]:
    first = programme.outcomes.get()
    second = Outcome.objects.get(pk=first.pk)
    second.pk, second.key, second.title = None, "another", "Another change"
    rows = [first, second]
    for row, each in zip(rows, confirmed, strict=True):
        row.confirmed = each
        row.save()
    a_section(programme, "both", outcomes=tuple(rows))
    return rows


@pytest.mark.parametrize(
    ("confirmed", "says"),
    [
        (Confirmed.NOT_ASKED, "Nobody else was asked to confirm any of these."),
        (Confirmed.CONFIRMED, "Each of these is confirmed by someone independent."),
        (Confirmed.IN_PART, "Each of these is confirmed in part."),
        (Confirmed.DISPUTED, "Each of these is disputed."),
    ],
)
def test_what_confirms_every_change_of_a_list_is_said_once(second, confirmed, says):
    two_changes(second, confirmed, confirmed)
    lines = told(second, "both")
    assert lines[2] == says
    assert not [line for line in lines[:2] if str(confirmed.label) in line]


def test_changes_that_are_not_confirmed_alike_say_it_each(second):
    two_changes(second, Confirmed.NOT_ASKED, Confirmed.DISPUTED)
    lines = told(second, "both")
    assert len(lines) == 2 and ASKED_NOBODY in lines[0] and "disputed" in lines[1]


def test_a_change_by_itself_says_who_confirms_it_in_its_own_line(second):
    a_section(second, "one", outcomes=(second.outcomes.get(),))
    (line,) = told(second, "one")
    assert str(second.outcomes.get().get_confirmed_display()) in line


def test_one_point_is_one_point_and_not_points(london):
    figures = [each for each in queries.all_figures(london) if each.unit == "difference"]
    said = " ".join(f"{each.shown}. {each.sentence}" for each in figures)
    assert re.search(r"\b1 point\b", said)
    assert not re.search(r"\b1 points\b", said)


# What our figures cannot say, and how they are known


def blocks_of(programme, key: str):
    document = queries.build(programme, "Draft").document
    return next(blocks for heading, blocks in queries.sections_in(document) if heading.key == key)


def bullets_under(programme, key: str, heading: str) -> list[object]:
    blocks = blocks_of(programme, key)
    at = next(place for place, block in enumerate(blocks) if getattr(block, "key", "") == heading)
    return list(blocks[at + 1].items)


def test_what_several_figures_cannot_say_names_them_or_says_how_many_of_which_step(london):
    items = bullets_under(london, "unknown", "unknown_cautions")
    (chance,) = [item for item in items if "Chance alone" in plain(item)]
    named = [part.key for part in chance if isinstance(part, FigureLink)]
    assert named == [
        "followup-difference-learned-thrive-ldn",
        "followup-difference-learned-thriving-communities",
    ]
    (measures,) = [plain(item) for item in items if "how they were chosen" in plain(item)]
    assert re.match(r"True of each of \d+ figures of the step “Measures”: How many were asked", measures)
    assert all(plain(item).startswith("True of each of ") for item in items)


def test_every_figure_of_an_assumed_number_of_people_is_printed_with_its_number(london):
    figures = {figure.key: figure for figure in queries.all_figures(london)}
    items = bullets_under(london, "unknown", "unknown_assumed")
    assert "People who came to the conversations: 1,000, who came to 17 conversations" in map(plain, items)
    assert all(plain(item).startswith(f"{item[0].text}: {figures[item[0].key].shown}, ") for item in items)


def test_a_sentence_that_ends_several_methods_of_a_step_is_said_once_for_them_all(london):
    for block in blocks_of(london, "methods"):
        if isinstance(block, Bullets):
            lines = [plain(item) for item in block.items if not isinstance(item, Bullets)]
            lines += [plain(each) for item in block.items if isinstance(item, Bullets) for each in item.items]
            assert " ".join(lines).count("Every recorded change is counted") <= 1


def test_no_method_is_lost_where_their_common_end_is_said_once(london):
    figures = queries.build(london, "Draft").figures
    printed = " ".join(
        plain(line)
        for block in how_known.methods(figures)
        if isinstance(block, Bullets)
        for item in block.items
        for line in (item.items if isinstance(item, Bullets) else (item,))
    )
    for figure in figures:
        assert all(part in printed for part in figure.method.split(". ")), figure.method


def test_the_list_of_every_figure_is_opened_by_one_paragraph(london):
    assert len([block for block in blocks_of(london, "figures") if isinstance(block, Paragraph)]) == 1


def costs_table(programme) -> list[tuple[str, str]]:
    (table,) = [
        block
        for block in blocks_of(programme, "thamesview")
        if isinstance(block, Table) and block.caption == "What it cost"
    ]
    return [(row[0], row[1]) for row in table.rows]


def test_money_is_printed_in_one_way(london):
    assert ("In all", "£60,000") in costs_table(london)
    assert not [amount for _item, amount in costs_table(london) if "GBP" in amount]


def test_money_of_two_currencies_is_not_added_up(london):
    group = Group.objects.get(programme=london, key="thamesview")
    Cost.objects.create(group=group, item="A visit to Lille", amount="76.69", currency="EUR")
    rows = costs_table(london)
    assert ("A visit to Lille", "EUR 76.69") in rows
    assert [row for row in rows if row[0] == "In all"] == [("In all", "EUR 76.69"), ("In all", "£60,000")]


# Recommendations


def under(programme, statement: str, section: str = "recommendations") -> list[str]:
    """The lines that stand under one recommendation."""
    blocks = blocks_of(programme, section)
    at = next(
        place
        for place, block in enumerate(blocks)
        if isinstance(block, Paragraph) and statement in plain(block.inlines)
    )
    return [plain(item) for item in blocks[at + 1].items]


def test_a_change_that_came_of_a_promise_stands_under_the_promise_and_not_under_the_recommendation(london):
    *promises, changed = under(london, "Train older pupils")
    assert changed.startswith("Changed: ") and "People surer of starting a business" not in changed
    assert "Year 12 pupils trained to look after Year 7 (influenced)" in changed
    (groups,) = [line for line in promises if "A year of groups on the Thamesview estate (kept)" in line]
    assert groups.startswith("Promised: ")
    assert "People surer of starting a business (influenced)" in groups.split(" Reported of it: ")[1]


def test_each_promise_says_what_is_reported_of_it_or_that_nothing_is(london):
    lines = under(london, "Train older pupils")
    assert "Promised: Sixth-formers for the new Year 7 (late). Reported of it: Nothing recorded." in lines


def test_a_recommendation_that_nobody_promised_anything_for_says_so(london):
    assert under(london, "Say the aim about suicide")[0] == "Promised: Nothing recorded."


def test_a_promise_that_answers_two_recommendations_gives_its_changes_to_neither(second):
    first = second.recommendations.first()
    other = first.__class__.objects.create(programme=second, key="other", statement="Quite another thing.")
    promise = Commitment.objects.filter(programme=second).first()
    outcome = second.outcomes.get()
    OutcomeLink.objects.filter(outcome=outcome).delete()
    OutcomeLink.objects.create(outcome=outcome, commitment=promise)
    CommitmentLink.objects.create(commitment=promise, recommendation=other)
    a_section(second, "asked", kind="recommendations")
    *promises, changed = under(second, "Quite another thing.", "asked")
    assert changed == "Changed: Nothing recorded."
    assert f"Reported of it: {outcome.title}" in promises[0]


def test_one_sentence_above_the_recommendations_says_what_stands_under_them(london):
    says = "A promise may answer several recommendations, so what is reported of it"
    paragraphs = [
        plain(block.inlines) for block in blocks_of(london, "recommendations") if isinstance(block, Paragraph)
    ]
    above = next(place for place, words in enumerate(paragraphs) if says in words)
    assert paragraphs[above + 1].startswith("1. ")
