"""The form that takes outlines: a file, what they are of, and where in the file their code stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.files import BadTable
from saidanddone.files.geojson import Feature, Polygons, Property, areas_of, properties_of, read_features
from saidanddone.pages.forms import PageModelForm
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import sources_of

from ..models import AreaMap
from ..queries.outlined import codes_of

BYTES_AT_MOST = 20_000_000
CORNERS_AT_MOST = 200_000  # every reader of the map waits for them
PROPERTIES_SAID = 12


class OutlinesField(forms.FileField):
    """GeoJSON, as its name and its features."""

    widget = forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"})

    def clean(self, data: Any, initial: Any = None) -> tuple[str, list[Feature]]:
        sent = super().clean(data, initial)
        content = sent.read(BYTES_AT_MOST + 1)
        if len(content) > BYTES_AT_MOST:
            raise ValidationError(
                _(
                    "This file is larger than 20 megabytes. Leave out the areas that you do not need, or have its "
                    "outlines simplified together, so that neighbours keep one border."
                )
            )
        try:
            return sent.name, read_features(content, sent.name)
        except BadTable as why:
            raise ValidationError(str(why)) from why


class OutlinesForm(PageModelForm):
    not_looked_at = ("name", "property")

    OF = (
        ("boroughs", gettext_lazy("boroughs")),
        ("small-areas", gettext_lazy("small areas within boroughs, such as LSOAs")),
    )

    file = OutlinesField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy(
            "GeoJSON with a Polygon or MultiPolygon for each area, 20 megabytes at most. Outlines cut from one "
            "drawing: neighbours are found by the corners that they share."
        ),
    )
    of = forms.ChoiceField(
        label=gettext_lazy("Outlines of"), choices=OF, initial="boroughs", widget=forms.RadioSelect
    )
    property = forms.CharField(
        label=gettext_lazy("The property that holds the code"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Leave it blank to have it found. Where that is not sure, you are asked."),
    )

    class Meta:
        model = AreaMap
        fields = ("name", "source")
        help_texts = {
            "name": gettext_lazy("Such as: Local authority districts, May 2024."),
            "source": gettext_lazy("Who drew it. Many licences ask that the source stands under the map."),
        }

    field_order = ("of", "file", "property", "name", "source")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.fields["source"].queryset = sources_of(programme)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "file" in cleaned and "of" in cleaned:
            name, features = cleaned["file"]
            self._codes = codes_of(self.programme, self._of_small_areas())
            chosen = self._property(properties_of(features, self._codes))
            if chosen:
                self.polygons = self._polygons(features, name, chosen)
        return cleaned

    def _of_small_areas(self) -> bool:
        return bool(self.cleaned_data["of"] == "small-areas")

    def _property(self, there: Sequence[Property]) -> str:
        """The one that was named, or the one that holds every code; else the form asks."""
        asked = self.cleaned_data.get("property")
        if not self._codes:
            self.add_error(
                "of", _("There are no such areas in this programme yet. Bring in their table first.")
            )
            return ""
        holds = {each.name: each.holds for each in there}
        if asked:
            if not holds.get(asked):
                self.add_error("property", self._none_in(asked, there))
                return ""
            return str(asked)
        if there and there[0].holds == len(self._codes):
            return there[0].name
        self.add_error("property", self._not_sure(there))
        return ""

    def _none_in(self, asked: str, there: Sequence[Property]) -> str:
        return _("“%(asked)s” holds none of the %(n)s codes that are looked for. %(there)s") % {
            "asked": asked,
            "n": f"{len(self._codes):,}",
            "there": self._said(there),
        }

    def _not_sure(self, there: Sequence[Property]) -> str:
        best = there[0] if there else None
        if best is None or not best.holds:
            begin = _("No property of this file holds any of the %(n)s codes that are looked for.")
        else:
            begin = _(
                "No property holds all of the %(n)s codes that are looked for: “%(best)s” holds %(holds)s. If that "
                "is right, write it here and choose the file again."
            )
        words = {
            "n": f"{len(self._codes):,}",
            "best": best.name if best else "",
            "holds": f"{best.holds if best else 0:,}",
        }
        return f"{begin % words} {self._said(there)}"

    def _said(self, there: Sequence[Property]) -> str:
        """Which properties there are, with an example of each, and of what is looked for."""
        looked = _("What is looked for is such as “%(code)s”.") % {"code": self._codes[0]}
        if not there:
            return f"{_('There are none.')} {looked}"
        each = ", ".join(
            _("%(name)s (such as “%(example)s”)") % {"name": one.name[:60], "example": one.example[:60]}
            for one in there[:PROPERTIES_SAID]
        )
        return f"{_('The file has: %(each)s.') % {'each': each}} {looked}"

    def _polygons(self, features: list[Feature], name: str, chosen: str) -> list[Polygons]:
        try:
            polygons = areas_of(features, name, chosen)
        except BadTable as why:
            self.add_error("file", str(why))
            return []
        corners = sum(len(ring) for each in polygons for ring in each.rings)
        if corners > CORNERS_AT_MOST:
            self.add_error(
                "file",
                _(
                    "These outlines have %(n)s corners, for which every reader of the map would wait; allowed: "
                    "%(most)s. Simplify them first, so that neighbours keep one border."
                )
                % {"n": f"{corners:,}", "most": f"{CORNERS_AT_MOST:,}"},
            )
        return polygons

    def given(self) -> dict[str, Any]:
        return super().given() | {"polygons": self.polygons, "of_small_areas": self._of_small_areas()}
