"""Forms of this stage's work pages. They only check; actions write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import PageForm, PageModelForm
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme, SpokenRole
from saidanddone.programme.queries import aspirations_of
from saidanddone.programme.rules import Person
from saidanddone.stages.conversations.queries import conversations_workable_by
from saidanddone.words.rules import check_personal, is_language, personal_details

from . import rules
from .actions import Filed, Said
from .models import Idea
from .queries import seat_named

ROLE_ON_CARD = gettext_lazy("as on the seat card")


class IdeaForm(PageForm):
    verb_looks_at = ("words",)

    conversation = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Conversation"), to_field_name="slug"
    )
    words = forms.CharField(
        required=False,  # where the scribe is worried
        label=gettext_lazy("What was said"),
        help_text=gettext_lazy(
            "In the person's own words. Leave out names and anything that says who it is."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    words.hint_says_when = True
    keep = forms.BooleanField(
        required=False,
        label=gettext_lazy("Keep these details"),
        help_text=gettext_lazy("Only where they belong to an organisation and say nothing about a person."),
    )
    worried = forms.BooleanField(
        required=False,
        label=gettext_lazy("Someone may not be all right"),
        help_text=gettext_lazy(
            "The safeguarding lead is told the seat and the table at once. You may leave out all the rest."
        ),
    )
    language = forms.CharField(
        label=gettext_lazy("Language"),
        max_length=12,
        initial="en",
        help_text=gettext_lazy("Its code: en for English, bn for Bengali, so for Somali."),
    )
    recorded_as = forms.ChoiceField(
        label=gettext_lazy("How it was recorded"),
        choices=[(how.value, how.label) for how in rules.RECORDED],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "A scribe's note is never quoted. Words that a person wrote for others to read, without a seat "
            "card, are open to everybody at once; with a card, only while the person agrees."
        ),
    )
    seat = forms.CharField(
        required=False,
        label=gettext_lazy("Number of the seat card"),
        max_length=60,
        help_text=gettext_lazy("Without one, nobody can tell the person later what came of their words."),
    )
    role = forms.ChoiceField(
        required=False,
        label=gettext_lazy("In which role they spoke"),
        help_text=gettext_lazy("Needed where there is no seat card; the card says it otherwise."),
        choices=[("", ROLE_ON_CARD), *SpokenRole.choices],
    )
    role.hint_says_when = True
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=Idea.Kind.choices, widget=forms.RadioSelect
    )
    aspiration = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=gettext_lazy("Aspiration that it is about"),
        empty_label=gettext_lazy("none, or not clear yet"),
    )
    table = forms.CharField(required=False, label=gettext_lazy("Table"), max_length=20)

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.fields["conversation"].queryset = conversations_workable_by(person, programme)
        self.fields["aspiration"].queryset = aspirations_of(programme)
        if self.data.get("worried"):
            # Somebody may not be all right: nothing else is asked for.
            for name in ("recorded_as", "kind", "language"):
                self.fields[name].required = False
        if not personal_details(self.data.get("words", "")):
            # Asked for only where there is something to keep.
            del self.fields["keep"]

    def clean_language(self) -> str:
        language = self.cleaned_data["language"].strip()
        if language and not is_language(language):
            raise forms.ValidationError(_("Write the code of a language, such as en."))
        return language

    def clean_seat(self) -> Any:
        typed = self.cleaned_data["seat"].strip()
        seat = seat_named(self.programme, typed, self.cleaned_data.get("conversation")) if typed else None
        if typed and seat is None and not self.data.get("worried"):
            raise forms.ValidationError(_("There is no seat card with this number."))
        # A slip keeps no call back: the lead is told the number as it was written.
        self.unknown_seat = typed if seat is None else ""
        return seat

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("words") and not data.get("worried") and "words" in data:
            self.add_error("words", _("Write down what was said."))
        worried, seat = data.get("worried", False), data.get("seat")
        if not worried:
            self._refuse("words", check_personal, data.get("words", ""), data.get("keep", False))
        if not data.get("role") and "seat" in data and "role" in data:
            if seat is not None:
                data["role"] = seat.role
            elif not worried:
                self.add_error("role", _("Choose the role in which they spoke, or give the seat card."))
        elif seat is not None and data.get("role"):
            self._refuse("role", rules.check_role_of_seat, data["role"], seat.role)
        return data

    def _refuse(self, field: str, check: Any, *given: Any) -> None:
        try:
            check(*given)
        except Refused as why:
            self.add_error(field, str(why))

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        said = Said(
            data["words"],
            data["role"],
            data["recorded_as"],
            data["language"],
            data["seat"],
            keep_personal=data.get("keep", False),
            unknown_seat=self.unknown_seat,
        )
        return {
            "conversation": data["conversation"],
            "said": said,
            "filed": _filed(data),
            "worried": data["worried"],
        }


def _filed(data: dict[str, Any]) -> Filed:
    return Filed(data["aspiration"], data["kind"], data["table"])


class FilingForm(PageModelForm):
    class Meta:
        model = Idea
        fields = ("kind", "aspiration", "table")
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aspiration"].queryset = aspirations_of(programme)
        self.fields["aspiration"].empty_label = _("none, or not clear yet")
        self.fields["kind"].choices = Idea.Kind.choices

    def given(self) -> dict[str, Any]:
        return {"filed": _filed(self.cleaned_data)}
