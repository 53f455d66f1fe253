"""Who is in the room for those who are not all right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import PageForm
from saidanddone.people.models import Account

from ..models import Conversation
from ..queries import leads_for


class OpeningForm(PageForm):
    safeguarding_lead = forms.ModelChoiceField(
        queryset=Account.objects.none(),
        label=gettext_lazy("Safeguarding lead in the room"),
        help_text=gettext_lazy("Somebody who is here now and stays to the end."),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [lead.pk for lead in leads_for(conversation)]
        self.fields["safeguarding_lead"].queryset = Account.objects.filter(pk__in=named).order_by("name")
