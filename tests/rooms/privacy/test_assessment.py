"""The assessment of risks: how high one is, the seven steps, and who advises and signs off."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone

from saidanddone.document.blocks import Heading, Notice
from saidanddone.people.rules import Refused
from saidanddone.privacy.actions import register as actions
from saidanddone.privacy.models import Advice, AssessmentPart, Risk, SignOff
from saidanddone.privacy.queries.assessment import assessment_of
from saidanddone.privacy.queries.register import register_of
from saidanddone.privacy.rules import register as rules
from tests.rooms.privacy.conftest import WORK, does

pytestmark = pytest.mark.django_db


# Risks


@pytest.mark.parametrize(
    ("likelihood", "severity", "level"),
    [
        ("remote", "severe", "low"), ("possible", "severe", "high"), ("probable", "severe", "high"),
        ("remote", "significant", "low"), ("possible", "significant", "medium"),
        ("probable", "significant", "high"), ("probable", "minimal", "low"),
    ],
)  # fmt: skip
def test_a_risk_is_as_high_as_the_commissioners_matrix_says(likelihood, severity, level):
    assert rules.level_of(likelihood, severity) == level


def test_a_measure_does_not_make_a_risk_higher_and_is_approved_whole():
    risk = Risk(what="Harm.", likelihood="possible", severity="significant", measure="This.", residual="high")
    with pytest.raises(Refused, match="cannot be a higher risk"):
        rules.check_risk(risk)
    risk.residual, risk.decided_on = "low", date(2021, 1, 1)
    with pytest.raises(Refused, match="who sees to it"):
        rules.check_risk(risk)
    risk.owner = "The office"
    rules.check_risk(risk)


def test_the_assessment_has_the_seven_steps(second):
    document = assessment_of(second).document
    steps = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert [step.partition(":")[0] for step in steps] == [f"Step {number}" for number in range(1, 8)]
    assert document.edition == "Draft"
    assert any(isinstance(block, Notice) and block.kind == "undecided" for block in document.blocks)


# Advice and sign-off


@pytest.fixture
def settled(second, lead, decided):
    """A register of the second programme in which nothing is left to be decided."""
    second.processing_purposes.filter(key="second-open").delete()
    risk = Risk.objects.get(programme=second)
    fields = {"measure": "This.", "residual": "medium", "owner": "The office", "decided_on": date(2021, 1, 1)}
    does(actions.change_risk, lead, second, risk=risk, fields=fields)
    words = {part.value: f"Words on {part}." for part in AssessmentPart.Part}
    does(actions.write_assessment, lead, second, programme=second, words=words)
    return risk


def advises(second, officer, verdict="go-ahead"):
    return does(
        actions.advise,
        officer,
        second,
        programme=second,
        verdict=verdict,
        words="I read it.",
        read=register_of(second).fingerprint(),
    )


def signs(second, officer, **fields):
    said = {
        "measures_by": "The board",
        "residual_by": "The board",
        "taken": "accepted",
        "review_by": "The office",
        "review_on": timezone.localdate() + timedelta(days=365),
    }
    return does(actions.sign_off, officer, second, programme=second, fields=said | fields)


def test_the_assessment_is_signed_off_once_nothing_is_open_and_the_officer_has_advised(
    second, officer, settled
):
    with pytest.raises(Refused, match="advice comes first"):
        signs(second, officer)
    advises(second, officer)
    signs(second, officer)
    found = assessment_of(second)
    assert found.is_signed_off and found.document.edition == "Signed off"
    assert found.sign_off.recorded_by == officer


def test_an_assessment_with_open_points_is_not_signed_off(second, officer):
    advises(second, officer)
    with pytest.raises(Refused, match="still to be decided"):
        signs(second, officer)


def test_advice_and_sign_off_are_of_the_state_in_which_it_was_read(second, officer, lead, settled):
    advises(second, officer)
    signs(second, officer)
    does(actions.change_risk, lead, second, risk=settled, fields={"owner": "Another post"})
    found = assessment_of(second)
    assert not found.advice_is_of_this and not found.is_signed_off and found.document.edition == "Draft"
    with pytest.raises(Refused, match="changed after the advice"):
        signs(second, officer)


def test_advice_on_what_was_changed_meanwhile_is_asked_for_anew(client, second, officer, lead):
    client.force_login(officer)
    read = register_of(second).fingerprint()
    does(actions.write_assessment, lead, second, programme=second, words={"need": "Other words."})
    response = client.post(f"{WORK}dpia/advice/", {"verdict": "not", "words": "No.", "read": read})
    assert response.status_code == 422 and "Read it again" in response.content.decode()
    assert not Advice.objects.exists()


def test_a_high_risk_that_remains_goes_to_the_commissioner_first(second, officer, lead, settled):
    does(actions.change_risk, lead, second, risk=settled, fields={"residual": "high"})
    advises(second, officer)
    with pytest.raises(Refused, match="Information Commissioner is consulted"):
        signs(second, officer)
    signs(second, officer, ico_consulted_on=date(2021, 2, 1))


def test_advice_is_overruled_for_a_reason_alone(second, officer, settled):
    advises(second, officer, "not")
    with pytest.raises(Refused, match="does not follow it"):
        signs(second, officer)
    with pytest.raises(Refused, match="why the advice is overruled"):
        signs(second, officer, taken="overruled")
    signs(second, officer, taken="overruled", reason="The board weighed it.")
    assert SignOff.objects.get().reason


def test_nobody_but_the_officer_advises_or_signs_off(client, second, lead, settled):
    client.force_login(lead)
    for path in ("dpia/advice/", "dpia/sign-off/"):
        assert client.get(WORK + path).status_code == 403
    with pytest.raises(Refused, match="Only the data protection officer"):
        advises(second, lead)


def test_a_part_that_is_left_blank_is_open_again(second, lead):
    write = partial(does, actions.write_assessment, lead, second, programme=second)
    write(words={"need": "Words.", "scope": " "})
    assert register_of(second).parts == {"need": "Words."}
    write(words={"need": ""})
    assert register_of(second).parts == {}
