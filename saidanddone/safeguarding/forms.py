"""Forms of safeguarding leads. They only check; actions write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import PageForm, PageModelForm
from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import areas_of

from .models import Duty, Path, Settings
from .queries import safeguarding_leads

MOMENT = "%Y-%m-%dT%H:%M"


class NoteForm(PageForm):
    not_looked_at = ("note",)

    note = forms.CharField(
        label=gettext_lazy("What was done"),
        max_length=10_000,  # a page of notes is opened in a hurry
        help_text=gettext_lazy(
            "Whom you spoke to, what you decided and why. Safeguarding leads alone read it. Write no more about "
            "anybody than the next of you needs."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class LeadField(forms.ModelChoiceField):
    """One of the safeguarding leads, by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"queryset": None, "empty_label": None, **kwargs})

    def offer(self, programme: Programme) -> None:
        leads = safeguarding_leads(programme)
        self.queryset = Account.objects.filter(pk__in=[lead.pk for lead in leads]).order_by("name")


class PassOnForm(NoteForm):
    to = LeadField(label=gettext_lazy("To whom"), widget=forms.RadioSelect)
    field_order = ("to", "note")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(programme)


class DutyForm(PageModelForm):
    class Meta:
        model = Duty
        fields = ("account", "area", "begins_at", "ends_at")
        field_classes = {"account": LeadField}
        help_texts = {"area": gettext_lazy("Leave it out where the duty is for every borough.")}

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].offer(programme)
        self.fields["area"].queryset = areas_of(programme)
        for name in ("begins_at", "ends_at"):
            self.fields[name].widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
            self.fields[name].input_formats = [MOMENT, "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"]


class PathForm(PageModelForm):
    not_looked_at = ("team", "hours", "out_of_hours", "steps")

    class Meta:
        model = Path
        fields = ("area", "way", "team", "telephone", "hours", "out_of_hours", "steps", "checked_on")
        widgets = {
            "way": forms.RadioSelect,
            "checked_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "area": gettext_lazy(
                "Leave it out for the path that holds wherever a borough has none of its own."
            ),
            "team": gettext_lazy("A team or post, never a person."),
            "checked_on": gettext_lazy("The day on which somebody rang and it was right."),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.programme = programme
        self.fields["area"].queryset = areas_of(programme)


class SettingsForm(PageModelForm):
    not_looked_at = ("limits",)

    class Meta:
        model = Settings
        fields = ("minutes", "limits")
        help_texts = {
            "minutes": gettext_lazy("If nobody has taken an alert up by then, it goes to the next in line."),
        }

    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes before an alert is passed on"), min_value=0, max_value=24 * 60
    )
