from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import PageModelForm

from ..models import RetentionRule
from ..rules.retention import counted_from_choices
from .register import A_POST


class RetentionForm(PageModelForm):
    class Meta:
        model = RetentionRule
        fields = ("months", "counted_from", "decided_by", "decided_on")
        help_texts = {
            "decided_by": A_POST,
            "decided_on": gettext_lazy("Such as 2026-03-04. While both are blank, nothing goes by itself."),
        }
        widgets = {"counted_from": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counted_from"].choices = counted_from_choices(self.instance.kind)
        for name in ("decided_by", "decided_on"):
            self.fields[name].hint_says_when = True

    def given(self) -> dict[str, Any]:
        return dict(super().given()["fields"])
