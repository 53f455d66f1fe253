"""Forms for the choices: how the index is worked out, and where to begin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import KEY_HELP, PageModelForm

from ..models import Decision, IndexMethod
from ..queries import CHOICES, NeedIndex, Place

Normalise = IndexMethod.Normalise
USUAL = (Normalise.MINMAX, Normalise.ZSCORE, Normalise.PRANK, Normalise.IMD, Normalise.QUARTER)


class MethodForm(PageModelForm):
    class Meta:
        model = IndexMethod
        fields = (*CHOICES, "reasons")
        widgets = {
            "normalise": forms.RadioSelect,
            "aggregate": forms.RadioSelect,
            "weighing": forms.RadioSelect,
            "impute": forms.RadioSelect,
            "reasons": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "power": gettext_lazy(
                "For the generalised mean alone: 1 is the arithmetic mean, 0 the geometric, -1 the harmonic. The lower it "
                "is, the less a strength makes up for a weakness."
            ),
            "by_group": gettext_lazy(
                "Where groups of places have been entered, such as inner and outer boroughs."
            ),
            "least_known": gettext_lazy(
                "Of a place of which less is known, the score would speak of a few indicators only."
            ),
            "treat": gettext_lazy("So that one odd place does not squeeze all others together."),
            "most_capped": gettext_lazy("If capping so many is not enough, the logarithm is taken instead."),
            "reasons": gettext_lazy("Why so and not otherwise. Everybody may read it."),
        }

    def __init__(self, *args: Any, stands: IndexMethod, **kwargs: Any) -> None:
        super().__init__(*args, initial={name: getattr(stands, name) for name in CHOICES}, **kwargs)
        self.fields["normalise"].choices = [
            (gettext_lazy("The usual ways"), [(way.value, way.label) for way in USUAL]),
            (
                gettext_lazy("Other ways"),
                [(way.value, way.label) for way in IndexMethod.Normalise if way not in USUAL],
            ),
        ]
        self.fields["power"].hint_says_when = True


class DecisionForm(PageModelForm):
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Places to begin with"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("In the order of the index as it stands now."),
    )

    class Meta:
        model = Decision
        fields = ("key", "decided_on", "decided_by", "reasons")
        help_texts = {
            "key": KEY_HELP,
            "decided_on": gettext_lazy(
                "Such as 31/10/2018 or 2018-10-31. Leave it blank where the day is not known."
            ),
            "decided_by": gettext_lazy("A group or a post, such as the steering group."),
            "reasons": gettext_lazy(
                "Why these and not others, so that a stranger can follow it. If you leave the order of the "
                "index, say why."
            ),
        }

    field_order = ("areas", "decided_by", "decided_on", "reasons", "key")

    def __init__(self, *args: Any, index: NeedIndex, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {str(place.area.pk): place.area for place in index.places}
        self.fields["areas"].choices = [(str(each.area.pk), _place_in_words(each)) for each in index.places]

    def clean_areas(self) -> list[Any]:
        return [self.areas[key] for key in self.areas if key in self.cleaned_data["areas"]]

    def given(self) -> dict[str, Any]:
        areas = self.cleaned_data["areas"]
        return {"fields": super().given()["fields"] | {"first": len(areas)}, "areas": areas}


def _place_in_words(place: Place) -> str:
    if place.rank is None or place.score is None:
        return _("%(name)s (not ranked)") % {"name": place.area.name}
    return _("%(name)s (rank %(rank)s, score %(score)s)") % {
        "name": place.area.name,
        "rank": place.rank,
        "score": f"{place.score:.1f}",
    }
