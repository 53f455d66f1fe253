"""What a map shows and how, asked by GET so that every picture has an address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from saidanddone.methods.classes import EQUAL, FISHER_JENKS, QUANTILE

from ..models import Indicator
from ..queries.shown import INDEX


class Asked(forms.Form):
    """What is not asked for, or has no meaning, is as usual; the second is said."""

    def __init__(self, asked: QueryDict) -> None:
        sent = asked.copy()
        for name, field in self.base_fields.items():
            if not sent.get(name):
                sent[name] = field.initial
        super().__init__(sent)

    def chosen(self, name: str) -> Any:
        if name not in self.errors:
            return self.cleaned_data[name]
        # The form shows what is shown.
        self.data[name] = usual = self.fields[name].initial
        return usual


class ClustersForm(Asked):
    show = forms.ChoiceField(label=gettext_lazy("What is shown"), initial=INDEX)

    def __init__(self, asked: QueryDict, *, indicators: Sequence[Indicator]) -> None:
        super().__init__(asked)
        named = [(each.code, each.name) for each in indicators]
        self.fields["show"].choices = [(INDEX, gettext_lazy("the index of need")), *named]


class MapForm(ClustersForm):
    WAYS = {"quantile": QUANTILE, "equal": EQUAL, "jenks": FISHER_JENKS}

    classes = forms.ChoiceField(
        label=gettext_lazy("Classes"),
        initial="quantile",
        choices=[
            ("quantile", gettext_lazy("as many in each (quantiles)")),
            ("equal", gettext_lazy("of equal width")),
            ("jenks", gettext_lazy("alike within (Fisher and Jenks)")),
        ],
    )
    n = forms.TypedChoiceField(
        label=gettext_lazy("How many"), initial=5, coerce=int, choices=[(n, str(n)) for n in (2, 3, 4, 5)]
    )
    by = forms.ChoiceField(
        label=gettext_lazy("Years"),
        initial="latest",
        choices=[
            ("latest", gettext_lazy("the latest known")),
            ("year", gettext_lazy("year by year")),
        ],
    )
