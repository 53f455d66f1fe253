"""What is looked at before standardised rates are put in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from saidanddone.pages.forms import PageForm


class PutInForm(PageForm):
    """Carries the fingerprint of what the page showed, so that nothing else is put in."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def __init__(self, *args: Any, fingerprint: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": fingerprint}, **kwargs)
        self.fingerprint = fingerprint

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("seen") != self.fingerprint:
            self.data = self.data.copy()
            self.data["seen"] = self.fingerprint
            raise ValidationError(
                _(
                    "Counts or values have changed since you opened this page. Below is what would change now: look "
                    "at it, and send it again."
                )
            )
        return self.cleaned_data
