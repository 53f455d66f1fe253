"""Wherever people type at length, somebody may speak of the worst: no form lets it pass unseen."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

import saidanddone
from saidanddone.pages.forms import PageForm, PageModelForm
from saidanddone.privacy.models import SubjectRequest
from saidanddone.safeguarding import actions
from saidanddone.safeguarding.models import Alert
from saidanddone.support.models import Service, Suggestion
from tests.factories.conversations import a_photograph
from tests.files.pictures import a_picture
from tests.website.addresses import SECOND, Address, every_address

pytestmark = pytest.mark.django_db

WORST = "Zebra said: I want to die"
# Long fields in which such words would say nothing new of a person, and why.
NOT_ABOUT_SOMEBODY = {
    ("NoteForm", "note"): "safeguarding leads on an alert that they have taken up",
    ("PassOnForm", "note"): "safeguarding leads to each other on an alert that stands",
    ("PathForm", "steps"): "what is done for anybody: it speaks of danger on purpose",
    ("SettingsForm", "limits"): "what is told to everybody before they speak: it speaks of danger on purpose",
    ("WordingForm", "words"): "a question of consent that everybody is asked alike",
    ("QuestionForm", "text"): "a question of a survey that everybody is asked alike",
    ("CodeForm", "definition"): "the codebook: what a code means, not who said it",
    ("CodeForm", "use_when"): "the codebook: what a code means, not who said it",
    ("CodeForm", "not_when"): "the codebook: what a code means, not who said it",
    ("IndicatorForm", "definition"): "what a published number counts",
    ("MeasureForm", "definition"): "what a number counts",
    ("PurposeForm", "*"): "the register of what data are used for",
    ("RiskForm", "*"): "the assessment of risks to everybody",
    ("AssessmentForm", "*"): "the assessment of risks to everybody",
    ("SignOffForm", "reason"): "why advice on the assessment is not followed",
    **{
        (form, name): "what a service is for: one for people who were hurt says so"
        for form in ("ServiceForm", "SuggestForm")
        for name in ("description", "phones", "opening", "languages", "eligibility", "how_to_ask",
                     "how_to_get_there", "getting_in")
    },
    ("NewPackForm", "text"): "what everybody reads who is handed it",
    ("VersionForm", "text"): "what everybody reads who is handed it",
    ("ContactForm", "address"): "an address for letters, sealed; nobody reads it but to write on an envelope",
}  # fmt: skip
# Forms that a resident's own pages show: tests/rooms/me opens those; the verbs are tested below.
OF_RESIDENTS = {("NotAllRightForm", "said"), ("ContactForm", "address"), ("MeantForm", "words")}


def is_long(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.Textarea)


def is_exempt(kind: str, name: str) -> bool:
    return (kind, name) in NOT_ABOUT_SOMEBODY or (kind, "*") in NOT_ABOUT_SOMEBODY


def typed(form: Any, long: str) -> dict[str, Any]:
    """What somebody types who fills in a form as briefly as it allows, with `long` in one of its long fields."""
    data: dict[str, Any] = {}
    for bound in form:
        value, field = bound.value(), bound.field
        if bound.name == long:
            value = WORST
        elif value in (None, "", []) and field.required:
            value = _made_up(bound.name, field)
        if isinstance(value, bool):
            value = "on" if value else None
        if isinstance(value, (list, tuple)):
            value = [getattr(each, "pk", each) for each in value]
        if value not in (None, ""):
            data[bound.html_name] = value
    return data


def _made_up(name: str, field: forms.Field) -> Any:
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [field.queryset.first().pk]
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return next(str(value) for value, _ in _flat(field.choices) if str(value))
    if isinstance(field, forms.DateTimeField):
        return "2026-11-25T10:00"
    if isinstance(field, forms.DateField) or "_on" in name:
        return "2018-03-04"
    if isinstance(field, forms.IntegerField | forms.DecimalField | forms.FloatField):
        return 1
    if isinstance(field, forms.BooleanField):
        return "on"
    return {"starts": "18:00", "currency": "GBP", "colour": "#0072B2"}.get(
        name, f"new-{name.replace('_', '-')}"
    )


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield value, label


ROLES = ("lead", "organiser", "facilitator", "host", "evaluator", "coder", "safeguarding", "dpo", "dph")
# What a form does not take when it is filled in as briefly as its fields allow.
ANSWERS: dict[str, dict[str, Any]] = {
    "need-work:enter": {"year": "2019", "status": "missing", "value": ""},
    "conversations-work:add": {"number": "99"},
    "followup-work:add-open-answer": {"response": "p001"},
    "ideas-work:add": {"role": "resident"},
    "support-work:suggest": {"alert": "Closed in August."},
}


def a_file(form: Any) -> dict[str, Any]:
    files = [name for name, field in form.fields.items() if isinstance(field, forms.FileField)]
    return {name: SimpleUploadedFile("IMG_1.jpg", a_picture(size=(96, 64)), "image/jpeg") for name in files}


@pytest.fixture
def rows(second, amal, raised, person) -> dict[str, dict[str, Any]]:
    """Samples for addresses, with rows that the second programme does not bring along."""
    alert = raised().alert
    actions.take_up(person=person(amal), alert=alert, by=amal)
    a_photograph(second.conversations.get(slug="hackney"))
    request = SubjectRequest.objects.create(programme=second, wants="copy", received_on="2021-03-01")
    suggestion = Suggestion.objects.create(
        service=Service.objects.get(oruk_id=SECOND["support-work"]["id"]),
        fields={"alert": "Closed in August."},
        suggested_by=amal,
        suggested_on="2021-03-01",
    )
    return SECOND | {
        "safeguarding-work": {"number": alert.pk},
        "safeguarding-work:change-path": {"number": second.safeguarding_paths.first().pk},
        "support-work:suggestion": {"number": suggestion.pk},
        "privacy-work:request": {"number": request.pk},
    }


def long_forms(client: Any, team: Any, rows: dict[str, dict[str, Any]]) -> Iterator[tuple[Address, str, Any]]:
    """Every form of a work page that has a long field, at its address, opened by somebody who may."""
    by_role: dict[str, list[Address]] = {}
    for address in every_address():
        if address.is_work and address.of_programme and {"GET", "POST"} <= set(address.methods):
            role = next((role for role in ROLES if role in address.roles), "") or min(address.roles)
            by_role.setdefault(role, []).append(address)
    for role, addresses in by_role.items():
        client.force_login(getattr(team, role))
        for address in addresses:
            at = address.at("second", rows)
            page = client.get(at)
            form = page.context.get("form") if page.context else None
            if page.status_code == 200 and form is not None and any(map(is_long, form.fields.values())):
                yield address, at, form


def long_fields_of_every_form() -> set[tuple[str, str]]:
    """As the code has them, so that a form which no page above could open is missed."""
    for found in pkgutil.walk_packages(saidanddone.__path__, "saidanddone."):
        if ".forms" in found.name:
            import_module(found.name)
    every = [form for base in (PageForm, PageModelForm) for form in _below(base)]
    return {
        (form.__name__, name)
        for form in every
        if form.__module__.startswith("saidanddone") and not form.__subclasses__()
        for name, field in form.base_fields.items()
        if is_long(field)
    }


def _below(form: type) -> Iterator[type]:
    for each in form.__subclasses__():
        yield each
        yield from _below(each)


def test_words_about_suicide_in_any_long_field_open_one_alert(
    client, second, team_of, rows, settings, tmp_path
):
    settings.SAID_HOME = tmp_path
    opened, left_out = set(), set()
    for address, at, form in long_forms(client, team_of(second), rows):
        for name in [name for name, field in form.fields.items() if is_long(field)]:
            if name in form.not_looked_at:
                left_out.add((type(form).__name__, name))
                continue
            before = Alert.objects.count()
            with transaction.atomic():
                answer = client.post(at, typed(form, name) | ANSWERS.get(address.name, {}) | a_file(form))
                made = Alert.objects.count() - before
                transaction.set_rollback(True)
            assert answer.status_code == 302, (at, name, answer.context["form"].errors)
            assert made == 1, f"{at} opens {made} alerts for one sentence in {name}"
            opened.add((type(form).__name__, name))
    assert {each for each in left_out if not is_exempt(*each)} == set(), "say in the list above why"
    assert {each for each in opened if is_exempt(*each)} == set(), "the list above says otherwise"
    assert long_fields_of_every_form() - opened - left_out == OF_RESIDENTS


def test_whoever_wrote_is_told_that_somebody_was_called_and_once(client, second, team_of, amal):
    client.force_login(team_of(second).lead)
    at = "/second/work/conversations/hackney/change/"
    for shown in (True, False):
        form = client.get(at).context["form"]
        page = client.post(at, typed(form, "summary"), follow=True).content.decode()
        assert ("may be about somebody who is not all right" in page) == shown
    alert = Alert.objects.get()
    assert (alert.message, alert.kinds, alert.area.name) == (WORST, ["self-harm"], "Hackney")


def test_a_note_on_an_alert_opens_no_other(client, second, person, amal, raised):
    alert = raised().alert
    client.force_login(amal)
    client.post(f"/second/work/safeguarding/{alert.pk}/note/", {"note": WORST})
    assert Alert.objects.get() == alert
