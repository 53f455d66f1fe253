"""Forms of this stage's work pages. They only check; actions write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import KEY_HELP, PageForm, PageModelForm, PartialDateField
from saidanddone.programme.models import Programme, SpokenRole
from saidanddone.programme.queries import areas_of

from .actions import Spoken
from .models import Interview, Question, Response, Survey

UNKNOWN_HELP = gettext_lazy("Leave this blank where it is not known. It is then shown as not published.")
language_validator = RegexValidator(
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$", gettext_lazy("Write the language as a short code, such as en or bn.")
)


class SurveyForm(PageModelForm):
    class Meta:
        model = Survey
        fields = (
            "name", "key", "audience", "sent_on", "closed_on", "attended", "attended_is", "reachable", "asked",
        )  # fmt: skip
        field_classes = {"sent_on": PartialDateField, "closed_on": PartialDateField}
        help_texts = {
            "key": KEY_HELP,
            "attended": UNKNOWN_HELP,
            "attended_is": gettext_lazy("An assumed number is said to be assumed wherever it serves."),
            "reachable": UNKNOWN_HELP,
            "asked": UNKNOWN_HELP,
        }


class QuestionForm(PageModelForm):
    not_looked_at = ("text", "yes_means")

    class Meta:
        model = Question
        fields = ("text", "key", "position", "kind", "yes_means")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "text": gettext_lazy("Word for word, as people read it."),
            "key": gettext_lazy(
                "Give the same key to a question that another survey asks too, so that the two are compared."
            ),
            "yes_means": gettext_lazy(
                "Yes or no for a yes-or-no question; one of the answers for a choice; blank for own words."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["yes_means"].hint_says_when = True


class LanguageField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Language of the words"),
            initial="en",
            max_length=12,
            validators=[language_validator],
            help_text=gettext_lazy("A short code, such as en for English or bn for Bengali."),
            **kwargs,
        )


class QuotableField(forms.BooleanField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("May be quoted"),
            required=False,
            help_text=gettext_lazy("Tick this only where the person said so."),
            **kwargs,
        )


class ResponseForm(PageForm):
    """Every question of one survey, as one person answered it. No name and no date is asked for."""

    role = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Role"),
        choices=[("", gettext_lazy("not said")), *SpokenRole.choices],
    )
    area = forms.ModelChoiceField(
        queryset=None, required=False, label=gettext_lazy("Borough"), empty_label=gettext_lazy("not said")
    )

    def __init__(
        self, *args: Any, programme: Programme, questions: Sequence[Question], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        opens = {each for each in self.questions if each.kind == Question.Kind.OPEN}
        self.verb_looks_at = [f"question-{each.key}" for each in opens]
        # A ticked answer has the words of the questionnaire, and a note of it would tie it to a moment.
        self.not_looked_at = [f"question-{each.key}" for each in self.questions if each not in opens]
        self.fields["area"].queryset = areas_of(programme)
        for question in self.questions:
            self._add(question)
        if any(question.kind == Question.Kind.OPEN for question in self.questions):
            self.fields["language"] = LanguageField()

    def _add(self, question: Question) -> None:
        name = f"question-{question.key}"
        if question.kind == Question.Kind.YES_NO:
            choices = [("", _("left blank")), ("yes", _("yes")), ("no", _("no"))]
            self.fields[name] = forms.ChoiceField(
                label=question.text, required=False, choices=choices, widget=forms.RadioSelect
            )
        elif question.kind == Question.Kind.CHOICE:
            self.fields[name] = forms.CharField(
                label=question.text,
                required=False,
                max_length=60,
                help_text=_("The answer that was ticked, in the words of the questionnaire."),
            )
        else:
            widget = forms.Textarea(attrs={"rows": 4})
            self.fields[name] = forms.CharField(label=question.text, required=False, widget=widget)
            self.fields[f"quotable-{question.key}"] = forms.BooleanField(
                label=_("These words may be quoted: “%(question)s”") % {"question": question.text},
                required=False,
            )

    def given(self) -> dict[str, Any]:
        """What was ticked, and what was written, with its language and whether it may be quoted."""
        data = self.cleaned_data
        return {
            "role": data["role"],
            "area": data["area"],
            "values": self._answered(is_open=False),
            "words": {
                question: Spoken(words, data["language"], data[f"quotable-{question.key}"])
                for question, words in self._answered(is_open=True).items()
            },
        }

    def _answered(self, *, is_open: bool) -> dict[Question, str]:
        asked = [each for each in self.questions if (each.kind == Question.Kind.OPEN) == is_open]
        answers = {each: self.cleaned_data[f"question-{each.key}"] for each in asked}
        return {question: answer for question, answer in answers.items() if answer}


class WordsForm(PageForm):
    """Words of an interview, or of a response that is in already."""

    verb_looks_at = ("words",)

    words = forms.CharField(label=gettext_lazy("Words"), widget=forms.Textarea(attrs={"rows": 5}))
    language = LanguageField()
    quotable = QuotableField()

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"spoken": Spoken(data["words"], data["language"], data["quotable"])}


class OpenAnswerForm(WordsForm):
    response = forms.CharField(
        label=gettext_lazy("Key of the response"),
        max_length=60,
        help_text=gettext_lazy("As the list of responses shows it."),
    )
    question = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Question that they answer"))
    field_order = ("response", "question")

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey
        self.fields["question"].queryset = survey.questions.filter(kind=Question.Kind.OPEN)

    def clean_response(self) -> Response:
        key = self.cleaned_data["response"]
        found = self.survey.responses.filter(key=key).first()
        if found is None:
            raise forms.ValidationError(
                _("There is no response with the key “%(key)s” in this survey.") % {"key": key}
            )
        return found

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().given() | {"response": data["response"], "question": data["question"]}


class InterviewForm(PageModelForm):
    class Meta:
        model = Interview
        fields = ("key", "audience", "area", "held_on")
        field_classes = {"held_on": PartialDateField}
        help_texts = {
            "key": gettext_lazy("A number or a word, never a name: lower-case letters, digits and hyphens."),
            "area": gettext_lazy(
                "Only the lead and the evaluator see it: there is one organiser a borough, so it is nearly a name."
            ),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_of(programme)
