from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import PageModelForm

from ..models import CheckedWorker

DAY = forms.DateInput(attrs={"type": "date"})


class CheckedWorkerForm(PageModelForm):
    class Meta:
        model = CheckedWorker
        fields = ("who", "check_seen_on", "check_ends_on")
        widgets = {"check_seen_on": DAY, "check_ends_on": DAY}
        help_texts = {
            "check_seen_on": gettext_lazy(
                "The day on which you saw the certificate or looked it up. Keep no copy of it."
            ),
        }
