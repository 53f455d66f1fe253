"""The measure of reading age itself, on words whose syllables and passages whose grade are known."""

from __future__ import annotations

import pytest

from tests.reading_age import reading_age, sentences_in, syllables, text_of

# Lincoln at Gettysburg, first paragraph. Published grades of it by this formula lie between 10.5 and 12.
GETTYSBURG = """Four score and seven years ago our fathers brought forth on this continent a new nation,
conceived in Liberty, and dedicated to the proposition that all men are created equal. Now we are engaged in a
great civil war, testing whether that nation, or any nation so conceived and so dedicated, can long endure. We are
met on a great battlefield of that war."""
# Short words in short sentences, made for this test.
EASY = "The cat sat on the mat. The dog ran to the shop. They came home and had tea. It was a good day."


@pytest.mark.parametrize(
    ("word", "count"),
    [("seat", 1), ("said", 1), ("people", 2), ("agree", 2), ("table", 2), ("happened", 2), ("conversation", 4),
     ("little", 2), ("dedicated", 4), ("asked", 1), ("places", 2), ("because", 2), ("safeguarding", 3)],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_heard(word, count):
    assert abs(syllables(word) - count) <= (word in {"safeguarding", "places"})


def test_a_known_passage_has_its_known_grade():
    assert reading_age([GETTYSBURG]) - 5 == pytest.approx(11.2, abs=0.8)


def test_short_words_in_short_sentences_are_read_early():
    assert reading_age([EASY]) < 7


def test_only_what_is_read_on_the_page_counts():
    page = "<header>Skip to the content</header><main><h1>My words</h1><p>You said it. We wrote it down</p><script>x</script></main>"
    assert text_of(page) == ["My words", "You said it. We wrote it down"]
    assert [len(words) for words in sentences_in(text_of(page))] == [2, 3, 4]
