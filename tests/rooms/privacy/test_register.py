"""The register of processing: what may be called decided, what is printed of it, and what everybody is told."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from saidanddone.document.blocks import Heading, Notice, Table, plain
from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.privacy.actions import register as actions
from saidanddone.privacy.models import Advice, AssessmentPart, Purpose, Risk, Schedule1, SignOff
from saidanddone.privacy.queries.assessment import assessment_of
from saidanddone.privacy.queries.record import record_of
from saidanddone.privacy.queries.register import open_in_words, register_of
from saidanddone.privacy.queries.retention import rules_of
from saidanddone.privacy.rules import register as rules
from saidanddone.privacy.thread import waiting_for
from saidanddone.programme.queries import person_in
from tests.reading_age import reading_age, text_of
from tests.spoiling import check_written_back, copy_of_second, spoil

pytestmark = pytest.mark.django_db
WORK = "/second/work/privacy/"
HEALTH = {
    "name": "Health",
    "key": "health",
    "what_for": "To hear of it.",
    "whose": "People.",
    "which_data": "What they say of their health.",
    "special": "yes",
    "article_6": "e",
    "basis_note": "A law.",
    "article_9": "g",
    "schedule_1": 18,
    "policy_document": "In the office.",
    "recipients": "Nobody.",
    "transfers": "None.",
    "security": "Locked.",
    "kept_months": 12,
    "kept_from": "collected",
}


@pytest.fixture
def lead(second, team_of):
    return team_of(second).lead


@pytest.fixture
def officer(second, team_of):
    return team_of(second).dpo


def does(action, account, at, /, **given):
    return action(person=person_in(at, account), by=account, **given)


@pytest.fixture
def a_purpose(second, lead):
    return lambda **fields: does(actions.add_purpose, lead, second, programme=second, fields=HEALTH | fields)


@pytest.fixture
def decided(second, lead):
    return partial(
        does, actions.decide_purpose, lead, second, decided_by="The board", decided_on=date(2021, 5, 1)
    )


def page(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


# The law


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


# Who writes and who decides


def test_the_officer_writes_the_register_and_does_not_decide_what_they_will_judge(second, officer, a_purpose):
    purpose = does(actions.change_purpose, officer, second, purpose=a_purpose(), fields={"name": "Other"})
    with pytest.raises(Refused, match="Only the programme lead"):
        does(
            actions.decide_purpose,
            officer,
            second,
            purpose=purpose,
            decided_by="I",
            decided_on=date(2021, 5, 1),
        )


def test_a_decision_falls_with_a_change_of_what_was_decided_and_not_with_another(
    second, lead, a_purpose, decided
):
    purpose = decided(purpose=a_purpose())
    change = partial(does, actions.change_purpose, lead, second, purpose=purpose)
    assert change(fields={"security": "Locked twice."}).decided_by == "The board"
    assert change(fields={"article_6": "c"}).decided_by == ""
    assert Purpose.objects.get(key="health").decided_on is None


def test_a_decision_of_tomorrow_is_none(second, lead, a_purpose):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="in the future"):
        does(
            actions.decide_purpose,
            lead,
            second,
            purpose=a_purpose(),
            decided_by="The board",
            decided_on=tomorrow,
        )


def test_a_purpose_is_written_and_decided_on_the_pages(client, second, lead):
    client.force_login(lead)
    assert client.post(f"{WORK}register/add/", HEALTH).status_code == 302
    assert "Write down the decision" in page(client, f"{WORK}register/health/")
    sent = {"decided_by": "The board", "decided_on": "2021-05-01"}
    assert client.post(f"{WORK}register/health/decide/", sent).status_code == 302
    assert "Decided by The board on 1 May 2021" in page(client, f"{WORK}register/health/")


def test_what_is_refused_comes_back_with_what_was_typed(client, lead):
    client.force_login(lead)
    response = client.post(f"{WORK}register/add/", HEALTH | {"article_9": "h"})
    assert response.status_code == 422
    assert (
        "Part 1 of Schedule 1" in response.content.decode() and "To hear of it." in response.content.decode()
    )


def test_organisations_and_risks_are_written_on_the_pages(client, second, lead):
    client.force_login(lead)
    purpose = Purpose.objects.get(programme=second, key="second-purpose")
    sent = {"name": "A processor", "key": "a-processor", "part": "processor", "purposes": [purpose.pk]}
    assert client.post(f"{WORK}organisations/add/", sent).status_code == 302
    shown = page(client, f"{WORK}record/")
    assert "What A processor does for others" in shown and "Contract or arrangement" in shown
    sent = {
        "what": "A harm.",
        "key": "harm",
        "likelihood": "possible",
        "severity": "severe",
        "residual": "high",
    }
    response = client.post(f"{WORK}risks/add/", sent)
    assert "Say what is done about the risk" in response.content.decode()
    assert client.post(f"{WORK}risks/add/", sent | {"measure": "Something."}).status_code == 302
    assert "A harm." in page(client, f"{WORK}dpia/")


def test_purposes_of_another_programme_are_not_joined_to_an_organisation(second, london, lead):
    foreign = list(Purpose.objects.filter(programme=london)[:1])
    with pytest.raises(Refused, match="another programme"):
        does(
            actions.add_organisation,
            lead,
            second,
            programme=second,
            fields={"name": "O", "key": "o", "part": "controller"},
            purposes=foreign,
        )


@pytest.mark.parametrize("role", ["organiser", "coder", "evaluator", "commissioner", "safeguarding"])
def test_the_register_is_for_the_lead_and_the_officer(client, second, team_of, role):
    client.force_login(getattr(team_of(second), role))
    for path in (
        "register/",
        "record/",
        "record/record.pdf",
        "record/record.csv",
        "dpia/",
        "dpia/assessment.pdf",
    ):
        assert client.get(WORK + path).status_code == 403, path


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


# What is printed


def test_the_record_holds_everything_that_article_30_asks_for(london):
    document = record_of(london)
    titles = [row[0] for block in document.blocks if isinstance(block, Table) for row in block.rows]
    for asked in (
        "Address", "How to reach its data protection officer", "Whose data", "Which data", "Who receives them",
        "Transfers out of the United Kingdom", "How long they are kept", "How they are kept safe",
        "Lawful basis, Article 6", "On whose behalf", "Kinds of processing", "Contract or arrangement",
    ):  # fmt: skip
        assert asked in titles, asked
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert {"Who answers for the data", "Keeping people safe", "Who handles data for the controllers"} <= {
        *headings
    }


def test_the_record_says_what_goes_by_itself_and_which_rules_are_only_proposed(second):
    (table,) = [
        block
        for block in record_of(second).blocks
        if isinstance(block, Table) and block.caption == "Rules by which this site lets things go"
    ]
    assert len(table.rows) >= 5
    assert {plain(row[2]) for row in table.rows} == {"Proposed, and does not act. Still to be decided"}


def test_what_is_still_to_be_decided_is_marked_in_every_form(client, london, team_of):
    client.force_login(team_of(london).dpo)
    work = "/london/work/privacy/"
    assert "still to be decided" in page(client, f"{work}register/")
    shown = page(client, f"{work}record/")
    assert 'class="label label-undecided"' in shown and "<strong>Still to be decided</strong>" in shown
    assert 'class="label label-undecided"' in page(client, f"{work}dpia/")
    assert "We have not decided this yet." in page(client, "/london/privacy/")
    rows = {row["key"]: row for row in csv.DictReader(io.StringIO(page(client, f"{work}record/record.csv")))}
    assert "Lawful basis, Article 6" in rows["photographs"]["still_to_be_decided"]
    assert rows["hearing"]["still_to_be_decided"] == ""
    assert rows["hearing"]["controllers"].count(";") == 1 and rows["hearing"]["processors"]


@pytest.mark.parametrize("path", ["record/record.pdf", "dpia/assessment.pdf"])
def test_both_are_printed_as_tagged_pdf(client, second, officer, path):
    client.force_login(officer)
    response = client.get(WORK + path)
    assert response["Content-Type"] == "application/pdf" and response.content.startswith(b"%PDF")
    assert b"/MarkInfo" in response.content or b"/StructTreeRoot" in response.content


def test_the_assessment_has_the_seven_steps(second):
    document = assessment_of(second).document
    steps = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert [step.partition(":")[0] for step in steps] == [f"Step {number}" for number in range(1, 8)]
    assert document.edition == "Draft"
    assert any(isinstance(block, Notice) and block.kind == "undecided" for block in document.blocks)


def test_an_empty_register_is_all_to_be_decided(second):
    for rows in (second.processing_purposes, second.privacy_organisations, second.privacy_risks):
        rows.all().delete()
    second.assessment_parts.all().delete()
    points = {each.what for each in register_of(second).open_points()}
    assert {"No purpose is written down.", "No controller is named.", "No risk is written down."} <= points
    assert len(points) == 3 + len(AssessmentPart.Part)
    record_of(second), assessment_of(second)


def test_what_has_ended_is_in_the_record_and_no_longer_in_the_notice(client, second, lead):
    purpose = Purpose.objects.get(programme=second, key="second-open")
    does(actions.change_purpose, lead, second, purpose=purpose, fields={"ended_on": date(2021, 6, 1)})
    assert "Second open purpose: 1 June 2021" in [
        plain(item) for block in record_of(second).blocks for item in getattr(block, "items", ())
    ]
    assert "Second open purpose" not in page(client, "/second/privacy/")


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


# What everybody is told


@pytest.mark.parametrize("slug", ["london", "second"])
def test_the_privacy_notice_is_read_at_eleven(client, london, second, slug):
    assert reading_age(text_of(page(client, f"/{slug}/privacy/"))) <= 11


def test_the_privacy_notice_says_what_article_13_asks_for(client, london):
    shown = page(client, "/london/privacy/")
    for said in (
        "The programme office (an example)", "dpo@programme.example", "6(1)(e) a task in the public interest",
        "9(2)(g) substantial public interest", "2 years, from the last time you were in touch", 'href="/me/"',
        "/london/who-sees-what/", "Have it put right", "ico.org.uk/make-a-complaint", "0303 123 1113",
        "Does it leave the UK?", "You can change your mind at any time",
    ):  # fmt: skip
        assert said in shown, said


def test_every_page_leads_to_the_privacy_notice(client, second):
    for path in ("/second/", "/second/ideas/", "/second/privacy/"):
        assert 'href="/second/privacy/"' in page(client, path)


# In files


@pytest.mark.parametrize(
    "table", ["privacy_purposes", "privacy_organisations", "privacy_risks", "privacy_assessment"]
)
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    check_written_back(second, tmp_path, table)


@pytest.mark.parametrize(
    ("table", "old", "new", "column"),
    [
        ("privacy_purposes", ",g,18,", ",h,18,", "decided_by"),
        ("privacy_purposes", "A policy of the second programme.", "", "decided_by"),
        ("privacy_purposes", "Second board,2021-02-01", "Second board,", "decided_by"),
        ("privacy_purposes", ",12,collected,", ",12,,", "decided_by"),
        ("privacy_purposes", ",e,A law", ",k,A law", "article_6"),
        ("privacy_purposes", "second-open,", "second-purpose,", "key"),
        ("privacy_organisations", "second-purpose; second-open", "nothing", "purposes"),
        ("privacy_organisations", "second@programme.example", "no address", "contact_email"),
        ("privacy_risks", ",possible,severe,,,", ",possible,severe,,low,", "residual"),
        ("privacy_assessment", "need,", "want,", "part"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(tmp_path, table, old, new, column):
    why = spoil(copy_of_second(tmp_path), table, old, new)
    assert (why.file, why.column) == (f"{table}.csv", column)


def test_a_row_that_no_rule_allows_is_not_kept_by_the_database_either(second):
    with pytest.raises(ValidationError, match="Say who decided"):
        Purpose(programme=second, key="x", name="X", what_for="X", decided_by="The board").full_clean()


def test_what_is_still_to_be_decided_waits_for_the_officer_with_the_way_to_it(
    second, officer, lead, a_purpose
):
    shown = {each.address: each.count for each in waiting_for(person_in(second, officer), second)}
    register = register_of(second)
    at = "/second/work/privacy"
    assert shown[f"{at}/register/"] == len(register.undecided())
    assert shown[f"{at}/dpia/"] == len(register.open_points()) > 0
    assert shown[f"{at}/retention/"] == sum(not each.is_decided for each in rules_of(second)) > 0
    a_purpose()
    more = {each.address: each.count for each in waiting_for(person_in(second, officer), second)}
    assert more[f"{at}/register/"] == shown[f"{at}/register/"] + 1
    assert waiting_for(person_in(second, lead), second) == []


def test_the_officer_reads_who_makes_a_copy_for_evaluation(client, second, team_of):
    client.force_login(team_of(second).dpo)
    page = client.get("/second/work/privacy/copy/").content.decode()
    assert "The evaluator makes it, and nobody else" in page and "Make a copy" not in page
