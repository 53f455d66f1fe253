"""Forms of a resident's own pages: few words, one thing a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import PageForm, PageModelForm
from saidanddone.people.models import About
from saidanddone.words.rules import is_language

YES_OR_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
KEEP_WORDS, TAKE_WORDS = "keep", "take"
# A phone that somebody else uses shall not offer what was typed here.
UNREMEMBERED = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class CodeForm(PageForm):
    code = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=80,
        help_text=gettext_lazy(
            "It is on your card or in your letter. Small or big letters are fine. You can leave out the lines "
            "between them."
        ),
        widget=forms.TextInput(attrs=UNREMEMBERED | {"class": "code-field"}),
    )


class EmailForm(PageForm):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"), widget=forms.EmailInput(attrs=UNREMEMBERED)
    )


class MeantForm(PageForm):
    verb_looks_at = ("words",)

    words = forms.CharField(
        label=gettext_lazy("What I meant"),
        max_length=5_000,
        help_text=gettext_lazy("Leave out names, and things that say who you are."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    keep = forms.BooleanField(
        required=False,
        label=gettext_lazy("Keep these details"),
        help_text=gettext_lazy("Only tick this if they are not about a person."),
    )


class ConsentsForm(PageForm):
    """One question a purpose, each with the words in which it is asked; a question may be left alone."""

    def __init__(self, *args: Any, asked: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in asked:
            self.fields[each.field] = forms.ChoiceField(
                required=False,
                label=each.words,
                help_text=each.says,
                choices=YES_OR_NO,
                initial=each.now,
                widget=forms.RadioSelect,
            )
            self.fields[each.field].hint_says_when = True
        self.purposes = {each.field: each.purpose for each in asked}

    def given(self) -> dict[str, Any]:
        chosen = {
            purpose: self.cleaned_data[field] == "yes"
            for field, purpose in self.purposes.items()
            # What stands and is sent again as it stood was not answered today, and keeps its day and its words.
            if self.cleaned_data.get(field) and field in self.changed_data
        }
        return {"given": chosen}


class ContactForm(PageForm):
    name = forms.CharField(required=False, label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(required=False, label=gettext_lazy("E-mail"), max_length=254)
    phone = forms.CharField(required=False, label=gettext_lazy("Phone"), max_length=40)
    address = forms.CharField(
        required=False,
        label=gettext_lazy("Where to send a letter"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    language = forms.CharField(
        required=False,
        label=gettext_lazy("Language you like to read"),
        max_length=12,
        help_text=gettext_lazy("Its short code, such as en for English or bn for Bengali."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def clean_language(self) -> str:
        code = self.cleaned_data["language"].strip()
        if code and not is_language(code):
            raise forms.ValidationError(_("Write the short code of a language, such as en."))
        return code

    def given(self) -> dict[str, Any]:
        return {"fields": super().given()}


class AboutForm(PageModelForm):
    class Meta:
        model = About
        fields = ("age_band", "gender", "ethnic_group", "disability")
        labels = {
            "age_band": gettext_lazy("How old are you?"),
            "gender": gettext_lazy("Are you a woman, a man, or another way?"),
            "ethnic_group": gettext_lazy("Which group do you feel part of?"),
            "disability": gettext_lazy("Do you have an illness that makes day-to-day things hard?"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._meta.fields:
            field = self.fields[name]
            field.choices = [("", _("I do not want to say")), *list(field.choices)[1:]]


class EraseForm(PageForm):
    words = forms.ChoiceField(
        label=gettext_lazy("What shall we do with what you said?"),
        choices=[
            (KEEP_WORDS, gettext_lazy("Keep my words, but not that they are mine")),
            (TAKE_WORDS, gettext_lazy("Take my words away too")),
        ],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(
        label=gettext_lazy("Yes, I want this. I know that it cannot be undone."),
        error_messages={"required": gettext_lazy("Tick this box if you are sure.")},
    )

    def given(self) -> dict[str, Any]:
        return {"take_words": self.cleaned_data["words"] == TAKE_WORDS}


class NotAllRightForm(PageForm):
    said = forms.CharField(
        required=False,
        label=gettext_lazy("What would you like us to know?"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    # Nothing may keep the call back: whoever leaves it out is told to those who help all the same.
    get_in_touch = forms.ChoiceField(
        required=False,
        label=gettext_lazy("May we get in touch with you?"),
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
    )
    how = forms.CharField(
        required=False,
        label=gettext_lazy("How can we reach you?"),
        max_length=200,
        help_text=gettext_lazy("A phone number or an e-mail. Say when is a good time."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    how.hint_says_when = True

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "said": data["said"].strip(),
            "get_in_touch": data["get_in_touch"] == "yes",
            "how": data["how"].strip() if data["get_in_touch"] == "yes" else "",
        }
