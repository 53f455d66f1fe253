"""Forms of this stage's work pages. They only check; actions write."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import IdeasField, PageForm, PageModelForm, SeveralRowsField
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages.outcomes.queries import outcomes_visible_to
from saidanddone.stages.themes.queries import ideas_named

from .models import Section


class SectionForm(PageModelForm):
    outcomes = SeveralRowsField(queryset=None, required=False, label=gettext_lazy("Changes that it tells of"))
    ideas = IdeasField(
        label=gettext_lazy("Ideas that it quotes"),
        help_text=gettext_lazy(
            "Their keys with a comma between them, such as i001, i014. Only words whose speaker agrees are printed."
        ),
    )

    class Meta:
        model = Section
        fields = ("heading", "key", "position", "kind", "body")
        help_texts = {
            "key": gettext_lazy("The short name in addresses: lower-case letters, digits and hyphens."),
            "body": gettext_lazy(
                "Plain text; **strong**, lists and links in Markdown. A figure is named as "
                "[41%](figure:followup-participants-useful-connections). A number in the brackets must be one that "
                "the figure says."
            ),
        }

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ideas"].find = partial(ideas_named, programme)
        self.fields["outcomes"].queryset = outcomes_visible_to(person, programme)
        self.fields["body"].widget.attrs["rows"] = 18

    def given(self) -> dict[str, Any]:
        told = {"outcomes": list(self.cleaned_data["outcomes"]), "ideas": self.cleaned_data["ideas"]}
        return super().given() | told


class ReleaseForm(PageForm):
    as_read = forms.CharField(
        widget=forms.HiddenInput,
        label=gettext_lazy("The draft that you read"),
        error_messages={"required": gettext_lazy("Open the draft, read it, and publish it from there.")},
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I have read the sections of this draft, and they may be published"),
        help_text=gettext_lazy("A release never changes. A mistake is mended in the next one."),
    )

    def given(self) -> dict[str, Any]:
        return {"as_read": self.cleaned_data["as_read"]}


class RemoveForm(PageForm):
    sure = forms.BooleanField(label=gettext_lazy("Remove this section. Releases keep it as it was."))

    def given(self) -> dict[str, Any]:
        return {}
