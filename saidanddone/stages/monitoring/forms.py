"""Forms of this stage's work pages. They only check; actions write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import KEY_HELP, PageModelForm
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import areas_of
from saidanddone.programme.rules import Person

from .models import Framework, Measure, Reading
from .queries import outcomes_to_choose


class FrameworkForm(PageModelForm):
    class Meta:
        model = Framework
        fields = ("name", "key", "area", "chosen_by", "outcome", "description")
        help_texts = {
            "key": KEY_HELP,
            "area": gettext_lazy("Leave this blank for the whole programme."),
            "chosen_by": gettext_lazy("A group of people or an organisation, never a resident's name."),
            "outcome": gettext_lazy("So that the thread leads on from the change to what is measured."),
        }

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_of(programme)
        self.fields["outcome"].queryset = outcomes_to_choose(person, programme)


class MeasureForm(PageModelForm):
    not_looked_at = ("name", "definition")

    class Meta:
        model = Measure
        fields = ("name", "key", "definition", "direction", "unit", "why_chosen")
        widgets = {
            "definition": forms.Textarea(attrs={"rows": 3}),
            "why_chosen": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "key": KEY_HELP,
            "definition": gettext_lazy("Who is counted, and what they must have said."),
            "unit": gettext_lazy("Who is counted, such as people, or people who asked for help."),
            "why_chosen": gettext_lazy("In the words of those who chose it."),
        }


class ReadingForm(PageModelForm):
    class Meta:
        model = Reading
        fields = ("group", "year", "k", "n")
        help_texts = {
            "group": gettext_lazy("Write it as in other years, so that its readings stand together."),
            "k": gettext_lazy("A count of people, not a percentage."),
        }
