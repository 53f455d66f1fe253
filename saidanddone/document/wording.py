"""The words a renderer adds of its own: in English unless the caller hands in others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date


@dataclass(frozen=True)
class LabelWords:
    kind: str
    name: str
    sentence: str


LABELS = (
    LabelWords("published", "published", "This stands in a published source, which is named."),
    LabelWords(
        "reconstructed",
        "reconstructed",
        "These rows are reconstructed: rebuilt for this example from what was published. "
        "The single rows are our own choice, or made up.",
    ),
    LabelWords(
        "illustrative",
        "illustrative",
        "These rows are illustrative: made up for this example. No real person said or did this.",
    ),
    LabelWords("estimate", "estimate", "This is an estimate, not a count."),
    LabelWords("assumed", "assumed", "The number of people this speaks of is assumed, not counted."),
    LabelWords("small-base", "small base", "Few people answered, so this figure can say little."),
    LabelWords("gap", "gap", "Something is missing here, and we show that it is."),
    LabelWords(
        "undecided", "still to be decided", "Nobody has decided this yet, and we show that it is open."
    ),
)

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True)
class Wording:
    """`{}` stands for what the renderer fills in. The report stage gives these in the reader's language."""

    skip: str = "Skip to the report"
    contents: str = "Contents"
    how_we_know: str = "How we know"
    worked_out: str = "Worked out by"
    cannot_say: str = "What it cannot say"
    table_of: str = "The numbers in this picture"
    picture: str = "Picture"
    table: str = "Table"
    interval: str = "95% interval"
    labels_title: str = "What the labels in this report mean"
    cite: str = "How to cite this"
    published_by: str = "Published by"
    page_of: str = "Page {} of {}"
    no_data: str = "no data"
    range: str = "{} to {}"
    about: str = "About this report"
    back_to_contents: str = "Back to the contents"
    follow: str = "Follow this"
    tables_of_pictures: str = "The numbers in the pictures"
    letters_missing: str = "Some letters could not be printed here, and a square stands for each. The web page of this report has them."
    date: str = "{day} {month} {year}"
    months: tuple[str, ...] = MONTHS
    labels: tuple[LabelWords, ...] = LABELS

    def label(self, kind: str) -> LabelWords:
        """A label nobody has words for is still shown, under its own name."""
        return next((label for label in self.labels if label.kind == kind), LabelWords(kind, kind, ""))

    def day(self, day: Date) -> str:
        """4 March 2018."""
        return self.date.format(day=day.day, month=self.months[day.month - 1], year=day.year)
