"""What is found in a text that hints at somebody who is not all right, and what is left alone."""

from __future__ import annotations

import pytest

from saidanddone.words.actions import record_answer_texts, record_texts
from saidanddone.words.models import Text
from saidanddone.words.queries import for_a_wall
from saidanddone.words.rules import concerns, hints, mark_of

OF_SOMEBODY = {
    "self-harm": [
        "I want to die.",
        "Some days I just don't want to be here any more.",
        "some days i dont want to wake up",
        "He doesn’t want to live.",
        "He says that he does not want to live.",
        "She did not want to be here any more",
        "I wish I could go to sleep and never wake up",
        "I wish I'd never been born",
        "My family would be better off if I was dead",
        "I couldn't go on after that",
        "What's the point of living",
        "I have had enough of living",
        "I've been thinking about ending things",
        "I cut my arms",
        "I want it all to stop",
        "I've thought about killing myself",
        "She tried to take her own life last year.",
        "My brother took his own life.",
        "I think about ending it all.",
        "They'd all be better off without me",
        "I can't go on like this.",
        "What is the point? There's no reason to go on.",
        "He was found hanged; it was suicide.",
        "I feel suicidal most nights",
        "my daughter self-harms",
        "she self harms in her room",
        "I cut myself when it gets too much",
        "He took all his tablets",
        "She took an overdose at Easter.",
        "I nearly walked in front of a train",
        "I wish I was dead",
        "Nothing left to live for since she went.",
        "Pienso en el suicidio todos los días.",
        "Mój syn myśli o samobójstwie.",
        "আমি আত্মহত্যা করতে চাই",
        "میں خودکشی کے بارے میں سوچتا ہوں",
        "他想自杀",
    ],
    "child": [
        "The boy next door gets beaten every night.",
        "He hits the children when he drinks",
        "My uncle touches me at night",
        "They were grooming girls outside the school.",
        "My uncle touched me",
        "She leaves the kids alone all night",
        "My mum doesn't feed us",
        "the kids are left alone until ten",
    ],
    "danger": [
        "He said he'd kill me if I left.",
        "I'm scared to go home tonight",
        "She doesn't feel safe at home.",
        "The lads in my block carry knives",
        "I fear for my life",
        "I'm afraid of my son",
        "Sometimes I want to hurt somebody",
        "Please help me, I am in danger",
    ],
    "abuse": [
        "My husband hits me.",
        "He beats me when the money is gone",
        "my partner won't let me leave the house",
        "My son takes my pension",
        "I was raped and nobody believed me.",
        "There was violence at home and we left",
        "She was forced into marriage",
        "dad locked us in",
        "They are making me marry him",
    ],
    "distress": [
        "I can't cope any more",
        "I cannot see any future",
        "There is no way out for me",
        "I'm sleeping rough and it is cold",
    ],
}  # fmt: skip
LEFT_ALONE = [
    "A bench outside the library would help.",
    "We killed two birds with one stone.",
    "It would be political suicide for the council.",
    "I can't go on holiday because of the cost.",
    "The wait is killing me softly.",
    "They beat us to it.",
    "The children love the park.",
    "We want to live near each other.",
    "People want to be heard.",
    "The bus is a knife edge of delay.",
    "He never lets a good idea go.",
    "I could do with a cup of tea.",
    "I can't cope with the bus timetable.",
    "My son hits the ball against the garages.",
    "He beats me at chess every week.",
    "The council does not want to live up to its word.",
    "I never want to live in another borough.",
    "We have had enough of waiting.",
    "Young people should be here, at this table.",
    "I took my tablets to the chemist and they were out of stock.",
]
SPOKEN_OF = [
    ("More suicide prevention in schools.", "self-harm"),
    ("We need suicide awareness training for barbers.", "self-harm"),
    ("Leaflets on self-harm services, please.", "self-harm"),
    ("Fund the domestic violence services again.", "abuse"),
]


@pytest.mark.parametrize(
    ("kind", "words"), [(kind, words) for kind in OF_SOMEBODY for words in OF_SOMEBODY[kind]]
)
def test_what_may_be_about_somebody_here_is_a_concern_and_is_marked(kind, words):
    assert kind in concerns(words)
    assert mark_of(words)


@pytest.mark.parametrize("words", LEFT_ALONE)
def test_turns_of_phrase_and_ordinary_wishes_are_left_alone(words):
    assert hints(words) == []


@pytest.mark.parametrize(("words", "mark"), SPOKEN_OF)
def test_a_matter_that_is_spoken_of_is_marked_and_is_no_concern(words, mark):
    assert (mark_of(words), concerns(words)) == (mark, [])


def test_the_gravest_kind_is_the_mark_and_every_kind_is_a_concern():
    words = "He hits me, and I want to die."
    assert mark_of(words) == "self-harm"
    assert concerns(words) == ["self-harm", "abuse"]


def test_a_hint_says_which_words_it_was():
    assert [hint.words for hint in hints("Well, I want to die.")] == ["want to die"]


@pytest.mark.parametrize(
    "spelt",
    [
        "Some days\nI don't want\nto be here.",
        "Some days\r\nI don't  want to\r\nbe  here.",
        "Some days I don't want\tto\xa0be\u202fhere.",
        "Some days I d\u200bon't wa\xadnt to b\u2060e here.",
        "Some days I don‘t want to be here.",
        "Some days I donʼt want to be here.",
        "Some days I don`t want to be here.",
        "Some days I don´t want to be here.",
        "SOME DAYS I DON＇T WANT TO BE HERE.",
        "Some days I don't-want-to-be-here.",
        "Some days I don't_want_to_be_here.",
        "Some days I dón't wànt tó be hére.",
        "Some days I ｄｏｎ＇ｔ ｗａｎｔ ｔｏ ｂｅ ｈｅｒｅ.",
    ],
)
def test_how_words_are_broken_spaced_or_spelt_hides_nothing(spelt):
    """A line that was broken by hand, a space that was pasted, a letter that cannot be seen: all are in real texts."""
    assert concerns(spelt) == ["self-harm"]


def test_looking_is_quick_even_at_words_made_to_be_slow():
    import time

    began = time.perf_counter()
    hints("he " * 20_000 + "child " * 20_000 + "my " * 20_000)
    assert time.perf_counter() - began < 5


@pytest.mark.django_db
@pytest.mark.parametrize("gate", ["record_texts", "record_answer_texts"])
def test_every_text_is_marked_where_texts_are_kept(second, gate):
    text = Text(programme=second, key="new", words="I want to die", recorded_as="written", quotable=True)
    if gate == "record_texts":
        record_texts(texts=[text], by=None)
    else:
        record_answer_texts(texts=[text])
    assert Text.objects.get(key="new").mark == "self-harm"


@pytest.mark.django_db
def test_words_about_suicide_never_go_to_a_wall_not_even_of_its_prevention(second):
    def on_the_wall(key: str, words: str) -> bool:
        text = Text(programme=second, key=key, words=words, recorded_as="written", quotable=True)
        record_texts(texts=[text], by=None)
        return for_a_wall(Text.objects.all()).filter(key=key).exists()

    assert on_the_wall("w1", "A bench by the river.")
    assert not on_the_wall("w2", "I want to die")
    assert not on_the_wall("w3", "More suicide prevention in schools.")


@pytest.mark.django_db
def test_no_text_of_the_example_is_taken_for_more_than_it_is(london):
    marked = Text.objects.filter(programme=london).exclude(mark="")
    assert marked.count() < 0.1 * Text.objects.filter(programme=london).count()
