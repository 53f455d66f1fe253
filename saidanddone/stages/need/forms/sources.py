"""The form for a source."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import KEY_HELP, PageModelForm
from saidanddone.programme.models import Source


class ChangeSourceForm(PageModelForm):
    class Meta:
        model = Source
        fields: tuple[str, ...] = ("title", "publisher", "year", "licence", "attribution", "address")
        widgets = {"attribution": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "title": gettext_lazy("Such as: Indices of Deprivation 2025."),
            "year": gettext_lazy("When it was published, or what years it speaks of, such as 2015 to 2021."),
            "licence": gettext_lazy("Such as: OGL v3."),
            "attribution": gettext_lazy(
                "What the licence asks to be said, word for word. It is printed wherever the numbers are shown."
            ),
            "address": gettext_lazy("Where it can be read, beginning with https."),
        }

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        if address and not address.startswith(("https://", "http://")):
            raise forms.ValidationError(_("An address on the web begins with https:// or http://."))
        return address


class SourceForm(ChangeSourceForm):
    class Meta(ChangeSourceForm.Meta):
        fields = (*ChangeSourceForm.Meta.fields, "key")
        help_texts = ChangeSourceForm.Meta.help_texts | {"key": KEY_HELP}
