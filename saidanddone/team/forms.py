"""Forms of the team's pages. They only check; actions write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from saidanddone.pages.forms import PageForm
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area, Membership, Programme, Role
from saidanddone.programme.rules import Person, check_borough_of_role

from . import queries

DAY_HELP = _("Such as 2026-03-31 or 31/03/2026. The role opens its pages to the end of that day.")


class DayField(forms.DateField):
    input_formats = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y"]
    default_error_messages = {"invalid": _("Write a day as 31/03/2026 or 2026-03-31.")}


class SomebodyForm(PageForm):
    """Who is written to."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("A letter with a link goes there. The link works for 14 days.")
    )


class InvitationForm(SomebodyForm):
    role = forms.ChoiceField(label=_("Role"))
    area = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=_("Borough"),
        empty_label=_("every borough"),
        to_field_name="code",
        help_text=_(
            "An organiser and a director of public health have one. A lead, coder, evaluator, commissioner and "
            "data protection officer have none. Other roles may have one."
        ),
    )
    ends_on = DayField(
        required=False, label=_("Last day"), help_text=_("Leave it blank for a role without an end.")
    )

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nothing is chosen beforehand: the first in the list may do most.
        self.fields["role"].choices = [("", _("choose a role")), *queries.role_choices(person)]
        self.fields["area"].queryset = queries.areas_to_give(person, programme)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "role" in data and "area" in data:
            _beside("area", self, Role(data["role"]), data["area"])
        return data


def _beside(field: str, form: PageForm, role: Role, area: Area | None) -> None:
    try:
        check_borough_of_role(role, area is not None)
    except Refused as why:
        form.add_error(field, ValidationError(str(why)))


class SuccessorForm(SomebodyForm):
    begins_on = DayField(
        label=_("Their first day"),
        help_text=_("Your own role ends on the day before, once they have accepted."),
    )


class LastDayForm(PageForm):
    ends_on = DayField(required=False, label=_("Last day"), help_text=DAY_HELP)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, initial={"ends_on": membership.ends_on}, **kwargs)
