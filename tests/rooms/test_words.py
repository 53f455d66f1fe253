from __future__ import annotations

import pytest

from saidanddone.people.models import AuditRow, Consent
from saidanddone.programme.models import Area, Role
from saidanddone.programme.rules import Person
from saidanddone.words.actions import freshen_speaker_key, record_answer_texts, record_texts
from saidanddone.words.models import Seat, Text
from saidanddone.words.queries import quotable_condition, texts_visible_to, with_quotable_now
from saidanddone.words.rules import may_be_read_by, seat_of_speaker_key, speaker_key
from tests.factories.people import withdraws


@pytest.fixture
def people(second) -> dict[str, Person]:
    hackney, lambeth = (Area.objects.get(code=code).pk for code in ("E09000012", "E09000022"))
    return {
        "everybody": Person("second"),
        "lead": Person("second", None, frozenset({(Role.LEAD, None)})),
        "coder": Person("second", None, frozenset({(Role.CODER, None)})),
        "evaluator": Person("second", None, frozenset({(Role.EVALUATOR, None)})),
        "organiser here": Person("second", None, frozenset({(Role.ORGANISER, hackney)})),
        "organiser elsewhere": Person("second", None, frozenset({(Role.ORGANISER, lambeth)})),
    }


def readers(people: dict[str, Person], second, key: str) -> set[str]:
    return {
        name for name, person in people.items() if texts_visible_to(person, second).filter(key=key).exists()
    }


INSIDERS = {"lead", "coder", "evaluator", "organiser here"}
ALL = {*INSIDERS, "everybody", "organiser elsewhere"}


@pytest.mark.parametrize(
    ("key", "who"),
    [("i001", ALL), ("i002", INSIDERS), ("i003", INSIDERS), ("x01", ALL), ("a001", ALL)],
    ids=["agreed", "refused", "note", "extract", "answer"],
)
def test_who_reads_which_words(second, people, key, who):
    assert readers(people, second, key) == who


def test_an_answer_that_its_writer_did_not_release_is_read_by_those_who_read_all(second, people):
    assert readers(people, second, "a002") == {"lead", "coder", "evaluator"}


def test_the_rule_for_a_text_at_hand_says_what_the_query_says(second, people):
    texts = list(with_quotable_now(Text.objects.filter(programme=second).select_related("area")))
    assert len(texts) > 4
    for name, person in people.items():
        found = set(texts_visible_to(person, second))
        assert {text for text in texts if may_be_read_by(text, person)} == found, name


def test_words_of_one_programme_are_in_no_list_of_another(second, db):
    from saidanddone.programme.actions import open_programme

    other = open_programme(
        fields={"slug": "third", "name": "T", "report_title": "T", "place": "T", "summary": "T"}, by=None
    )
    lead = Person("third", None, frozenset({(Role.LEAD, None)}))
    assert not texts_visible_to(lead, other).exists()


# Quoting


def quotable(key: str) -> bool:
    return Text.objects.filter(quotable_condition(), key=key, programme__slug="second").exists()


def test_a_withdrawn_consent_hides_the_words_at_the_next_reading(second, people):
    assert quotable("i001")
    withdraws("second:hackney-01", Consent.Purpose.QUOTED)
    assert not quotable("i001")
    assert readers(people, second, "i001") == INSIDERS


def test_withdrawing_something_else_leaves_the_quotation(second):
    withdraws("second:hackney-01", Consent.Purpose.TOLD, Consent.Purpose.ASKED_LATER)
    assert quotable("i001")


def test_a_scribes_note_is_never_quoted_even_of_someone_who_agrees(second):
    Text.objects.filter(programme=second, key="i003").update(quotable=True, speaker_key="second:hackney-01")
    assert not quotable("i003")


def test_words_read_back_to_nobody_known_are_not_quoted(second):
    Text.objects.filter(programme=second, key="i001").update(speaker_key="")
    assert not quotable("i001")


def test_words_are_quoted_only_where_the_text_and_the_speaker_both_allow_it(second):
    Text.objects.filter(programme=second, key="i001").update(quotable=False)
    assert not quotable("i001")


# Keys


def test_a_seat_number_is_its_own_only_within_a_programme():
    assert speaker_key("second", "hackney-01") != speaker_key("third", "hackney-01")
    assert seat_of_speaker_key(speaker_key("second", "hackney-01")) == "hackney-01"
    assert speaker_key("second", "") == ""


def test_a_fresh_key_parts_the_words_from_the_person_and_keeps_them(second):
    said = Text.objects.get(programme=second, key="i001").words
    freshen_speaker_key(old="second:hackney-01", fresh="second:fresh", programme=second, by=None)
    text = Text.objects.get(programme=second, key="i001")
    assert (text.words, text.speaker_key) == (said, "second:fresh")
    assert not Seat.objects.filter(speaker_key="second:hackney-01").exists()
    assert not quotable("i001")


def test_the_trail_of_a_fresh_key_leads_to_no_text(second):
    freshen_speaker_key(old="second:hackney-01", fresh="second:fresh", programme=second, by=None)
    row = AuditRow.objects.get(verb="words.freshen_speaker_key")
    assert row.objects_touched == [f"programme.programme:{second.pk}"]


def test_words_written_down_are_on_the_trail_by_number_alone(second):
    (made,) = record_texts(texts=[a_text(second)], by=None)
    row = AuditRow.objects.filter(verb="words.record_texts").first()
    assert row.objects_touched == [f"words.text:{made.pk}"]
    assert made.words not in str(vars(row))


def test_an_anonymous_answer_leaves_no_trail_that_ties_it_to_a_moment(second):
    before = AuditRow.objects.count()
    record_answer_texts(texts=[a_text(second)])
    assert AuditRow.objects.count() == before


def a_text(programme) -> Text:
    return Text(programme=programme, key="new", words="Newly said.", recorded_as="written")


# Speakers in files


def test_speakers_whose_person_was_erased_are_not_written_out(second):
    from saidanddone.people.models import Speaker
    from saidanddone.words.tables import dump_speakers

    Speaker.objects.filter(key="second:hackney-01").delete()
    freshen_speaker_key(old="second:hackney-01", fresh="second:fresh", programme=second, by=None)
    assert [row[0] for row in dump_speakers(second)] == ["hackney-02"]
