from __future__ import annotations

import pytest
from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from saidanddone.pages.forms import PageForm, PageModelForm, SeveralRowsField, form_page
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Aspiration
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


def sent(data: dict | None, act=lambda cleaned: "/there/", form_class=EveryField):
    factory = RequestFactory()
    request = factory.get("/form/") if data is None else factory.post("/form/", data)
    request.user, request.session = AnonymousUser(), SessionStore()
    request._messages = FallbackStorage(request)
    form = form_class(request.POST if request.method == "POST" else None)
    response = form_page(
        request, form, title="Write it down", act=act, done="It is written.", button="Keep", back="/back/"
    )
    return response, request


def test_a_fresh_form_is_whole_and_says_what_may_be_left_out():
    response, _ = sent(None)
    page = read_page(response.content)
    assert response.status_code == 200
    assert page.problems() == []
    assert page.text.count("(you may leave this out)") == 2
    assert "error-summary" not in response.content.decode()


def test_what_is_wrong_is_said_at_the_top_with_a_link_to_each_field():
    response, _ = sent({"title": "", "on": "yesterday"})
    page = read_page(response.content)
    assert response.status_code == 422
    assert page.problems() == []
    within = {link for link in page.links if link.startswith("#id_")}
    assert within == {"#id_title", "#id_kind", "#id_several", "#id_on", "#id_state"}
    assert "Something to mend" in response.content.decode()


def test_an_error_is_tied_to_its_field_for_who_cannot_see_it():
    response, _ = sent({"title": ""})
    page = read_page(response.content)
    title = next(each for each in page.controls if each.attributes.get("name") == "title")
    assert title.attributes["aria-invalid"] == "true"
    assert {"id_title_helptext", "id_title_error"} <= set(title.attributes["aria-describedby"].split())


def test_what_was_typed_is_kept():
    typed = GOOD | {"title": 'Said "so" & <b>', "on": "yesterday", "more": "Many words."}
    page = sent(typed)[0].content.decode()
    assert 'value="Said &quot;so&quot; &amp; &lt;b&gt;"' in page
    assert 'value="yesterday"' in page
    assert "Many words.</textarea>" in page
    assert '<option value="b" selected>' in page
    assert page.count("checked") == 3


@pytest.mark.parametrize("why", [Refused("Only the lead may."), ValidationError("That is taken.")])
def test_what_an_action_refuses_is_said_with_everything_typed_still_there(why):
    def refuse(cleaned):
        raise why

    response, request = sent(GOOD, refuse)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Only the lead may." in page or "That is taken." in page
    assert 'value="A title"' in page
    assert not list(messages.get_messages(request))


def test_an_action_that_names_a_field_has_its_sentence_at_that_field():
    def refuse(cleaned):
        raise ValidationError({"title": "That is taken."})

    page = read_page(sent(GOOD, refuse)[0].content)
    assert "#id_title" in page.links
    assert page.problems() == []


def test_a_defect_in_an_action_is_not_taken_for_a_refusal():
    def broken(cleaned):
        raise KeyError("a defect")

    with pytest.raises(KeyError):
        sent(GOOD, broken)


def test_a_clean_form_acts_once_goes_on_and_says_what_happened():
    acted = []

    def act(cleaned):
        acted.append(cleaned["title"])
        return "/there/"

    response, request = sent(GOOD, act)
    assert (response.status_code, response["Location"], acted) == (302, "/there/", ["A title"])
    assert [str(each) for each in messages.get_messages(request)] == ["It is written."]


def test_reading_a_form_acts_on_nothing():
    acted = []
    sent(None, lambda cleaned: acted.append(cleaned) or "/there/")
    assert acted == []


def test_a_form_of_a_model_never_saves(second):
    class AspirationForm(PageModelForm):
        class Meta:
            model = Aspiration
            fields = ["key", "name"]

    form = AspirationForm({"key": "new", "name": "New"})
    assert form.is_valid()
    with pytest.raises(TypeError, match="hand cleaned_data to an action"):
        form.save()
    assert not Aspiration.objects.filter(key="new").exists()


def test_a_number_that_the_database_cannot_hold_names_no_row(second):
    field = SeveralRowsField(Aspiration.objects.filter(programme=second))
    chosen = second.aspirations.first()
    assert list(field.clean([str(chosen.pk)])) == [chosen]
    with pytest.raises(ValidationError, match="is not one of the available choices"):
        field.clean(["9" * 40])
