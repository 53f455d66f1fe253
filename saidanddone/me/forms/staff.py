"""Forms of the work pages: cards, letters, and who agreed for somebody under 16."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import PageForm, PageModelForm
from saidanddone.people.models import YoungPerson
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme, SpokenRole
from saidanddone.programme.rules import Person

from .. import queries, rules
from ..models import AgreementTaken, SchoolAgreement

DAY = forms.DateInput(attrs={"type": "date"})


class CardsForm(PageForm):
    conversation = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Conversation"), to_field_name="slug"
    )
    number = forms.IntegerField(
        label=gettext_lazy("How many cards"), min_value=1, max_value=rules.CARDS_AT_MOST, initial=8
    )
    role = forms.ChoiceField(
        label=gettext_lazy("In which role these people speak"), choices=SpokenRole.choices
    )
    under_16 = forms.BooleanField(
        required=False,
        label=gettext_lazy("These cards are for people under 16"),
        help_text=gettext_lazy(
            "They get no code yet. Once everybody who must agree has agreed, each gets a card with one."
        ),
    )

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["conversation"].queryset = queries.conversations_for_cards(person, programme)


class LettersForm(PageForm):
    area = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Borough"), to_field_name="code")
    only = forms.CharField(
        required=False,
        max_length=60,
        label=gettext_lazy("Only for this seat"),
        help_text=gettext_lazy("Its number. Leave it blank to write to everybody who agreed to be told."),
    )
    after = forms.CharField(
        required=False,
        max_length=60,
        label=gettext_lazy("Only for seats after this one"),
        help_text=gettext_lazy("100 letters are printed at a time. The last page says where to go on."),
    )

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = queries.areas_for_letters(person, programme)


class SchoolForm(PageModelForm):
    class Meta:
        model = SchoolAgreement
        fields = ("school", "agreed_on", "by_post", "until")
        widgets = {"agreed_on": DAY, "until": DAY}
        help_texts = {
            "by_post": gettext_lazy("Such as head teacher. Never a name."),
            "until": gettext_lazy(
                "After this day its pupils’ codes and words are closed until it agrees anew."
            ),
        }


class AgreementsForm(PageForm):
    parent_on = forms.DateField(
        required=False, label=gettext_lazy("A parent or guardian agreed on"), widget=DAY
    )
    parent_is = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Who that was"),
        choices=[("", gettext_lazy("nobody yet")), *YoungPerson.Relation.choices],
        help_text=gettext_lazy("Needed where somebody agreed."),
    )
    parent_is.hint_says_when = True
    child_on = forms.DateField(
        required=False,
        label=gettext_lazy("The child agreed on"),
        help_text=gettext_lazy(
            "Asked in words of their own, without a parent or teacher answering for them."
        ),
        widget=DAY,
    )
    in_school = forms.BooleanField(required=False, label=gettext_lazy("They take part through a school"))
    school = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=gettext_lazy("School that agreed"),
        empty_label=gettext_lazy("none yet"),
    )
    how = forms.ChoiceField(label=gettext_lazy("How they agreed"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = queries.schools_workable_by(person, programme)
        self.fields["how"].choices = queries.how_choices()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            try:
                rules.check_parent_named(bool(data.get("parent_on")), data.get("parent_is", ""))
            except Refused as why:
                self.add_error("parent_is", str(why))
        return data


class OfAgeForm(PageForm):
    why = forms.ChoiceField(
        label=gettext_lazy("What is so"),
        choices=[
            (AgreementTaken.Whose.OF_AGE, gettext_lazy("They have turned 16")),
            (AgreementTaken.Whose.MISTAKE, gettext_lazy("They were never under 16: it was a mistake")),
        ],
        widget=forms.RadioSelect,
    )
    since = forms.DateField(
        label=gettext_lazy("Since when, or when you learned of the mistake"),
        initial=timezone.localdate,
        widget=DAY,
    )
    how = forms.ChoiceField(label=gettext_lazy("How you know"), widget=forms.RadioSelect)
    asked = forms.BooleanField(label=gettext_lazy("I asked the person, and I am sure"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = queries.how_choices()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data.pop("asked", None)
        return data
