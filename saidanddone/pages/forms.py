"""A form page: one place that shows a form, keeps what was typed and hands clean data to an action."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.people.rules import Refused
from saidanddone.people.rules.letters import check_line
from saidanddone.programme.models import Area
from saidanddone.thread.registry import Note, look_at

from .door import Here

OPENED_AS = "opened_as"

KEY_HELP = gettext_lazy("The short name in addresses and files: lower-case letters, digits and hyphens.")
# How people write a day, a month or a year, the day always first, and how much of an ISO date each gives.
WRITTEN_DAYS = (
    *((form, 10) for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")),
    *((form, 7) for form in ("%Y-%m", "%m/%Y", "%m.%Y", "%B %Y", "%b %Y")),
    ("%Y", 4),
)


@dataclass(frozen=True)
class Stands:
    """What a field says in the database now: its value, and the same in words."""

    value: object
    words: str


class NoticesChanges(forms.BaseForm):
    """A form that carries what was written when it was opened.

    Where somebody else has changed that since, it is not written over: the form comes back with what stands
    there now, and takes its place when it is sent again.
    """

    # Whatever is typed may be about somebody who is not all right, and is looked at once it is kept. Left out are
    # fields whose verb looks at the words itself, and those in which a hint would say nothing new of a person.
    verb_looks_at: Collection[str] = ()
    not_looked_at: Collection[str] = ()

    def notes(self) -> list[str]:
        """What was typed, as far as it is new, in words of somebody's own choosing."""
        left_out = {*self.verb_looks_at, *self.not_looked_at, OPENED_AS}
        return [
            value
            for name in self.changed_data
            if name not in left_out
            and type(self.fields[name]) is forms.CharField
            and isinstance(value := self.cleaned_data.get(name), str)
            and value
        ]

    def remember(self, stands: Mapping[str, Stands]) -> None:
        self.now = dict(stands)
        written = repr({name: each.value for name, each in self.now.items()})
        self.fields[OPENED_AS] = forms.CharField(
            initial=sha256(written.encode()).hexdigest()[:16],
            required=False,
            widget=forms.HiddenInput,
            max_length=16,
        )

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._refuse_hidden_letters()
        opened = self.cleaned_data.get(OPENED_AS)
        now = self.fields[OPENED_AS].initial if OPENED_AS in self.fields else None
        if opened and opened != now and (others := self._unlike()):
            self.data = self.data.copy()  # type: ignore[attr-defined]  # what a request sent
            self.data[self.add_prefix(OPENED_AS)] = now  # type: ignore[index]
            raise ValidationError(
                _(
                    "Somebody has changed this since you opened it. What you wrote is still here. Where it "
                    "differs, there stands now: %(others)s. Send it again to put yours in its place."
                )
                % {"others": "; ".join(others)}
            )
        return self.cleaned_data

    def _refuse_hidden_letters(self) -> None:
        """In what is typed in one line. Longer texts are kept as people wrote them."""
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and not isinstance(self.fields[name].widget, forms.Textarea):
                try:
                    check_line(value)
                except Refused as why:
                    self.add_error(name, str(why))

    def _unlike(self) -> list[str]:
        """What is written now, field by field, where that is not what was sent."""
        return [
            _("%(field)s: “%(value)s”") % {"field": self.fields[name].label, "value": shortened(each.words)}
            for name, each in self.now.items()
            if name in self.changed_data and not self._only_ends_lines_otherwise(name, each)
        ]

    def _only_ends_lines_otherwise(self, name: str, each: Stands) -> bool:
        """A browser ends lines with two letters, a table with one."""
        sent = self.data.get(self.add_prefix(name), "")
        return isinstance(each.value, str) and sent.splitlines() == each.value.splitlines()


class PageForm(NoticesChanges, forms.Form):
    """Base of plain forms; errors and hints are tied to their fields for those who cannot see them."""

    template_name = "pages/form_fields.html"

    def given(self) -> dict[str, Any]:
        """The clean data as the action takes it: each field under its own name."""
        return {name: value for name, value in self.cleaned_data.items() if name != OPENED_AS}


class PageModelForm(NoticesChanges, forms.ModelForm):  # type: ignore[type-arg]
    """Base of forms that check a model's fields. They never save: actions write."""

    template_name = "pages/form_fields.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.remember({name: self._stands(name) for name in self.fields})

    def _stands(self, name: str) -> Stands:
        """What the row says in a field; of rows that belong to it, what the form begins with."""
        if name not in (self._meta.fields or ()):
            value = self.initial.get(name, "")
            rows = list(value) if isinstance(value, list | tuple | QuerySet) else [value]
            return Stands([getattr(row, "pk", row) for row in rows], "; ".join(map(str, rows)))
        value = getattr(self.instance, name)
        shown = getattr(self.instance, f"get_{name}_display", lambda: "" if value is None else value)()
        return Stands(self.instance.serializable_value(name), str(shown))

    def given(self) -> dict[str, Any]:
        """The clean data as the action takes it: the row's own fields. What else there is, a form adds."""
        return {"fields": {name: self.cleaned_data[name] for name in self._meta.fields}}

    def save(self, commit: bool = True) -> Any:
        raise TypeError("forms only check; hand cleaned_data to an action")


def shortened(value: str) -> str:
    return value if len(value) <= 200 else f"{value[:199]}…"


class SeveralRowsField(forms.ModelMultipleChoiceField):
    """Rows to tick. A number too large for the database names none of them."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except (OverflowError, DataError) as why:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value[0]}
            ) from why


class PartialDateField(forms.CharField):
    """A date of which perhaps only the month or the year is known, as people write it; kept as ISO."""

    default_error_messages = {
        "invalid": gettext_lazy(
            "Write a date as 31/10/2018 or 2018-10-31, or as 10/2018, 2018-10 or 2018 where no more is known."
        )
    }

    def __init__(self, *, help_text: Any = "", **kwargs: Any) -> None:
        says = gettext_lazy(
            "Such as 31/10/2018 or 2018-10-31; 10/2018, 2018-10 or 2018 where no more is known."
        )
        # The length that a model allows is that of the ISO date, which is shorter than some that are written.
        super().__init__(**kwargs | {"help_text": help_text or says, "max_length": 30})

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        if typed in self.empty_values:
            return typed
        plain = re.sub(r"(?i)(?<=\d)(st|nd|rd|th)\b|(?<=\bsep)t\b", "", typed)
        for form, length in WRITTEN_DAYS:
            try:
                return datetime.strptime(plain, form).date().isoformat()[:length]
            except ValueError:
                continue
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class IdeasField(forms.CharField):
    """Ideas named by their keys. A form says with `find` which ideas and which unknown keys a text holds."""

    find: Callable[[str], tuple[list[Any], list[str]]]
    default_error_messages = {"unknown": gettext_lazy("There is no idea with the key %(keys)s.")}

    def __init__(self, **kwargs: Any) -> None:
        says = gettext_lazy("Their keys with a comma between them, such as i001, i014.")
        super().__init__(**{"required": False, "help_text": says, **kwargs})

    def clean(self, value: Any) -> Any:
        found, unknown = self.find(super().clean(value))
        if unknown:
            raise ValidationError(
                self.error_messages["unknown"], code="unknown", params={"keys": ", ".join(unknown)}
            )
        return found


def beside_its_field(check: Callable[[str], object], value: str) -> str:
    """The value, or a rule's own sentence as an error of the field that it is about."""
    try:
        check(value)
    except Refused as why:
        raise ValidationError(str(why)) from why
    return value


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to. A form that was sent empty was sent: it is answered with its errors."""
    return request.POST if request.method == "POST" else None


def _note(here: Here, form: PageForm | PageModelForm, title: str) -> Note:
    area = form.cleaned_data.get("area") or getattr(getattr(form, "instance", None), "area", None)
    return Note(
        form.notes(),
        here.programme,
        area if isinstance(area, Area) else None,
        title,
        here.person.account,
    )


def form_page(
    request: HttpRequest,
    here: Here,
    form: PageForm | PageModelForm,
    *,
    action: Callable[..., Any],
    title: str,
    done: str | Callable[[Any], str],
    button: str,
    back: str,
    onward: Callable[[Any], str] | None = None,
    intro: str = "",
    context: dict[str, Any] | None = None,
    template: str = "pages/form_page.html",
) -> HttpResponse:
    """Show the form, or, when it is sent and clean, hand what it gives to the action and go on.

    The next page is what `onward` says of what the action returned, or else `back`. A sentence that an
    action refuses with (Refused, ValidationError) is shown above the form, with everything that was typed
    still in it. `done` is what the next page says has happened, or makes it of what was returned. A `template` of one's own extends the usual
    one and fills `before_form` or `after_form`.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = action(person=here.person, by=here.person.account, **form.given())
        except (Refused, ValidationError) as why:
            form.add_error(None, why if isinstance(why, ValidationError) else str(why))
        else:
            messages.success(request, done(made) if callable(done) else done)
            for says in look_at(_note(here, form, title)):
                messages.warning(request, says)
            return HttpResponseRedirect(onward(made) if onward else back)
    shown = {"form": form, "title": title, "button": button, "back": back, "intro": intro, **(context or {})}
    return render(request, template, shown, status=422 if form.errors else 200)
