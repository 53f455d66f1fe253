"""Forms for what counts how much: domains, groups of places, and ballots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import PageForm, PageModelForm, SeveralRowsField, Stands
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.queries import areas_of

from .. import rules
from ..models import AreaGroup, Domain, Indicator, WeightVote
from ..queries import weighing
from .numbers import keep_numbers_small

A_WEIGHT = gettext_lazy("A weight is a number above 0, and 0.01 at the least.")


class DomainForm(PageModelForm):
    class Meta:
        model = Domain
        fields = ("name", "parent", "weight")
        help_texts = {
            "parent": gettext_lazy("Leave it blank for one that stands at the top."),
            "weight": gettext_lazy("A number above 0. What counts is its share among the domains beside it."),
        }
        error_messages = {"weight": {"min_value": A_WEIGHT}}

    def __init__(
        self, *args: Any, domains: QuerySet[Domain], not_described: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        keep_numbers_small(self)
        self.others = list(domains)
        self.fields["parent"].queryset = domains.order_by("name")
        if not_described:
            self.fields["name"].help_text = _(
                "Indicators name these, which nobody has described: %(names)s."
            ) % {"names": ", ".join(not_described)}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if any(each.name == name and each.pk != self.instance.pk for each in self.others):
            raise ValidationError(_("There is a domain of this name already. Change that one."))
        return name

    def clean_parent(self) -> Domain | None:
        parent: Domain | None = self.cleaned_data["parent"]
        above = {each.pk: each.parent_id for each in self.others}
        try:
            rules.check_above(self.instance.pk, parent.pk if parent else None, above)
        except Refused as why:
            raise ValidationError(str(why)) from why
        return parent


class GroupForm(PageForm):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("Such as inner, or outer."),
    )
    areas = SeveralRowsField(queryset=Area.objects.none(), label=gettext_lazy("Boroughs in it"))

    def __init__(
        self, *args: Any, programme: Programme, group: list[AreaGroup] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.was = group[0].name if group else ""
        self.grouped = weighing.other_groups(programme, self.was)
        self.fields["areas"].queryset = areas_of(programme)
        self.fields["areas"].label_from_instance = self._labelled
        if group:
            held = [row.area for row in group]
            self.fields["name"].initial = self.was
            self.fields["areas"].initial = [area.pk for area in held]
            self.remember(
                {
                    "name": Stands(self.was, self.was),
                    "areas": Stands(sorted(area.pk for area in held), "; ".join(map(str, held))),
                }
            )

    def _labelled(self, area: Area) -> str:
        if area in self.grouped:
            return _("%(area)s (in “%(group)s”)") % {"area": area.name, "group": self.grouped[area]}
        return area.name

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        try:
            rules.check_group_name(name, set(self.grouped.values()))
        except Refused as why:
            raise ValidationError(str(why)) from why
        return name

    def clean_areas(self) -> list[Area]:
        areas = list(self.cleaned_data["areas"])
        try:
            rules.check_in_no_other(areas, self.grouped)
        except Refused as why:
            raise ValidationError(str(why)) from why
        return areas


class BallotForm(PageForm):
    """A mark for the ballot, and a field for the points of each indicator."""

    voter = forms.CharField(
        label=gettext_lazy("What marks this ballot"),
        max_length=60,
        help_text=gettext_lazy(
            "Such as ballot 12 or table 3. Never a name: nobody is to be known by their vote."
        ),
    )

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        indicators: list[Indicator],
        vote: WeightVote | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.programme, self.indicators = programme, indicators
        self.was = vote.voter if vote else ""
        points = weighing.points_of(vote) if vote else {}
        for each in indicators:
            self.fields[_field(each)] = forms.FloatField(
                label=_("%(indicator)s (%(domain)s)") % {"indicator": each.name, "domain": each.domain},
                min_value=0,
                required=False,
                initial=points.get(each.pk),
                error_messages={"min_value": _("Points are 0 or more.")},
            )
            self.fields[_field(each)].hint_says_when = True
        keep_numbers_small(self)
        if vote:
            self.fields["voter"].initial = self.was
            self.remember(
                {
                    name: Stands(field.initial, "" if field.initial is None else str(field.initial))
                    for name, field in self.fields.items()
                }
            )

    def clean_voter(self) -> str:
        voter: str = self.cleaned_data["voter"]
        taken = voter != self.was and weighing.is_marked_so(self.programme, voter)
        try:
            rules.check_mark(voter, taken)
        except Refused as why:
            raise ValidationError(str(why)) from why
        return voter

    def given(self) -> dict[str, Any]:
        """A blank field is no vote on that indicator; a nought is one."""
        points = [(each, self.cleaned_data[_field(each)]) for each in self.indicators]
        return {
            "voter": self.cleaned_data["voter"],
            "points": [(each, given) for each, given in points if given is not None],
        }


def _field(indicator: Indicator) -> str:
    return f"points_{indicator.code}"


class ThrowAwayForm(PageForm):
    sure = forms.BooleanField(label=gettext_lazy("Throw it away. It cannot be had back."))

    def given(self) -> dict[str, Any]:
        return {}
