"""Forms for indicators and their values."""

from __future__ import annotations

from collections.abc import Callable
from math import isclose
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.files.indicators.counts import wrong_in
from saidanddone.pages.forms import KEY_HELP, PageModelForm
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Direction, Programme
from saidanddone.programme.queries import areas_of, sources_of

from .. import rules
from ..models import Indicator, IndicatorValue
from ..queries.counts import worked_out
from .numbers import keep_numbers_small


class ChecksFields(PageModelForm):
    """A form whose rules speak of several fields: each sentence stands beside the field that it begins with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_numbers_small(self)

    def check_at(self, field: str, check: Callable[..., object], *names: str) -> bool:
        """Whether the rule holds of these fields; one that is wrong by itself is no longer asked about."""
        if not all(name in self.cleaned_data for name in names):
            return False
        try:
            check(*(self.cleaned_data[name] for name in names))
        except Refused as why:
            self.add_error(field, str(why))
            return False
        return True


class IndicatorForm(ChecksFields):
    not_looked_at = ("name", "definition")

    class Meta:
        model = Indicator
        fields = (
            "name",
            "code",
            "definition",
            "people",
            "direction",
            "kind",
            "per",
            "unit",
            "benchmark",
            "benchmark_is",
            "least",
            "greatest",
            "domain",
            "weight",
            "source",
        )
        widgets = {"direction": forms.RadioSelect}
        help_texts = {
            "code": KEY_HELP,
            "definition": gettext_lazy("What is counted, of whom, and over what time."),
            "people": gettext_lazy("Whom it speaks of, such as: women, children under 5, everybody."),
            "direction": gettext_lazy("Say which way is worse. The index never guesses it from the numbers."),
            "kind": gettext_lazy(
                "A share or a rate can be worked out here from its two counts, with the limits that they allow."
            ),
            "per": gettext_lazy(
                "Of a share or a rate: such as 100 or 100000. Leave it blank for a value as its source prints it."
            ),
            "unit": gettext_lazy("Such as: per 1,000 people."),
            "benchmark": gettext_lazy("What every borough is set against, in the same unit."),
            "benchmark_is": gettext_lazy("Such as: England, 2021."),
            "least": gettext_lazy(
                "A value that would mean no need at all. Goalposts are agreed on beforehand: both or neither."
            ),
            "greatest": gettext_lazy("A value that would mean the greatest need that is thinkable."),
            "domain": gettext_lazy("The part of life it speaks of. Indicators of one domain stand together."),
            "weight": gettext_lazy("A number above 0. What counts is its share of all weights."),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources_of(programme)
        # No way is chosen beforehand: it is declared, so somebody has to say it.
        self.fields["direction"].choices = Direction.choices
        self.fields["per"].hint_says_when = True

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.check_at("per", rules.check_kind, "kind", "per")
        self.check_at("least", rules.check_goalposts, "least", "greatest")
        return self.cleaned_data


class ValueForm(ChecksFields):
    class Meta:
        model = IndicatorValue
        fields = ("status", "value", "low", "high", "numerator", "denominator", "period", "note")
        widgets = {"status": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "status": gettext_lazy(
                "Missing: nobody published it. Suppressed: it was held back, to protect people."
            ),
            "value": gettext_lazy(
                "A number with a point. Leave it blank where the value is not known, or where it is to be worked "
                "out from the counts below."
            ),
            "low": gettext_lazy("As published, in the unit of the value. Both limits or neither."),
            "numerator": gettext_lazy(
                "Of a share or a rate: how many there were. With a blank value, it and its limits are worked out."
            ),
            "denominator": gettext_lazy("The people, or person-years, among whom they were counted."),
            "period": gettext_lazy(
                "As printed, where it is no single year, such as 2019/20 or 2018 to 2020."
            ),
            "note": gettext_lazy("Where it was read, or why it is not known."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].hint_says_when = True

    def clean(self) -> dict[str, Any]:
        super().clean()
        counted = self.check_at("numerator", rules.check_counts, "status", "numerator", "denominator")
        if counted and self.cleaned_data["numerator"] is not None:
            self._work_out()
        self.check_at("low", rules.check_limits, "status", "value", "low", "high")
        return self.cleaned_data

    def _work_out(self) -> None:
        """The value that is left blank, from its counts. What is worked out is kept as if it had been typed."""
        indicator = self.instance.indicator
        if indicator.kind == Indicator.Kind.VALUE:
            return
        counts = {name: self.cleaned_data[name] for name in ("numerator", "denominator")}
        wrong = wrong_in(**counts, kind=indicator.kind)
        if wrong is not None:
            says = _("%(problem)s; allowed: %(allowed)s.")
            self.add_error(wrong.column, says % {"problem": wrong.problem, "allowed": wrong.allowed})
            return
        value = IndicatorValue(indicator=indicator, value=self.cleaned_data.get("value"), **counts)
        self.cleaned_data |= worked_out(value)
        if self._is_of_the_counts_before():
            self.add_error(
                "value",
                _(
                    "The counts are others now, and this value is that of the counts before. Leave the value and both "
                    "limits blank to have them worked out, or write the new value."
                ),
            )

    def _is_of_the_counts_before(self) -> bool:
        """Whether only the counts were changed, of a value that had been worked out from them."""
        changed = set(self.changed_data)
        if not changed & {"numerator", "denominator"} or "value" in changed:
            return False
        before = {name: self.initial.get(name) for name in ("numerator", "denominator")}
        value, indicator = self.initial.get("value"), self.instance.indicator
        if value is None or None in before.values() or wrong_in(**before, kind=indicator.kind):
            return False
        made = worked_out(IndicatorValue(indicator=indicator, **before))
        return isclose(value, float(made["value"]), rel_tol=1e-9)


class NewValueForm(ValueForm):
    class Meta(ValueForm.Meta):
        fields = ("area", "year", *ValueForm.Meta.fields)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, instance=IndicatorValue(indicator=indicator), **kwargs)
        self.fields["area"].queryset = areas_of(indicator.programme)
