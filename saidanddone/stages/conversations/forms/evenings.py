"""Forms of this stage's work pages. They only check; actions write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import PageForm, PageModelForm, Stands
from saidanddone.programme.models import Programme, SpokenRole
from saidanddone.programme.queries import areas_workable_by
from saidanddone.programme.rules import Person

from ..models import AgendaItem, Conversation, Organiser
from ..queries import next_number, organisers_of

COUNT_AT_MOST = 100_000


class ConversationForm(PageModelForm):
    class Meta:
        model = Conversation
        fields = (
            "title",
            "slug",
            "number",
            "area",
            "held_on",
            "venue",
            "organiser",
            "summary",
            "for_under_16",
        )
        widgets = {"held_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "slug": gettext_lazy("For its address and files: lower-case letters, digits and hyphens."),
            "number": gettext_lazy("Which conversation of the programme it was, counting from 1."),
            "venue": gettext_lazy("What kind of place it was, such as a library."),
            "for_under_16": gettext_lazy(
                "It then opens only with a checked worker, and its seat cards have no code until a parent and the "
                "child have agreed."
            ),
            "organiser": gettext_lazy("A key without a name. Leave it blank where nobody knows."),
        }

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_workable_by(person, programme)
        self.fields["organiser"].queryset = organisers_of(programme)
        if self.instance.pk is None:
            self.fields["number"].initial = next_number(programme)


class OrganiserForm(PageModelForm):
    class Meta:
        model = Organiser
        fields = ("key",)
        help_texts = {
            "key": gettext_lazy("Such as organiser-17. A key, never a name: everybody may read it."),
        }

    def given(self) -> dict[str, Any]:
        return {"key": self.cleaned_data["key"]}


class AgendaItemForm(PageModelForm):
    class Meta:
        model = AgendaItem
        fields = ("position", "starts", "minutes", "title", "led_by", "kind")
        help_texts = {
            "position": gettext_lazy("1 comes first."),
            "starts": gettext_lazy("Such as 18:30."),
            "led_by": gettext_lazy("A post or what they do, never a resident's name."),
        }


class AttendanceForm(PageForm):
    """One number a role, each with the role's own name."""

    def __init__(self, *args: Any, held: Mapping[str, int | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in SpokenRole:
            self.fields[role.value] = forms.IntegerField(
                label=capfirst(role.label),
                required=False,
                min_value=0,
                max_value=COUNT_AT_MOST,
                initial=held.get(role.value),
            )

        self.remember(
            {role: Stands(count, "" if count is None else f"{count:,}") for role, count in held.items()}
        )

    def given(self) -> dict[str, Any]:
        return {"counts": super().given()}
