"""A form page: one place that shows a form, keeps what was typed and hands clean data to an action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from saidanddone.people.rules import Refused

from .door import Here


class PageForm(forms.Form):
    """Base of plain forms; errors and hints are tied to their fields for those who cannot see them."""

    template_name = "pages/form_fields.html"

    def given(self) -> dict[str, Any]:
        """The clean data as the action takes it: each field under its own name."""
        return dict(self.cleaned_data)


class PageModelForm(forms.ModelForm):  # type: ignore[type-arg]
    """Base of forms that check a model's fields. They never save: actions write."""

    template_name = "pages/form_fields.html"

    def given(self) -> dict[str, Any]:
        """The clean data as the action takes it: the row's own fields. What else there is, a form adds."""
        return {"fields": {name: self.cleaned_data[name] for name in self._meta.fields}}

    def save(self, commit: bool = True) -> Any:
        raise TypeError("forms only check; hand cleaned_data to an action")


class SeveralRowsField(forms.ModelMultipleChoiceField):
    """Rows to tick. A number too large for the database names none of them."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except (OverflowError, DataError) as why:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value[0]}
            ) from why


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to. A form that was sent empty was sent: it is answered with its errors."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    here: Here,
    form: PageForm | PageModelForm,
    *,
    action: Callable[..., Any],
    title: str,
    done: str,
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
    still in it. `done` is what the next page says has happened. A `template` of one's own extends the usual
    one and fills `before_form` or `after_form`.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = action(person=here.person, by=here.person.account, **form.given())
        except (Refused, ValidationError) as why:
            form.add_error(None, why if isinstance(why, ValidationError) else str(why))
        else:
            messages.success(request, done)
            return HttpResponseRedirect(onward(made) if onward else back)
    shown = {"form": form, "title": title, "button": button, "back": back, "intro": intro, **(context or {})}
    return render(request, template, shown, status=422 if form.errors else 200)
