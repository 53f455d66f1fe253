"""Forms for the choices: how the index is worked out, and where to begin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import KEY_HELP, PageModelForm

from ..models import Decision, IndexMethod
from ..queries import NeedIndex, Place


class MethodForm(PageModelForm):
    class Meta:
        model = IndexMethod
        fields = ("normalise", "aggregate", "weighing", "impute", "treat", "reasons")
        widgets = {
            "normalise": forms.RadioSelect,
            "aggregate": forms.RadioSelect,
            "weighing": forms.RadioSelect,
            "impute": forms.RadioSelect,
            "reasons": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "treat": gettext_lazy("So that one odd place does not squeeze all others together."),
            "reasons": gettext_lazy("Why so and not otherwise. Everybody may read it."),
        }

    def __init__(self, *args: Any, stands: IndexMethod, **kwargs: Any) -> None:
        begins = {
            name: getattr(stands, name) for name in ("normalise", "aggregate", "weighing", "impute", "treat")
        }
        super().__init__(*args, initial=begins, **kwargs)


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
