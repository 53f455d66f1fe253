"""Forms of this stage's work pages. They only check; actions write."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import IdeasField, PageForm, PageModelForm, SeveralRowsField, beside_its_field
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import aspirations_of, sources_of

from .models import Code, Recommendation, Theme
from .queries import codes_to_choose, ideas_named, themes_by_programme
from .rules import span_of

KEY_HINT = gettext_lazy(
    "The short name in addresses and files: lower-case letters, digits and hyphens, such as safe-places."
)


class ThemeForm(PageModelForm):
    class Meta:
        model = Theme
        fields = ("name", "key", "summary", "aspiration")
        help_texts = {"key": KEY_HINT}

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aspiration"].queryset = aspirations_of(programme)


class CodeForm(PageModelForm):
    not_looked_at = ("name", "definition", "use_when", "not_when")

    class Meta:
        model = Code
        fields = ("name", "key", "theme", "definition", "use_when", "not_when", "example", "colour")
        help_texts = {
            "key": KEY_HINT,
            "theme": gettext_lazy("A code may wait for its theme: leave this blank until you know."),
            "colour": gettext_lazy("For marking on screen, such as #0072B2."),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = themes_by_programme(programme)


class RecommendationForm(PageModelForm):
    themes = SeveralRowsField(
        queryset=None, required=False, label=gettext_lazy("Themes that it follows from")
    )
    ideas = IdeasField(
        label=gettext_lazy("Ideas that it follows from"),
        error_messages={
            "unknown": gettext_lazy(
                "There is no idea with the key %(keys)s. An idea's key stands on its page, such as i001."
            )
        },
    )

    class Meta:
        model = Recommendation
        fields = ("statement", "key", "addressed_to", "aspiration", "source", "source_page")
        help_texts = {
            "key": KEY_HINT,
            "addressed_to": gettext_lazy("Who should do it: schools, the council, employers."),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aspiration"].queryset = aspirations_of(programme)
        self.fields["source"].queryset = sources_of(programme)
        self.fields["themes"].queryset = themes_by_programme(programme)
        self.fields["ideas"].find = partial(ideas_named, programme)

    def given(self) -> dict[str, Any]:
        return super().given() | {
            "themes": list(self.cleaned_data["themes"]),
            "ideas": self.cleaned_data["ideas"],
        }


class ByTheme(ModelChoiceIterator):
    """Codes under the names of their themes; the query brings them in that order."""

    def __iter__(self) -> Iterator[Any]:
        for theme, codes in groupby(self.queryset, key=lambda code: code.theme):
            yield (theme.name if theme else _("No theme yet"), [self.choice(code) for code in codes])


class CodeBoxes(forms.CheckboxSelectMultiple):
    """Boxes to tick without a mouse: the first has the focus, and says the text to those who cannot see it."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if option["index"] in {"0", "0_0"}:
            option["attrs"] |= {"autofocus": True, "aria-describedby": "text-to-code"}
        return option


class CodesByTheme(SeveralRowsField):
    """Codes to tick, grouped under their themes, each with its definition at hand."""

    widget = CodeBoxes
    iterator = ByTheme

    def label_from_instance(self, code: Code) -> str:
        return f"{code.name}: {code.definition}"


class CodingForm(PageForm):
    not_looked_at = ("quoted",)

    codes = CodesByTheme(
        queryset=None,
        label=gettext_lazy("Which codes fit?"),
        help_text=gettext_lazy("On a keyboard: Tab goes on, Space ticks, Enter keeps the coding."),
    )
    quoted = forms.CharField(
        required=False,
        strip=False,
        label=gettext_lazy("Only these words of the text"),
        help_text=gettext_lazy("Copy them exactly. Leave this blank to code the whole text."),
    )
    worth_quoting = forms.BooleanField(required=False, label=gettext_lazy("Worth quoting"))
    memo = forms.CharField(
        required=False,
        label=gettext_lazy("Memo"),
        help_text=gettext_lazy("What you were unsure of, for you and the other coders. Never a name."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, programme: Programme, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        self.fields["codes"].queryset = codes_to_choose(programme)

    def clean_quoted(self) -> str:
        quoted: str = self.cleaned_data["quoted"]
        if not quoted.strip():
            return ""
        # A copied phrase often brings a space along; the words themselves must stand exactly.
        quoted = quoted if quoted in self.words else quoted.strip()
        return beside_its_field(lambda words: span_of(self.words, words), quoted)
