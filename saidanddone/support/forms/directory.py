"""Forms of the directory: a service in plain fields, a file brought in, a suggestion. Actions write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import PageForm, Stands
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import areas_workable_by
from saidanddone.programme.rules import Person

from ..models import Need, Service
from ..rules.keeping import KEEPERS
from ..rules.plain import NAMES, Plain
from ..rules.reading import BYTES_AT_MOST, BadDirectory, read_json, rows_of

A_LINE_EACH = {"rows": 3}


class LinesField(forms.CharField):
    """Several things, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.Textarea(attrs=A_LINE_EACH), **kwargs})

    def clean(self, value: Any) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in super().clean(value).splitlines())
        return tuple(dict.fromkeys(filter(None, lines)))


def _line(label: Any, help_text: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        **{"label": label, "help_text": help_text, "max_length": 300, "required": False, **more}
    )


def _text(label: Any, help_text: Any = "", **more: Any) -> forms.CharField:
    said = {"label": label, "help_text": help_text, "max_length": 4_000, "required": False, **more}
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **said)


class PlainForm(PageForm):
    """What people need to know of a service. It asks for no person's name: a service is reached at a post."""

    not_looked_at = NAMES  # a service for people who were hurt says so

    name = _line(gettext_lazy("Name of the service"), required=True)
    description = _text(
        gettext_lazy("What it does"), gettext_lazy("In plain words, the most important first."), required=True
    )
    needs = forms.MultipleChoiceField(
        required=False,
        choices=Need.choices,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("What people come with"),
    )
    status = forms.ChoiceField(
        choices=Service.Status.choices, widget=forms.RadioSelect, label=gettext_lazy("How it stands")
    )
    alert = _line(
        gettext_lazy("Something new or for a short time"), gettext_lazy("Such as: closed in August.")
    )
    phones = LinesField(
        label=gettext_lazy("Telephone"),
        help_text=gettext_lazy("One a line. What it is for comes after it: 020 7946 0000 (to book)."),
    )
    opening = LinesField(
        label=gettext_lazy("When it is open"),
        help_text=gettext_lazy(
            "One a line, such as: Monday to Friday 9:00 to 17:00 (by appointment). Only days with hours can be "
            "found by hours."
        ),
    )
    email = forms.EmailField(required=False, label=gettext_lazy("E-mail"))
    url = forms.URLField(
        required=False,
        label=gettext_lazy("Web page"),
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    languages = LinesField(label=gettext_lazy("Languages"), help_text=gettext_lazy("One a line."))
    fees = _line(gettext_lazy("What it costs"))
    minimum_age = forms.FloatField(
        required=False, min_value=0, max_value=120, label=gettext_lazy("From what age")
    )
    maximum_age = forms.FloatField(
        required=False, min_value=0, max_value=120, label=gettext_lazy("Up to what age")
    )
    eligibility = _text(gettext_lazy("Who can come"))
    how_to_ask = _text(gettext_lazy("How to begin"), gettext_lazy("Such as: just come, or ask your GP."))
    place = _line(gettext_lazy("Name of the place"))
    address = _line(gettext_lazy("House and street"))
    town = _line(gettext_lazy("Town"))
    county = _line(gettext_lazy("County"))
    postcode = _line(gettext_lazy("Postcode"), max_length=10)
    how_to_get_there = _text(
        gettext_lazy("How to get there"), gettext_lazy("Buses, trains, where the door is.")
    )
    getting_in = _text(gettext_lazy("Getting in"), gettext_lazy("Steps, lifts, hearing loops, toilets."))

    def begin_with(self, plain: Plain) -> None:
        for name, value in vars(plain).items():
            shown = "\n".join(value) if isinstance(value, tuple) and name != "needs" else value
            self.fields[name].initial = list(value) if name == "needs" else shown

    def plain(self) -> Plain:
        found = {name: self.cleaned_data[name] for name in NAMES}
        return Plain(**found | {"needs": tuple(found["needs"])})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        low, high = cleaned.get("minimum_age"), cleaned.get("maximum_age")
        if low is not None and high is not None and low > high:
            self.add_error("maximum_age", _("This is younger than the age from which people can come."))
        for name in ("minimum_age", "maximum_age"):
            if isinstance(value := cleaned.get(name), float) and value.is_integer():
                cleaned[name] = int(value)
        if any(cleaned.get(name) for name in ("place", "town", "county", "how_to_get_there", "getting_in")):
            for name in ("address", "postcode"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A place has a house, a street and a postcode."))
        return cleaned


class ServiceForm(PlainForm):
    organisation = _line(gettext_lazy("Who runs it"), gettext_lazy("An organisation."), required=True)
    area = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=gettext_lazy("Borough"),
        empty_label=gettext_lazy("every borough"),
        help_text=gettext_lazy("The organiser of this borough keeps it up to date."),
    )
    field_order = ("name", "organisation", "area")

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        person: Person,
        service: Service | None = None,
        plain: Plain | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_workable_by(person, programme, KEEPERS)
        if service is None or plain is None:
            self.fields["status"].initial = Service.Status.ACTIVE
            return
        self.begin_with(plain)
        self.fields["area"].initial = service.area_id
        self.fields["organisation"].initial = service.organisation.name if service.organisation else ""
        self.remember(
            {
                name: Stands(
                    field.initial if isinstance(field.initial, str) else repr(field.initial), _shown(field)
                )
                for name, field in self.fields.items()
            }
        )

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"plain": self.plain(), "organisation": said["organisation"], "area": said["area"]}


def _shown(field: forms.Field) -> str:
    initial = field.initial or ""
    return "; ".join(initial) if isinstance(initial, list) else str(initial)


class SuggestForm(PlainForm):
    why = _text(gettext_lazy("How you know"), gettext_lazy("Only who keeps the directory reads this."))

    def __init__(self, *args: Any, plain: Plain, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin_with(plain)

    def given(self) -> dict[str, Any]:
        return {"plain": self.plain(), "why": self.cleaned_data["why"]}


class DecideForm(PageForm):
    accept = forms.TypedChoiceField(
        choices=[("yes", gettext_lazy("Write it so")), ("no", gettext_lazy("Leave it as it is"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        label=gettext_lazy("What becomes of it"),
    )
    answer = _text(gettext_lazy("Answer to who suggested it"))


class TermForm(PageForm):
    need = forms.ChoiceField(
        required=False,
        choices=[("", gettext_lazy("nothing in particular")), *Need.choices],
        label=gettext_lazy("What people call it"),
    )


class DirectoryFileField(forms.FileField):
    """A file of the directory standard, opened here and nowhere else."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = super().clean(data, initial)
        try:
            found = read_json(sent.read(BYTES_AT_MOST + 1))
            rows_of(found)
        except BadDirectory as why:
            raise ValidationError(str(why)) from why
        return sent.name, found


class BringForm(PageForm):
    file = DirectoryFileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("JSON as Open Referral UK 3.0 writes it, 2 megabytes at most."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    area = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=gettext_lazy("Borough of new services that name none"),
        empty_label=gettext_lazy("every borough"),
    )

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_workable_by(person, programme, KEEPERS)

    def given(self) -> dict[str, Any]:
        name, found = self.cleaned_data["file"]
        return {"area": self.cleaned_data["area"], "file": name, "document": found}
