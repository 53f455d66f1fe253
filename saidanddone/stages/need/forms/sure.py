"""What is tried otherwise, as the page “Where to begin” asks it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy

from saidanddone.methods.checks import MOST_SEED

from ..queries import Ways

WAYS = (500, 1_000, 5_000)


class WaysForm(forms.Form):
    """Sent by GET, so that what it shows has an address."""

    VARIED = (
        ("weights", gettext_lazy("how much each indicator counts")),
        ("normalise", gettext_lazy("how indicators are brought to one scale")),
        ("aggregate", gettext_lazy("whether a strength may make up for a weakness")),
        ("treat", gettext_lazy("whether outliers are capped")),
        ("values", gettext_lazy("the values, within their own limits")),
    )

    ASKED = ("asked", "first", "vary", "noise", "ways", "seed")

    first = forms.IntegerField(label=gettext_lazy("How many places to begin with"), min_value=1)
    vary = forms.MultipleChoiceField(
        label=gettext_lazy("What is tried otherwise"),
        choices=VARIED,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    noise = forms.IntegerField(
        label=gettext_lazy("Each weight up to so many in 100 more or less"), min_value=1, max_value=100
    )
    ways = forms.TypedChoiceField(
        label=gettext_lazy("How many ways are drawn"), choices=[(n, f"{n:,}") for n in WAYS], coerce=int
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Seed"),
        min_value=0,
        max_value=MOST_SEED,
        help_text=gettext_lazy(
            "The same seed draws the same ways. With another, see whether anything changes."
        ),
    )

    def __init__(self, asked: Any, *, first: int, ranked: int, has_limits: bool) -> None:
        usual = Ways()
        begins = {
            "first": first,
            "vary": [name for name, _label in self.VARIED if has_limits or name != "values"],
            "noise": round(100 * usual.noise),
            "ways": usual.replications,
            "seed": usual.seed,
        }
        # What is not asked for is as usual, so that an address with `first` alone says all that it means.
        sent = asked.copy()
        for name, value in begins.items():
            if name not in sent and not (name == "vary" and "asked" in sent):
                sent.setlist(name, value if isinstance(value, list) else [value])
        super().__init__(sent)
        self.has_limits = has_limits
        self.fields["first"].validators.append(MaxValueValidator(ranked - 1))
        self.fields["first"].widget.attrs["max"] = ranked - 1
        if not has_limits:
            self.fields["vary"].choices = self.VARIED[:-1]
            self.fields["vary"].help_text = gettext_lazy(
                "No value here has limits, so that the values' own uncertainty cannot be tried."
            )

    def asked_for(self) -> Ways:
        given = self.cleaned_data
        varied = {name: name in given["vary"] for name, _label in self.VARIED}
        return Ways(
            **(varied if self.has_limits else varied | {"values": Ways().values}),
            noise=given["noise"] / 100,
            replications=given["ways"],
            seed=given["seed"],
        )
