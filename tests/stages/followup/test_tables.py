from __future__ import annotations

import pytest

from tests.spoiling import check_written_back, spoil

TABLES = ("surveys", "questions", "responses", "answers", "open_answers", "interviews", "extracts")


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    check_written_back(second, tmp_path, table)


@pytest.mark.parametrize(
    ("table", "old", "new", "line", "column"),
    [
        ("surveys", "12,counted,10,10", "12,counted,10,11", 2, "asked"),
        ("surveys", "12,counted,10,10", "9,counted,10,10", 2, "asked"),
        ("surveys", "12,counted,10,10", "12,counted,1_0,10", 2, "reachable"),
        ("surveys", "12,counted,10,10", "12,counted,10,-1", 2, "asked"),
        ("surveys", "12,counted,10,10", "123456789012345,counted,10,10", 2, "attended"),
        ("surveys", "2021-10-01", "2021-13-01", 2, "closed_on"),
        ("surveys", "participants,Second", "interviews,Second", 2, "key"),
        ("surveys", "participants,Second", "Not a key,Second", 2, "key"),
        ("questions", "useful-connections,1", "answered,1", 2, "key"),
        ("questions", "useful?,yes,", "useful?,perhaps,", 2, "yes_means"),
        ("questions", "useful?,yes,", "useful?,,", 2, "yes_means"),
        ("questions", "changed?,,", "changed?,yes,", 3, "yes_means"),
        ("questions", "participants,what-changed", "nobody,what-changed", 3, "survey"),
        ("responses", "p002,carer", "p001,carer", 3, "key"),
        ("responses", "p002,carer,E09000012", "p002,carer,E09000999", 3, "area"),
        ("answers", "p002,useful-connections,no", "p002,useful-connections,maybe", 3, "value"),
        ("answers", "p002,useful-connections,no", "p001,useful-connections,no", 3, "question"),
        ("answers", "p002,useful-connections,no", "p999,useful-connections,no", 3, "response"),
        ("answers", "p002,useful-connections,no", "p002,what-changed,no", 3, "value"),
        ("open_answers", "p002,what-changed", "p002,useful-connections", 3, "question"),
        ("open_answers", "a002,", "i001,", 3, "key"),
        ("interviews", ",2021,", ",last year,", 2, "held_on"),
        ("extracts", "x01,interview-1", "x01,interview-2", 2, "interview"),
        ("extracts", "x01,", "a001,", 2, "key"),
    ],
)
def test_a_bad_row_stops_the_load_with_its_line_and_column(folder, table, old, new, line, column):
    refused = spoil(folder, table, old, new)
    assert (refused.file, refused.line, refused.column) == (f"{table}.csv", line, column)


def test_more_answers_than_people_asked_are_refused_in_a_sentence_at_the_first_too_many(folder):
    refused = spoil(folder, "surveys", "12,counted,10,10", "12,counted,10,1")
    assert (refused.file, refused.line) == ("responses.csv", 3)
    assert "2 people answered, but only 1 were asked" in str(refused)


def test_an_open_answer_and_an_extract_become_texts_without_role_borough_or_speaker(second):
    texts = second.texts.filter(key__in=["a001", "x01"])
    assert {(text.role, text.area, text.speaker_key) for text in texts} == {("", None, "")}
    assert {text.key: text.recorded_as for text in texts} == {"a001": "written", "x01": "transcript"}
