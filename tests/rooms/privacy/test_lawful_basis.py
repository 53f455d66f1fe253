"""What the law asks of a purpose before its basis may be called decided."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.privacy.models import Purpose, Schedule1
from saidanddone.privacy.queries.register import open_in_words
from tests.rooms.privacy.conftest import WORK, page

pytestmark = pytest.mark.django_db


def test_what_the_law_asks_for_is_there_and_the_decision_is_written_down(a_purpose, decided):
    purpose = decided(purpose=a_purpose())
    assert (purpose.decided_by, purpose.decided_on) == ("The board", date(2021, 5, 1))
    assert open_in_words(purpose) == []
    assert AuditRow.objects.first().verb == "privacy.decide_purpose"


@pytest.mark.parametrize(
    ("lacks", "sentence"),
    [
        ({"whose": ""}, "whose data are used"),
        ({"article_6": ""}, "Choose the lawful basis of Article 6"),
        ({"basis_note": ""}, "Name the law that gives the task"),
        ({"article_6": "c", "basis_note": ""}, "Name the law that obliges"),
        ({"article_6": "f", "basis_note": ""}, "how it was weighed"),
        ({"article_6": "ea", "basis_note": ""}, "condition of Annex 1"),
        ({"special": "", "article_9": "", "schedule_1": None}, "whether there are special categories"),
        ({"article_9": "", "schedule_1": None}, "need a condition of Article 9"),
        ({"schedule_1": None}, "Part 2 of Schedule 1"),
        ({"article_9": "b", "schedule_1": None}, "Part 1 of Schedule 1"),
        ({"article_9": "h", "schedule_1": None}, "Part 1 of Schedule 1"),
        ({"article_9": "i", "schedule_1": None}, "Part 1 of Schedule 1"),
        ({"article_9": "j", "schedule_1": None}, "Part 1 of Schedule 1"),
        ({"policy_document": ""}, "appropriate policy document"),
        ({"article_9": "b", "schedule_1": 1, "policy_document": ""}, "appropriate policy document"),
    ],
)
def test_a_basis_that_lacks_what_the_law_asks_for_is_not_called_decided(a_purpose, decided, lacks, sentence):
    purpose = a_purpose(**lacks)
    with pytest.raises(Refused, match=sentence):
        decided(purpose=purpose)
    assert open_in_words(purpose)


@pytest.mark.parametrize(
    "fields",
    [
        {"article_9": "a", "schedule_1": None, "policy_document": ""},
        {"article_9": "c", "schedule_1": None, "policy_document": ""},
        {"article_9": "i", "schedule_1": 3, "policy_document": ""},
        {"article_9": "j", "schedule_1": 4, "policy_document": ""},
        {"special": "no", "article_9": "", "schedule_1": None, "policy_document": ""},
        {"article_6": "a", "basis_note": ""},
    ],
)
def test_what_the_law_does_not_ask_for_is_not_asked_for(a_purpose, decided, fields):
    assert decided(purpose=a_purpose(**fields)).decided_by


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"article_9": "g", "schedule_1": 3}, "Part 2 of Schedule 1"),
        ({"article_9": "h", "schedule_1": 18}, "Part 1 of Schedule 1"),
        ({"article_9": "a", "schedule_1": 18}, "goes with Article 9"),
        ({"article_9": "", "schedule_1": 18}, "goes with Article 9"),
        ({"special": "no"}, "are for special categories"),
    ],
)
def test_conditions_that_do_not_go_together_are_not_kept(a_purpose, fields, sentence):
    with pytest.raises(Refused, match=sentence):
        a_purpose(**fields)
    assert not Purpose.objects.filter(key="health").exists()


def test_paragraph_5_is_no_condition_and_part_2_ends_with_28():
    assert set(Schedule1.values) == {1, 2, 3, 4, *range(6, 29)}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"article_6": "f"}, "A public authority cannot rest its own tasks"),
        ({"article_6": "a"}, "This is consent as the law means it"),
        ({"schedule_1": 10, "policy_document": ""}, "Only some disclosures"),
    ],
)
def test_what_is_allowed_and_deserves_a_second_look_is_said_on_its_page(
    client, lead, a_purpose, fields, sentence
):
    a_purpose(**fields)
    client.force_login(lead)
    shown = page(client, f"{WORK}register/health/")
    assert sentence in shown and "Why lawful basis and consent are kept apart here" in shown


def test_a_row_that_no_rule_allows_is_not_kept_by_the_database_either(second):
    with pytest.raises(ValidationError, match="Say who decided"):
        Purpose(programme=second, key="x", name="X", what_for="X", decided_by="The board").full_clean()
