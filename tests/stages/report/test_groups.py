"""What the report counts of courses and groups is what their figures say."""

from __future__ import annotations

import pytest

from saidanddone.document.blocks import Numbers, Paragraph, Table, plain
from saidanddone.stages.groups.models import Group
from saidanddone.stages.report import queries
from tests.factories.groups import a_cost, a_group, enrolled
from tests.factories.report import a_section


def blocks_of(programme, key: str):
    document = queries.build(programme, "Draft").document
    return next(blocks for heading, blocks in queries.sections_in(document) if heading.key == key)


def figure(programme, key: str) -> str:
    return queries.figure_by_key(programme, key).shown


@pytest.fixture
def whole(second):
    """One person enrolled in the whole itself, two in its group, of whom one's ending is not known."""
    a_section(second, "groups", kind="groups")
    whole = a_group(second, "whole", kind="programme", name="The whole")
    part = a_group(second, "part", name="A part", part_of=whole)
    enrolled(whole, True)
    enrolled(part, True, None, first=2)
    return whole


def table(programme, caption: str = "Who took part, group by group") -> Table:
    (found,) = [
        block
        for block in blocks_of(programme, "groups")
        if isinstance(block, Table) and block.caption == caption
    ]
    return found


def test_all_groups_are_those_that_the_figure_counts(second, whole):
    assert table(second).rows == (
        ("A part", "2", "1"),
        ("The whole itself", "1", "1"),
        ("All groups", "3", "2"),
    )
    assert figure(second, "groups-enrolled-whole") == "3"


def test_endings_that_are_not_recorded_are_said_under_the_table(second, whole):
    assert table(second).note.endswith("Of 1 it is not recorded whether they finished.")


def test_a_whole_in_which_nobody_enrolled_itself_has_no_line_of_its_own(second, whole):
    whole.enrolments.all().delete()
    assert [row[0] for row in table(second).rows] == ["A part", "All groups"]


def test_a_programme_without_groups_says_who_enrolled_in_it(second, whole):
    alone = a_group(second, "alone", kind="programme", name="Alone")
    enrolled(alone, True, False)
    said = [plain(block.inlines) for block in blocks_of(second, "groups") if isinstance(block, Paragraph)]
    assert "2 people enrolled; 1 finished." in said
    assert figure(second, "groups-enrolled-alone") == "2"


def test_the_people_of_a_course_are_those_of_its_parts_too(second):
    a_section(second, "course", kind="champions")
    course = a_group(second, "course", kind="course", name="A course")
    enrolled(a_group(second, "part", part_of=course), True)
    *_body, said = [plain(block.inlines) for block in blocks_of(second, "course")]
    assert said == "A course. 1 person enrolled; 1 finished."
    assert figure(second, "groups-enrolled-course") == "1"


def test_costs_of_the_parts_are_added_to_those_of_the_whole(second, whole):
    a_cost(whole, "100", item="A hall")
    a_cost(Group.objects.get(programme=second, key="part"), "50", item="Tea")
    assert table(second, "What it cost").rows == (("A hall", "£100"), ("Tea", "£50"), ("In all", "£150"))
    assert figure(second, "groups-cost-per-person-whole") == "£50"


def test_costs_of_the_parts_alone_are_printed_too(second, whole):
    a_cost(Group.objects.get(programme=second, key="part"), "50", item="Tea")
    assert table(second, "What it cost").rows[-1] == ("In all", "£50")


def test_a_group_that_is_called_after_its_cost_is_no_figure_of_cost(second, whole):
    enrolled(a_group(second, "cost-of-living", name="Cost of living"), True)
    shown = [block for block in blocks_of(second, "groups") if isinstance(block, Numbers)]
    assert "groups-enrolled-cost-of-living" not in {item.key for each in shown for item in each.items}


def test_the_groups_and_the_course_of_london_are_printed_as_their_figures_say(london):
    (took_part,) = [
        block
        for block in blocks_of(london, "thamesview")
        if isinstance(block, Table) and "group by group" in block.caption
    ]
    assert took_part.rows[-1][1] == figure(london, "groups-enrolled-thamesview")
    said = [plain(block.inlines) for block in blocks_of(london, "champions") if isinstance(block, Paragraph)]
    assert any(f". {figure(london, 'groups-enrolled-champions')} people enrolled;" in each for each in said)
