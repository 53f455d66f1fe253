"""Forms of requests. None of them keeps who asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import PageForm, PageModelForm

from ..models import Erasure, SubjectRequest
from .register import A_DAY, TodayField


class FindForm(PageForm):
    sought = forms.CharField(
        label=gettext_lazy("Seat number or e-mail address"),
        help_text=gettext_lazy("In full, such as hackney-12. A part of it finds nobody."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )


class RequestForm(PageModelForm):
    class Meta:
        model = SubjectRequest
        fields = ("wants", "received_on")
        help_texts = {"received_on": A_DAY}
        widgets = {"wants": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wants"].choices = SubjectRequest.Wants.choices
        self.fields["received_on"].initial = timezone.localdate


class AnswerForm(PageForm):
    answered_on = TodayField(label=gettext_lazy("Answered on"))
    answer = forms.CharField(
        label=gettext_lazy("What was answered"),
        help_text=gettext_lazy("What was done, never who it was."),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ErasureForm(PageForm):
    asked = forms.ChoiceField(
        label=gettext_lazy("How they asked"),
        choices=[
            choice
            for choice in Erasure.Asked.choices
            if choice[0] in (Erasure.Asked.LETTER, Erasure.Asked.SPOKEN)
        ],
        widget=forms.RadioSelect,
    )
    words = forms.ChoiceField(
        label=gettext_lazy("What they want done with their words"),
        choices=Erasure.Words.choices,
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(
        label=gettext_lazy(
            "I have made sure that it is they who ask, and told them that this cannot be undone."
        ),
        error_messages={"required": gettext_lazy("Tick this box once that is so.")},
    )

    def given(self) -> dict[str, Any]:
        return {"asked": self.cleaned_data["asked"], "words": self.cleaned_data["words"]}
