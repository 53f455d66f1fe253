"""Forms of the words in which consents are asked, and of what people answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import PageForm, PageModelForm
from saidanddone.people.models import Consent
from saidanddone.programme.models import ConsentWording, Programme
from saidanddone.programme.rules import Person
from saidanddone.words.models import Seat
from saidanddone.words.rules import is_language, speaker_key

from ..actions.wordings import Answered
from ..queries.wordings import (
    language_name,
    languages_in_force,
    seats_for_consents,
    wordings_in_force,
    words_offered,
)
from ..rules.wordings import without_blank
from .register import A_DAY, TodayField

YES_NO_OR_NOT_ASKED = [
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No")),
    ("", gettext_lazy("Not answered")),
]


class WordingForm(PageModelForm):
    not_looked_at = ("words",)

    in_force_from = TodayField(label=gettext_lazy("In force from"))

    class Meta:
        model = ConsentWording
        fields = ("purpose", "version", "language", "words", "in_force_from")
        help_texts = {
            "version": gettext_lazy("A short name, such as 2. The same words in another language keep it."),
            "language": gettext_lazy("Its short code, such as en for English or bn for Bengali."),
            "words": gettext_lazy(
                "One question that is answered with yes or no. Short words, and what happens after yes."
            ),
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}

    def clean_language(self) -> str:
        code = self.cleaned_data["language"].strip()
        if not is_language(code):
            raise forms.ValidationError(_("Write the short code of a language, such as en."))
        return code


class ConsentsOnPaperForm(PageForm):
    seat = forms.CharField(
        label=gettext_lazy("Seat number"),
        help_text=gettext_lazy("As it stands on the card, such as hackney-07."),
        max_length=80,
    )
    on = TodayField(label=gettext_lazy("When they answered"))
    how = forms.ChoiceField(
        label=gettext_lazy("How they answered"),
        choices=[(each.value, each.label) for each in Consent.How if each != Consent.How.ONLINE],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=gettext_lazy("In which language they were asked"))
    version = forms.CharField(
        required=False,
        label=gettext_lazy("Version printed on the form"),
        help_text=gettext_lazy(
            "Only where an older form was used. Else it is the words in force on that day."
        ),
        max_length=20,
    )

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme, self.person = programme, person
        self.fields["language"].choices = [
            (code, language_name(code)) for code in languages_in_force(programme)
        ]
        self.fields["on"].help_text = A_DAY
        in_force = wordings_in_force(programme)
        for purpose in Consent.Purpose:
            words = in_force.get(purpose.value)
            self.fields[purpose.value] = forms.ChoiceField(
                required=False,
                label=str(purpose.label).capitalize(),
                help_text=words.words if words else words_offered(purpose),
                choices=YES_NO_OR_NOT_ASKED,
                initial="",
                widget=forms.RadioSelect,
            )
            self.fields[purpose.value].hint_says_when = True

    def clean_seat(self) -> Seat:
        key = speaker_key(self.programme.slug, self.cleaned_data["seat"].strip())
        rows = seats_for_consents(self.person, self.programme)
        seat = rows.filter(speaker_key__in={key, key.lower()}).first()  # a phone begins with a capital
        if seat is None:
            raise forms.ValidationError(
                _("There is no such seat where you work, or its person’s data were taken away.")
            )
        return seat

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "seat": data["seat"],
            "given": without_blank({each.value: data[each.value] for each in Consent.Purpose}),
            "answered": Answered(data["on"], data["how"], data["language"], data["version"].strip()),
        }
