from __future__ import annotations

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from saidanddone.document.wording import LabelWords, Wording
from saidanddone.programme.models import Provenance


def wording() -> Wording:
    """The words that the renderers add of their own, in the reader's language."""
    return Wording(
        skip=_("Skip to the report"),
        contents=_("Contents"),
        how_we_know=_("How we know"),
        worked_out=_("Worked out by"),
        cannot_say=_("What it cannot say"),
        table_of=_("The numbers in this picture"),
        picture=_("Picture"),
        table=_("Table"),
        interval=_("95% interval"),
        labels_title=_("What the labels in this report mean"),
        cite=_("How to cite this"),
        published_by=_("Published by"),
        page_of=_("Page {} of {}"),
        no_data=_("no data"),
        range=_("{} to {}"),
        about=_("About this report"),
        back_to_contents=_("Back to the contents"),
        follow=_("Follow this"),
        tables_of_pictures=_("The numbers in the pictures"),
        letters_missing=_(
            "Some letters could not be printed here, and a square stands for each. The web page of this report "
            "has them."
        ),
        months=tuple(str(MONTHS[number]) for number in range(1, 13)),
        labels=_labels(),
    )


def _labels() -> tuple[LabelWords, ...]:
    """What each label says of the rows and figures that carry it."""
    return (
        LabelWords(
            "published",
            str(Provenance.PUBLISHED.label),
            _("This stands in a published source, which is named."),
        ),
        LabelWords(
            "reconstructed",
            str(Provenance.RECONSTRUCTED.label),
            _(
                "These rows are reconstructed: rebuilt for this example from what was published. "
                "The single rows are our own choice, or made up."
            ),
        ),
        LabelWords(
            "illustrative",
            str(Provenance.ILLUSTRATIVE.label),
            _("These rows are illustrative: made up for this example. No real person said or did this."),
        ),
        LabelWords("estimate", _("estimate"), _("This is an estimate, not a count.")),
        LabelWords(
            "assumed", _("assumed"), _("The number of people this speaks of is assumed, not counted.")
        ),
        LabelWords("small-base", _("small base"), _("Few people answered, so this figure can say little.")),
        LabelWords("gap", _("gap"), _("Something is missing here, and we show that it is.")),
        LabelWords(
            "undecided",
            _("still to be decided"),
            _("Nobody has decided this yet, and we show that it is open."),
        ),
    )
