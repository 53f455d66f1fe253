"""Forms of this stage's work pages. They only check; actions write."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import (
    KEY_HELP,
    IdeasField,
    PageForm,
    PageModelForm,
    PartialDateField,
    SeveralRowsField,
    Stands,
)
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import areas_workable_by, sources_of
from saidanddone.programme.rules import Person
from saidanddone.stages.themes.queries import ideas_named, recommendations_visible_to

from .models import Commitment, State
from .rules import FOLLOWS


class CommitmentForm(PageModelForm):
    recommendations = SeveralRowsField(
        queryset=None, required=False, label=gettext_lazy("Recommendations that it answers")
    )
    ideas = IdeasField(label=gettext_lazy("Ideas that it answers"))

    class Meta:
        model = Commitment
        fields = (
            "title", "key", "what", "who", "made_by", "area", "made_on", "due_on", "source", "source_page",
        )  # fmt: skip
        field_classes = {"made_on": PartialDateField, "due_on": PartialDateField}
        help_texts = {
            "key": KEY_HELP,
            "who": gettext_lazy("An organisation or a post, never a resident's name."),
            "area": gettext_lazy("Leave this blank for a promise to the whole programme."),
        }

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ideas"].find = partial(ideas_named, programme)
        self.fields["area"].queryset = areas_workable_by(person, programme)
        self.fields["source"].queryset = sources_of(programme)
        self.fields["recommendations"].queryset = recommendations_visible_to(person, programme)

    def given(self) -> dict[str, Any]:
        return super().given() | {
            "recommendations": list(self.cleaned_data["recommendations"]),
            "ideas": self.cleaned_data["ideas"],
        }


class ApprovalForm(PageForm):
    note = forms.CharField(
        required=False,
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Everybody may read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReviewForm(PageForm):
    reviewed_on = PartialDateField(label=gettext_lazy("Reviewed on"))
    state = forms.ChoiceField(label=gettext_lazy("How it stands"), widget=forms.RadioSelect)
    said = forms.CharField(
        label=gettext_lazy("What was found"),
        help_text=gettext_lazy("What has been done, and how you know."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reason = forms.CharField(
        required=False,
        label=gettext_lazy("Why it is late, dropped or changed"),
        help_text=gettext_lazy("Needed for a promise that is late or dropped. Everybody may read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason.hint_says_when = True

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        initial = {"reviewed_on": timezone.localdate().isoformat(), "state": commitment.state}
        super().__init__(*args, initial=initial, **kwargs)
        # Every state is offered, so that a move that is not allowed gets the sentence that says what is.
        self.fields["state"].choices = State.choices
        self.fields["state"].help_text = _("It may stay as it is, or become: %(states)s.") % {
            "states": ", ".join(str(state.label) for state in FOLLOWS[State(commitment.state)])
            or _("nothing else")
        }
        self.remember({"state": Stands(commitment.state, str(commitment.get_state_display()))})
