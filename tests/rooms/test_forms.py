from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import RequestFactory

from saidanddone.pages.door import Here, writing
from saidanddone.pages.forms import (
    IdeasField,
    PageForm,
    PageModelForm,
    PartialDateField,
    SeveralRowsField,
    beside_its_field,
    form_page,
    sent,
)
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Aspiration, Programme, Role
from saidanddone.programme.rules import Person
from saidanddone.stages import STAGES
from saidanddone.stages.commitments.models import PartialDateField as RowsDate
from tests.conftest import with_second_factor
from tests.website.addresses import SECOND, every_address
from tests.website.reading import read_page

CHOICES = [("a", "A"), ("b", "B")]
GOOD = {"title": "A title", "kind": "a", "several": ["a", "b"], "on": "2021-03-01", "state": "b"}


class EveryField(PageForm):
    title = forms.CharField(label="Title", help_text="In a few words.")
    kind = forms.ChoiceField(label="Kind", choices=CHOICES, widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(label="Several", choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    on = forms.DateField(label="On")
    state = forms.ChoiceField(label="State", choices=CHOICES)
    more = forms.CharField(label="More", required=False, widget=forms.Textarea)
    sure = forms.BooleanField(label="Sure", required=False)
    within = forms.CharField(required=False, widget=forms.HiddenInput)


def nothing(**given):
    return None


def answer(data: dict | None, action=nothing, form_class=EveryField, onward=None):
    factory = RequestFactory()
    request = factory.get("/form/") if data is None else factory.post("/form/", data)
    request.user, request.session = AnonymousUser(), SessionStore()
    request._messages = FallbackStorage(request)
    response = form_page(
        request,
        Here(Programme(slug="here"), Person("here")),
        form_class(sent(request)),
        action=action,
        title="Write it down",
        done="It is written.",
        button="Keep",
        back="/back/",
        onward=onward,
    )
    return response, request


def test_a_fresh_form_is_whole_and_says_what_may_be_left_out():
    response, _ = answer(None)
    page = read_page(response.content)
    assert response.status_code == 200
    assert page.problems() == []
    assert page.text.count("(you may leave this out)") == 2
    assert "error-summary" not in response.content.decode()


class SometimesNeeded(PageForm):
    reason = forms.CharField(label="Why", required=False, help_text="Needed where it is late.")
    reason.hint_says_when = True


def test_a_field_whose_hint_says_when_it_is_needed_is_not_said_to_be_left_out():
    page = read_page(answer(None, form_class=SometimesNeeded)[0].content)
    assert "Why Needed where it is late." in page.text
    assert "leave this out" not in page.text


def test_what_is_wrong_is_said_at_the_top_with_a_link_to_each_field():
    response, _ = answer({"title": "", "on": "yesterday"})
    page = read_page(response.content)
    assert response.status_code == 422
    assert page.problems() == []
    within = {link for link in page.links if link.startswith("#id_")}
    assert within == {"#id_title", "#id_kind", "#id_several", "#id_on", "#id_state"}
    assert "Something to mend" in response.content.decode()


def test_an_error_is_tied_to_its_field_for_who_cannot_see_it():
    response, _ = answer({"title": ""})
    page = read_page(response.content)
    title = next(each for each in page.controls if each.attributes.get("name") == "title")
    assert title.attributes["aria-invalid"] == "true"
    assert {"id_title_helptext", "id_title_error"} <= set(title.attributes["aria-describedby"].split())


def test_what_was_typed_is_kept():
    typed = GOOD | {"title": 'Said "so" & <b>', "on": "yesterday", "more": "Many words."}
    page = answer(typed)[0].content.decode()
    assert 'value="Said &quot;so&quot; &amp; &lt;b&gt;"' in page
    assert 'value="yesterday"' in page
    assert "Many words.</textarea>" in page
    assert '<option value="b" selected>' in page
    assert page.count("checked") == 3


@pytest.mark.parametrize("why", [Refused("Only the lead may."), ValidationError("That is taken.")])
def test_what_an_action_refuses_is_said_with_everything_typed_still_there(why):
    def refuse(**given):
        raise why

    response, request = answer(GOOD, refuse)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Only the lead may." in page or "That is taken." in page
    assert 'value="A title"' in page
    assert not list(messages.get_messages(request))


def test_an_action_that_names_a_field_has_its_sentence_at_that_field():
    def refuse(**given):
        raise ValidationError({"title": "That is taken."})

    page = read_page(answer(GOOD, refuse)[0].content)
    assert "#id_title" in page.links
    assert page.problems() == []


def test_a_defect_in_an_action_is_not_taken_for_a_refusal():
    def broken(**given):
        raise KeyError("a defect")

    with pytest.raises(KeyError):
        answer(GOOD, broken)


def test_a_clean_form_acts_once_goes_back_and_says_what_happened():
    acted = []
    response, request = answer(GOOD, lambda **given: acted.append(given["title"]))
    assert (response.status_code, response["Location"], acted) == (302, "/back/", ["A title"])
    assert [str(each) for each in messages.get_messages(request)] == ["It is written."]


def test_a_clean_form_goes_on_to_the_page_of_what_was_made():
    response, _ = answer(GOOD, lambda **given: given["title"], onward=lambda made: f"/{made}/".lower())
    assert (response.status_code, response["Location"]) == (302, "/a%20title/")


def test_an_action_is_told_who_acts_and_what_the_form_gives():
    told = {}
    answer(GOOD, told.update)
    assert told.pop("person") == Person("here")
    assert told.pop("by") is None
    assert set(told) == set(EveryField().fields)
    assert told["several"] == ["a", "b"]


def test_a_form_that_gives_more_says_so_itself():
    class Counted(EveryField):
        def given(self):
            return {"counts": len(super().given())}

    told = {}
    answer(GOOD, told.update, form_class=Counted)
    assert told["counts"] == len(EveryField().fields)


def test_reading_a_form_acts_on_nothing():
    acted = []
    answer(None, lambda **given: acted.append(given))
    assert acted == []


def test_a_form_sent_with_nothing_in_it_is_answered_with_its_errors():
    response, _ = answer({})
    page = read_page(response.content)
    assert response.status_code == 422
    assert {"#id_title", "#id_kind", "#id_several", "#id_on", "#id_state"} <= set(page.links)


class Agreeing(PageForm):
    pass


def test_a_form_that_asks_nothing_is_sent_by_its_button_alone():
    acted = []
    response, _ = answer({}, lambda **given: acted.append(given), form_class=Agreeing)
    assert (response.status_code, len(acted)) == (302, 1)


@pytest.mark.parametrize("method, status", [("get", 200), ("post", 200), ("put", 405), ("delete", 405)])
def test_a_page_with_a_form_is_read_and_sent_and_nothing_else(team_of, second, method, status):
    view = writing(Role.LEAD)(lambda request, here: HttpResponse(here.address("dashboard")))
    request = getattr(RequestFactory(), method)("/form/")
    request.user = team_of(second).lead
    request.session = with_second_factor(request.user)
    response = view(request, programme="second")
    assert response.status_code == status
    assert status != 200 or response.content == b"/second/work/"


def test_a_page_with_a_form_has_the_door_of_a_work_page(team_of, second):
    view = writing(Role.LEAD)(lambda request, here: HttpResponse("written"))
    request = RequestFactory().post("/form/")
    request.user = AnonymousUser()
    assert view(request, programme="second").status_code == 302
    request.user = team_of(second).coder
    with pytest.raises(Refused, match="for another role"):
        view(request, programme="second")
    assert view.roles == {Role.LEAD}


def test_a_form_of_a_model_never_saves(second):
    class AspirationForm(PageModelForm):
        class Meta:
            model = Aspiration
            fields = ["key", "name"]

    form = AspirationForm({"key": "new", "name": "New"})
    assert form.is_valid()
    assert form.given() == {"fields": {"key": "new", "name": "New"}}
    with pytest.raises(TypeError, match="hand cleaned_data to an action"):
        form.save()
    assert not Aspiration.objects.filter(key="new").exists()


def test_a_number_that_the_database_cannot_hold_names_no_row(second):
    field = SeveralRowsField(Aspiration.objects.filter(programme=second))
    chosen = second.aspirations.first()
    assert list(field.clean([str(chosen.pk)])) == [chosen]
    with pytest.raises(ValidationError, match="is not one of the available choices"):
        field.clean(["9" * 40])


def test_ideas_are_named_by_their_keys_and_those_that_nobody_has_are_said():
    field = IdeasField(label="Ideas")
    field.find = lambda typed: ([typed], ["i8", "i9"] if "i9" in typed else [])
    assert field.clean("") == [""]
    assert field.clean(" i1 ") == ["i1"]
    with pytest.raises(ValidationError, match="There is no idea with the key i8, i9"):
        field.clean("i9")


@pytest.mark.parametrize(
    "written, kept",
    [
        ("2026", "2026"),
        ("2026-10", "2026-10"),
        ("2026-10-31", "2026-10-31"),
        ("31/10/2026", "2026-10-31"),
        ("31.10.2026", "2026-10-31"),
        ("31-10-2026", "2026-10-31"),
        (" 31 October  2026 ", "2026-10-31"),
        ("31st october 2026", "2026-10-31"),
        ("1 Sept 2026", "2026-09-01"),
        ("31 Oct 2026", "2026-10-31"),
        ("10/2026", "2026-10"),
        ("October 2026", "2026-10"),
        ("Oct 2026", "2026-10"),
        ("4/3/2026", "2026-03-04"),
        ("", ""),
    ],
)
def test_a_date_is_taken_as_people_write_it_day_first_and_kept_as_tables_have_it(written, kept):
    assert PartialDateField(required=False).clean(written) == kept


@pytest.mark.parametrize(
    "written", ["30/02/2026", "10/31/2026", "13/2026", "31/10/26", "next week", "26", "2026-W44", "0\x00"]
)
def test_what_cannot_be_a_date_is_answered_with_the_ways_of_writing_one(written):
    with pytest.raises(ValidationError, match=r"as 31/10/2018 or 2018-10-31, or as 10/2018, 2018-10 or 2018"):
        PartialDateField().clean(written)


def test_a_date_written_in_another_way_than_it_is_kept_is_no_change():
    assert not PartialDateField().has_changed("2026-10-31", "31 October 2026")
    assert PartialDateField().has_changed("2026-10-31", "30/10/2026")


def test_every_form_of_a_row_takes_dates_known_in_part_as_people_write_them():
    for stage in STAGES:
        import_module(f"saidanddone.stages.{stage.label}.forms")
    asked = [
        (form, name)
        for form in PageModelForm.__subclasses__()
        for name in form.base_fields
        if name in {each.name for each in form._meta.model._meta.fields}
        and isinstance(form._meta.model._meta.get_field(name), RowsDate)
    ]
    assert len(asked) > 8
    assert [each for each in asked if not isinstance(each[0].base_fields[each[1]], PartialDateField)] == []


def test_a_whole_day_too_is_taken_day_first():
    assert forms.DateField().clean("31/10/2026") == date(2026, 10, 31)
    assert forms.DateField().clean("04/03/2026") == forms.DateField().clean("2026-03-04")


def test_a_rule_says_its_sentence_beside_the_field_that_it_is_about():
    def check(value):
        if value == "bad":
            raise Refused("That is bad.")

    assert beside_its_field(check, "good") == "good"
    with pytest.raises(ValidationError, match="That is bad"):
        beside_its_field(check, "bad")


def test_no_page_takes_a_form_that_was_sent_empty_for_one_that_was_never_sent(client, second, team_of):
    client.force_login(team_of(second).lead)
    work = [
        address
        for address in every_address()
        if address.of_programme and address.is_work and "lead" in address.roles and "GET" in address.methods
    ]
    found = {address.name: client.post(address.at("second", SECOND), {}).status_code for address in work}
    assert 200 not in found.values()
    assert [*found.values()].count(422) > 20
