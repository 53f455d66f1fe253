"""Forms of support packs. Actions write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from saidanddone.pages.forms import KEY_HELP, PageForm, PageModelForm, SeveralRowsField
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import areas_of, areas_workable_by
from saidanddone.programme.rules import Person
from saidanddone.words.rules import is_language

from ..models import PackVersion, SupportPack
from ..queries.finding import running_services
from ..rules.keeping import KEEPERS

A_DAY = gettext_lazy("Such as 2026-03-04 or 04/03/2026.")
A_POST = gettext_lazy("A post, not somebody’s name. Such as: public health nurse.")
WRITTEN_DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y"]


def _day(label: Any, **more: Any) -> forms.DateField:
    wrong = {"invalid": gettext_lazy("Write a day as 04/03/2026 or 2026-03-04.")}
    return forms.DateField(
        **{"label": label, "help_text": A_DAY, "input_formats": WRITTEN_DAYS, "error_messages": wrong, **more}
    )


def _language() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("Its code, such as en, bn or pt-BR."),
        max_length=12,
        initial="en",
    )


def _text() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("What is in it"),
        help_text=gettext_lazy(
            "Write short sentences. # begins a heading, - a point of a list, and [words](https://…) make a link."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 16}),
    )


def _services() -> SeveralRowsField:
    return SeveralRowsField(queryset=None, required=False, label=gettext_lazy("Services that it names"))


class WithText(forms.BaseForm):
    """A text in one language, and the services beside it."""

    not_looked_at = ("text",)

    def clean_language(self) -> str:
        code: str = self.cleaned_data["language"]
        if not is_language(code):
            raise forms.ValidationError(gettext_lazy("This is no code of a language. Write en, bn or pt-BR."))
        return code

    def of_text(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"language": said["language"], "text": said["text"], "services": list(said["services"])}


class PackForm(PageModelForm):
    class Meta:
        model = SupportPack
        fields = ("title", "key", "event", "area", "handed_out_by")
        help_texts = {
            "key": KEY_HELP,
            "area": gettext_lazy("Leave this blank for every borough."),
            "handed_out_by": gettext_lazy("Such as: registrars, GPs, health visitors."),
        }

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_workable_by(person, programme, KEEPERS)


class NewPackForm(WithText, PackForm):
    language = _language()
    text = _text()
    services = _services()

    def __init__(self, *args: Any, programme: Programme, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, programme=programme, person=person, **kwargs)
        self.fields["services"].queryset = running_services(person, programme)

    def given(self) -> dict[str, Any]:
        return super().given() | self.of_text()


class VersionForm(WithText, PageForm):
    language = _language()
    text = _text()
    services = _services()

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        person: Person,
        before: PackVersion | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].queryset = running_services(person, programme)
        if before is not None:
            self.fields["language"].initial = before.language
            self.fields["text"].initial = before.text
            self.fields["services"].initial = before.services.all()

    def given(self) -> dict[str, Any]:
        return self.of_text()


class ReviewForm(PageForm):
    reviewed_by = forms.CharField(label=gettext_lazy("Reviewed by"), help_text=A_POST, max_length=200)
    reviewed_on = _day(gettext_lazy("Reviewed on"))
    next_review_on = _day(gettext_lazy("Next review"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewed_on"].initial = timezone.localdate().isoformat()


class HandOutForm(PageForm):
    who = forms.CharField(
        label=gettext_lazy("Who handed them out"),
        help_text=gettext_lazy("A place or a post, such as: register office. Never who took one."),
        max_length=200,
    )
    area = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=gettext_lazy("Borough"),
        empty_label=gettext_lazy("several boroughs"),
    )
    handed_on = _day(gettext_lazy("Until when"))
    how_many = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=1_000_000)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_of(programme)
        self.fields["handed_on"].initial = timezone.localdate().isoformat()
