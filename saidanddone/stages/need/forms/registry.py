"""Forms for indicators and their values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import KEY_HELP, PageModelForm
from saidanddone.programme.models import Direction, Programme
from saidanddone.programme.queries import areas_of, sources_of

from ..models import Indicator, IndicatorValue


class IndicatorForm(PageModelForm):
    not_looked_at = ("name", "definition")

    class Meta:
        model = Indicator
        fields = ("name", "code", "definition", "direction", "unit", "domain", "weight", "source")
        widgets = {"direction": forms.RadioSelect}
        help_texts = {
            "code": KEY_HELP,
            "definition": gettext_lazy("What is counted, of whom, and over what time."),
            "direction": gettext_lazy("Say which way is worse. The index never guesses it from the numbers."),
            "unit": gettext_lazy("Such as: per 1,000 people."),
            "domain": gettext_lazy("The part of life it speaks of. Indicators of one domain stand together."),
            "weight": gettext_lazy("A number above 0. What counts is its share of all weights."),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources_of(programme)
        # No way is chosen beforehand: it is declared, so somebody has to say it.
        self.fields["direction"].choices = Direction.choices


class ValueForm(PageModelForm):
    class Meta:
        model = IndicatorValue
        fields = ("status", "value", "note")
        widgets = {"status": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "status": gettext_lazy(
                "Missing: nobody published it. Suppressed: it was held back, to protect people."
            ),
            "value": gettext_lazy("A number with a point. Leave it blank where the value is not known."),
            "note": gettext_lazy("Where it was read, or why it is not known."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].hint_says_when = True


class NewValueForm(ValueForm):
    class Meta(ValueForm.Meta):
        fields = ("area", "year", "status", "value", "note")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_of(programme)
