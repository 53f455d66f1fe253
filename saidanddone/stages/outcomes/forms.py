"""Forms of this stage's work pages. They only check; actions write."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import KEY_HELP, IdeasField, PageModelForm, PartialDateField, SeveralRowsField
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import areas_workable_by, sources_of
from saidanddone.programme.rules import Person
from saidanddone.stages.commitments.queries import commitments_visible_to
from saidanddone.stages.themes.queries import recommendations_visible_to, themes_by_programme

from .actions import CameFrom
from .models import Connection, Contribution, Outcome
from .queries import readable_ideas_named


class OutcomeForm(PageModelForm):
    commitments = SeveralRowsField(
        queryset=None, required=False, label=gettext_lazy("Promises that it came from")
    )
    recommendations = SeveralRowsField(
        queryset=None, required=False, label=gettext_lazy("Recommendations that it came from")
    )
    themes = SeveralRowsField(queryset=None, required=False, label=gettext_lazy("Themes that it came from"))
    ideas = IdeasField(
        label=gettext_lazy("Ideas that it came from"),
        error_messages={"unknown": gettext_lazy("There is no idea that you may read with the key %(keys)s.")},
    )

    class Meta:
        model = Outcome
        fields = (
            "title", "key", "statement", "who_changed", "for_whom", "area", "change_type", "contribution",
            "words_before", "words_after", "happened", "said_by", "confirmed", "source", "source_page",
        )  # fmt: skip
        field_classes = {"happened": PartialDateField}
        widgets = {"contribution": forms.RadioSelect}
        help_texts = {
            "key": KEY_HELP,
            "who_changed": gettext_lazy("An organisation or a post, never a resident's name."),
            "area": gettext_lazy("Leave this blank where the borough is not named."),
            "contribution": gettext_lazy(
                "From weak to strong. Take the verb of whoever told you; of two verbs, the weaker."
            ),
            "words_before": gettext_lazy("Where words were changed: how it was put before."),
            "words_after": gettext_lazy("How it is put now."),
            "confirmed": gettext_lazy(
                "Somebody independent has no part in the change and gains nothing by it."
            ),
        }

    def __init__(
        self, *args: Any, programme: Programme, person: Person, kept: Sequence[Any] = (), **kwargs: Any
    ) -> None:
        """`kept`: linked ideas that this person may not read, and so not drop."""
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.fields["ideas"].find = partial(readable_ideas_named, person, programme)
        # The blank line that Django puts above radio buttons would be a fifth verb.
        self.fields["contribution"].choices = Contribution.choices
        self.fields["area"].queryset = areas_workable_by(person, programme)
        self.fields["source"].queryset = sources_of(programme)
        self.fields["commitments"].queryset = commitments_visible_to(person, programme)
        self.fields["recommendations"].queryset = recommendations_visible_to(person, programme)
        self.fields["themes"].queryset = themes_by_programme(programme)

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        came_from = CameFrom(
            commitments=list(data["commitments"]),
            recommendations=list(data["recommendations"]),
            themes=list(data["themes"]),
            ideas=[*data["ideas"], *self.kept],
        )
        return super().given() | {"came_from": came_from}


class ConnectionForm(PageModelForm):
    class Meta:
        model = Connection
        fields = (
            "statement", "key", "between_role", "with_role", "what_came", "area", "happened", "source",
            "source_page",
        )  # fmt: skip
        field_classes = {"happened": PartialDateField}
        help_texts = {
            "statement": gettext_lazy("Roles alone, such as “a carer met an officer”. Never a name."),
            "key": KEY_HELP,
            "what_came": gettext_lazy("What the two did next, where it is known."),
            "area": gettext_lazy("Leave this blank where the borough is not named."),
        }

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_workable_by(person, programme)
        self.fields["source"].queryset = sources_of(programme)
