"""Forms of this stage's work pages. They only check; actions write."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import (
    KEY_HELP,
    PageModelForm,
    PartialDateField,
    SeveralRowsField,
    beside_its_field,
)
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import areas_workable_by
from saidanddone.programme.rules import Person
from saidanddone.stages.commitments.queries import commitments_visible_to

from .models import Cost, Enrolment, Group, Session
from .queries import wholes_to_choose
from .rules import check_currency, check_person_key


class GroupForm(PageModelForm):
    commitments = SeveralRowsField(
        queryset=None, required=False, label=gettext_lazy("Promises that it carries out")
    )

    class Meta:
        model = Group
        fields = ("name", "key", "kind", "description", "run_by", "part_of", "area", "began_on", "ended_on")
        field_classes = {"began_on": PartialDateField, "ended_on": PartialDateField}
        help_texts = {
            "key": KEY_HELP,
            "run_by": gettext_lazy("An organisation or a post, never a resident's name."),
            "part_of": gettext_lazy("The programme of groups that it belongs to, where there is one."),
            "area": gettext_lazy("Leave this blank for a group of the whole programme."),
        }

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_workable_by(person, programme)
        self.fields["part_of"].queryset = wholes_to_choose(programme, self.instance)
        self.fields["commitments"].queryset = commitments_visible_to(person, programme)

    def given(self) -> dict[str, Any]:
        return super().given() | {"commitments": list(self.cleaned_data["commitments"])}


class SessionForm(PageModelForm):
    class Meta:
        model = Session
        fields = ("position", "kind", "title", "held_on", "attended")
        field_classes = {"held_on": PartialDateField}
        help_texts = {
            "position": gettext_lazy("1 for the first."),
            "attended": gettext_lazy("How many came. Leave it blank where nobody counted."),
        }


class CostForm(PageModelForm):
    class Meta:
        model = Cost
        fields = ("item", "amount", "currency")
        help_texts = {
            "item": gettext_lazy("Such as rooms, or people who run the group. Never a person's name."),
            "currency": gettext_lazy("Three capital letters, such as GBP."),
        }

    def clean_currency(self) -> str:
        return beside_its_field(check_currency, self.cleaned_data["currency"])


class EnrolmentForm(PageModelForm):
    class Meta:
        model = Enrolment
        fields = ("person", "enrolled_on", "sessions_attended", "finished")
        field_classes = {"enrolled_on": PartialDateField}
        help_texts = {
            "person": gettext_lazy(
                "A key with a number in it, such as champions-07. No names and no e-mail addresses."
            ),
            "sessions_attended": gettext_lazy("Leave it blank where nobody counted."),
            "finished": gettext_lazy("“Unknown” until it is clear."),
        }

    def clean_person(self) -> str:
        return beside_its_field(check_person_key, self.cleaned_data["person"])
