"""Forms of the register of processing and of the impact assessment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import KEY_HELP, PageForm, PageModelForm, SeveralRowsField, Stands
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person

from ..models import Advice, AssessmentPart, Organisation, Purpose, Risk, SignOff
from ..queries.register import purposes_visible_to

A_DAY = gettext_lazy("Such as 2026-03-04 or 04/03/2026.")
A_POST = gettext_lazy("A post, not somebody’s name.")
OPEN_WHILE_BLANK = gettext_lazy("While this is blank it is shown as still to be decided.")


class PurposeForm(PageModelForm):
    not_looked_at = (
        "name", "what_for", "whose", "which_data", "basis_note", "policy_document", "recipients", "transfers",
        "security",
    )  # fmt: skip

    class Meta:
        model = Purpose
        fields = (
            "name", "key", "what_for", "whose", "which_data", "special", "article_6", "basis_note", "article_9",
            "schedule_1", "policy_document", "recipients", "transfers", "security", "kept_months", "kept_from",
            "ended_on",
        )  # fmt: skip
        help_texts = {
            "key": KEY_HELP,
            "what_for": gettext_lazy("In plain words: everybody reads them in the privacy notice."),
            "whose": gettext_lazy("In plain words, such as: people who came to a talk."),
            "which_data": gettext_lazy("In plain words, such as: what you said, your seat number."),
            "special": gettext_lazy(
                "Health, race or ethnic origin, beliefs, sex life or orientation, politics, trade union, genes, "
                "biometrics (Article 9(1))."
            ),
            "basis_note": gettext_lazy(
                "For a duty or a public task, the law that gives it. For legitimate interests, which ones and how "
                "they were weighed."
            ),
            "article_9": gettext_lazy("For special categories alone."),
            "schedule_1": gettext_lazy(
                "With Article 9(2)(b), (h), (i) or (j) a paragraph from 1 to 4, with (g) one from 6 to 28."
            ),
            "policy_document": gettext_lazy(
                "Where it is kept and when it was last reviewed. Paragraphs 1 and 6 to 28 need one."
            ),
            "recipients": gettext_lazy(
                "Kinds of people and bodies, in plain words. Nobody is an answer too."
            ),
            "transfers": gettext_lazy(
                "To which countries, and with which safeguards. None is an answer too."
            ),
            "ended_on": A_DAY,
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("what_for", "whose", "which_data", "basis_note", "policy_document", "recipients",
                         "transfers", "security")
        }  # fmt: skip


class DecisionForm(PageForm):
    decided_by = forms.CharField(label=gettext_lazy("Decided by"), help_text=A_POST, max_length=120)
    decided_on = forms.DateField(label=gettext_lazy("Decided on"), help_text=A_DAY)


class OrganisationForm(PageModelForm):
    purposes = SeveralRowsField(queryset=None, required=False, label=gettext_lazy("For which purposes"))

    class Meta:
        model = Organisation
        fields = (
            "name", "key", "part", "address", "contact_post", "contact_email", "dpo_contact", "agreement",
            "agreed_on",
        )  # fmt: skip
        help_texts = {
            "key": KEY_HELP,
            "contact_post": A_POST,
            "contact_email": gettext_lazy("Of the post. Everybody reads it in the privacy notice."),
            "dpo_contact": gettext_lazy("Everybody reads it in the privacy notice."),
            "agreement": gettext_lazy(
                "For joint controllers their arrangement (Article 26), for a processor the contract (Article 28)."
            ),
            "agreed_on": A_DAY,
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("address", "dpo_contact", "agreement")
        }

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purposes"].queryset = purposes_visible_to(person, programme)

    def given(self) -> dict[str, Any]:
        return super().given() | {"purposes": list(self.cleaned_data["purposes"])}


class RiskForm(PageModelForm):
    not_looked_at = ("what", "measure")

    class Meta:
        model = Risk
        fields = (
            "what",
            "key",
            "likelihood",
            "severity",
            "measure",
            "residual",
            "owner",
            "decided_on",
        )
        help_texts = {
            "key": KEY_HELP,
            "what": gettext_lazy("The harm to people, not to the programme."),
            "residual": gettext_lazy("Once the measure works. It is never higher than before."),
            "owner": A_POST,
            "decided_on": A_DAY,
        }
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("what", "measure")}


class AssessmentForm(PageForm):
    not_looked_at = tuple(AssessmentPart.Part.values)

    def __init__(self, *args: Any, stands: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, initial=stands, **kwargs)
        for part in AssessmentPart.Part:
            self.fields[part.value] = forms.CharField(
                required=False,
                label=part.label,
                help_text=OPEN_WHILE_BLANK,
                max_length=8_000,
                widget=forms.Textarea(attrs={"rows": 5}),
            )
            self.fields[part.value].hint_says_when = True
        self.remember(
            {
                part.value: Stands(stands.get(part.value, ""), stands.get(part.value, ""))
                for part in AssessmentPart.Part
            }
        )

    def given(self) -> dict[str, Any]:
        return {"words": super().given()}


class AdviceForm(PageForm):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Your advice"), choices=Advice.Verdict.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In words"), max_length=8_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    read = forms.CharField(widget=forms.HiddenInput, max_length=64)


class SignOffForm(PageModelForm):
    not_looked_at = ("reason",)

    class Meta:
        model = SignOff
        fields = (
            "measures_by",
            "residual_by",
            "taken",
            "reason",
            "ico_consulted_on",
            "review_by",
            "review_on",
        )
        help_texts = {
            "measures_by": A_POST,
            "residual_by": A_POST,
            "reason": gettext_lazy("Needed where the advice is overruled."),
            "ico_consulted_on": gettext_lazy("Needed where a high risk remains (Article 36)."),
            "review_by": A_POST,
            "review_on": A_DAY,
        }
        widgets = {"reason": forms.Textarea(attrs={"rows": 3}), "taken": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taken"].choices = SignOff.Taken.choices
        for name in ("reason", "ico_consulted_on"):
            self.fields[name].hint_says_when = True


class TodayField(forms.DateField):
    """A day that begins as today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"initial": timezone.localdate, "help_text": A_DAY, **kwargs})
