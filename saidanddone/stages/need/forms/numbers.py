"""How large a number may be that somebody types: as in a file, so that its square is a number still."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy

from saidanddone.files.cells import LARGEST

TOO_LARGE = gettext_lazy("This number is too large to be worked with.")


def keep_numbers_small(form: forms.Form | forms.ModelForm) -> None:
    for field in form.fields.values():
        if isinstance(field, forms.FloatField):
            field.validators += [
                MinValueValidator(-LARGEST, TOO_LARGE),
                MaxValueValidator(LARGEST, TOO_LARGE),
            ]
