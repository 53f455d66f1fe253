"""A table is brought, and somebody says what it holds and what its columns are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from saidanddone.pages.forms import PageForm
from saidanddone.programme.models import Direction, Programme
from saidanddone.programme.queries import sources_of

from ..models import EARLIEST_YEAR, LATEST_YEAR, BroughtTable, Indicator, IndicatorValue
from ..queries.bringing import Named, Reading
from ..queries.bringing.meanings import LEFT_OUT, MEANINGS, Holds
from .numbers import keep_numbers_small

BYTES_AT_MOST = 20_000_000
ENDINGS = (".csv", ".xlsx")
CODES = "codes-known"


class TableFileField(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> tuple[str, bytes]:
        sent = super().clean(data, initial)
        if not sent.name.lower().endswith(ENDINGS):
            raise ValidationError(_("This is neither CSV nor XLSX. Save the table as one of the two."))
        if sent.size > BYTES_AT_MOST:
            raise ValidationError(_("This file is larger than 20 megabytes. Bring in a part at a time."))
        return sent.name[-BroughtTable._meta.get_field("file").max_length :], sent.read()


class BringForm(PageForm):
    file = TableFileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy(
            "CSV in UTF-8 or XLSX, of which the first sheet is read, 20 megabytes at most. The first line is the heading."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    holds = forms.ChoiceField(
        label=gettext_lazy("What it holds"),
        required=False,
        choices=[("", gettext_lazy("see for yourself, by its headings")), *Holds.choices],
    )
    source = forms.ModelChoiceField(
        label=gettext_lazy("Which source it is from"),
        queryset=None,
        required=False,
        to_field_name="key",
        empty_label=gettext_lazy("none of these"),
        help_text=gettext_lazy("It is written beside every row, and is the source of new indicators."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources_of(programme)

    def given(self) -> dict[str, Any]:
        (file, content), source = self.cleaned_data["file"], self.cleaned_data["source"]
        return {
            "file": file,
            "content": content,
            "holds": self.cleaned_data["holds"],
            "source": source.key if source else "",
        }


class Part:
    """Some fields of the form under a heading of their own."""

    def __init__(self, title: str, says: str, fields: list[BoundField]) -> None:
        self.title, self.says, self.visible_fields = title, says, fields


class SayForm(PageForm):
    """Nothing here is required: what is still to be said stands in the plan, with the way to its field."""

    template_name = "need/brought_fields.html"

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = reading
        self.marks = list(reading.marks_found)
        self.named = list(reading.named.values())
        self._add_whole()
        self._add_columns()
        self._add_marks()
        for at, named in enumerate(self.named):
            self._add_named(at, named)
        for field in self.fields.values():
            field.hint_says_when = True
        keep_numbers_small(self)
        self.not_looked_at = tuple(self.fields)  # headings and codes of a table speak of nobody

    def _add_whole(self) -> None:
        reading, said = self.reading, self.reading.said
        self.fields["holds"] = forms.ChoiceField(
            label=_("What it holds"),
            choices=Holds.choices,
            initial=reading.holds,
            help_text=_("If you change this, its columns are looked at anew."),
        )
        self.fields["source"] = forms.ChoiceField(
            label=_("Which source it is from"),
            required=False,
            choices=[
                ("", _("none of these")),
                *((key, row.title) for key, row in reading.known.sources.items()),
            ],
            initial=said.get("source", ""),
        )
        if reading.asks_year:
            self.fields["year"] = forms.IntegerField(
                label=_("Which year it is of"),
                required=False,
                initial=said.get("year"),
                validators=[MinValueValidator(EARLIEST_YEAR), MaxValueValidator(LATEST_YEAR)],
            )
        if reading.asks_which_indicator:
            self.fields["indicator"] = self._code(_("Which indicator it is of"), said.get("indicator", ""))
        self.fields["leave_out"] = forms.BooleanField(
            label=_("Leave out lines of places that are not in this programme"),
            required=False,
            initial=bool(said.get("leave_out")),
        )

    def _add_columns(self) -> None:
        choices = [
            (LEFT_OUT, _("left out")),
            *((each.key, each.label) for each in MEANINGS[self.reading.holds]),
        ]
        for column, meaning in self.reading.columns.items():
            cells = self.reading.first_cells(column)
            self.fields[self.reading.field(column)] = forms.ChoiceField(
                label=column,
                required=False,
                choices=choices,
                initial=meaning,
                help_text=_("Begins: %(cells)s") % {"cells": " · ".join(each[:40] for each in cells)}
                if cells
                else "",
            )

    def _add_marks(self) -> None:
        choices = [("", _("a mistake, to be mended in the file")), *IndicatorValue.Status.choices[1:]]
        for at, (mark, count) in enumerate(self.reading.marks_found.items()):
            says = ngettext("In %(n)s cell.", "In %(n)s cells.", count) % {"n": f"{count:,}"}
            self.fields[f"m{at}"] = forms.ChoiceField(
                label=_("“%(mark)s”") % {"mark": mark},
                required=False,
                choices=choices,
                initial=self.reading.mark_means(mark),
                help_text=says,
            )

    def _code(self, label: str, initial: str, hint: str = "") -> forms.CharField:
        widget = forms.TextInput(attrs={"list": CODES, "autocomplete": "off"})
        return forms.CharField(
            label=label, required=False, max_length=60, initial=initial, widget=widget, help_text=hint
        )

    def _add_named(self, at: int, named: Named) -> None:
        if named.row is not None:
            hint = _("Here already: %(name)s.") % {"name": named.row.name}
        else:
            hint = _("The short name of one that is here, or of a new one. Blank leaves it out.")
        self.fields[f"n{at}-code"] = self._code(_("Which it is"), named.code, hint)
        if named.row is not None or named.is_left_out:
            return
        for name, field in self._of_new(named):
            self.fields[f"n{at}-{name}"] = field

    def _of_new(self, named: Named) -> Iterator[tuple[str, forms.Field]]:
        def line(
            name: str, label: str, most: int, initial: str = "", hint: str = ""
        ) -> tuple[str, forms.Field]:
            begins = named.said.get(name, initial)
            return name, forms.CharField(
                label=label, required=False, max_length=most, initial=begins, help_text=hint
            )

        is_indicator = self.reading.holds == Holds.VALUES
        yield line("name", _("Name"), 200, self.reading.full_name(named.name)[:200])
        yield (
            "direction",
            forms.ChoiceField(
                label=_("Which way is worse"),
                required=False,
                choices=Direction.choices,
                widget=forms.RadioSelect,
                initial=named.said.get("direction"),
            ),
        )
        yield line("unit", _("Unit"), 60, hint=_("Such as: per 1,000 people."))
        if not is_indicator:
            return
        yield line("domain", _("Domain"), 100, hint=self._domains_in_words())
        yield line("definition", _("What is counted, of whom, and over what time"), 1_000)
        if self.reading.column("numerator"):
            kind = named.said.get("kind", Indicator.Kind.VALUE)
            yield (
                "kind",
                forms.ChoiceField(
                    label=_("What a value is"), required=False, choices=Indicator.Kind.choices, initial=kind
                ),
            )
            yield (
                "per",
                forms.FloatField(
                    label=_("Per how many"),
                    required=False,
                    initial=named.said.get("per"),
                    help_text=_(
                        "Of a share or a rate: such as 100 or 100000. Leave it blank for a value as its source "
                        "prints it."
                    ),
                ),
            )

    def _domains_in_words(self) -> str:
        """A domain that is spelt in another way would be a new one."""
        known = sorted({row.domain for row in self.reading.known.indicators.values() if row.domain})
        if not known:
            return _("The part of life it speaks of. Indicators of one domain stand together.")
        return _("The part of life it speaks of. Here already: %(domains)s.") % {"domains": "; ".join(known)}

    def parts(self) -> Iterator[Part]:
        of_named = [name for name in self.fields if name[0] == "n" and "-" in name]
        columns = [name for name in self.fields if name[0] == "c" and name[1:].isdecimal()]
        marks = [name for name in self.fields if name[0] == "m" and name[1:].isdecimal()]
        whole = [name for name in self.fields if name not in {*of_named, *columns, *marks}]
        yield Part(_("The file"), "", self._bound(whole))
        yield Part(_("What each column is"), "", self._bound(columns))
        if marks:
            says = _(
                "Missing: nobody published it. Suppressed: it was held back, to protect people. Not applicable: there "
                "can be none. A blank cell is missing."
            )
            yield Part(_("What stands in the place of a number"), says, self._bound(marks))
        for at, named in enumerate(self.named):
            own = [name for name in of_named if name.startswith(f"n{at}-")]
            yield Part(_("“%(name)s” in the file") % {"name": named.name}, "", self._bound(own))

    def _bound(self, names: list[str]) -> list[BoundField]:
        return [self[name] for name in names]

    def given(self) -> dict[str, Any]:
        clean = self.cleaned_data
        mapping: dict[str, Any] = {
            "source": clean["source"],
            "leave_out": clean["leave_out"],
            "columns": {column: clean[self.reading.field(column)] for column in self.reading.columns},
            "marks": {mark: clean[f"m{at}"] for at, mark in enumerate(self.marks)},
            "named": dict(self.reading.said.get("named", {})) | self._said_of_named(),
        }
        mapping |= {name: clean[name] for name in ("year", "indicator") if clean.get(name)}
        return {"holds": clean["holds"], "mapping": mapping}

    def _said_of_named(self) -> dict[str, dict[str, Any]]:
        """What was typed of each, by the name that the file gives it."""
        found = {}
        for at, named in enumerate(self.named):
            own = {
                name.partition("-")[2]: value
                for name, value in self.cleaned_data.items()
                if name.startswith(f"n{at}-")
            }
            found[named.name] = {**named.said, **own}
        return found
