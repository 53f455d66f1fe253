"""What is found of each kind for what somebody looks for: a handful, in the order of the cycle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here
from saidanddone.programme.models import Area
from saidanddone.programme.queries import areas_found
from saidanddone.stages.commitments.queries import commitments_found
from saidanddone.stages.conversations.queries import conversations_found, conversations_in
from saidanddone.stages.followup.queries import Quoted as QuotedLater
from saidanddone.stages.followup.queries import open_answers_found
from saidanddone.stages.groups.queries import groups_found
from saidanddone.stages.ideas.queries import Quoted, ideas_found, ideas_said_in
from saidanddone.stages.outcomes.queries import OutcomeCard, outcomes_found
from saidanddone.stages.themes.queries import recommendations_found, themes_found
from saidanddone.thread.steps import Step


@dataclass(frozen=True)
class Way:
    """A link with its words: to a borough, or to everything of a kind and not only the handful shown."""

    says: str
    address: str


@dataclass(frozen=True)
class Found:
    heading: str
    ways: Sequence[Way]
    boroughs: Sequence[Way] = ()
    steps: Sequence[Step] = ()
    quotations: Sequence[Quoted | QuotedLater] = ()
    cards: Sequence[OutcomeCard] = ()

    @property
    def anything(self) -> bool:
        return bool(self.boroughs or self.steps or self.quotations or self.cards)


def found_by_stage(here: Here, sought: str) -> list[Found]:
    """What this person may read, asked for through each stage's own door; one query a kind."""
    places = areas_found(here.programme, sought)
    kinds = [*_of_places(here, places), *_with_words(here, sought, places)]
    return [kind for kind in kinds if kind.anything]


def _of_places(here: Here, places: list[Area]) -> list[Found]:
    if not places:
        return []
    named = {"places": get_text_list([place.name for place in places], _("and"))}

    def ways(says: str, name: str) -> list[Way]:
        address = here.address(name)
        return [Way(says % {"place": each.name}, f"{address}?area={each.code}") for each in places]

    return [
        Found(
            _("Boroughs"),
            [Way(_("Why these places"), here.address("need:list"))],
            boroughs=[Way(each.name, here.address("need:area", code=each.code)) for each in places],
        ),
        Found(
            _("Conversations in %(places)s") % named,
            ways(_("Every conversation in %(place)s"), "conversations:list"),
            steps=conversations_in(here.person, here.programme, places),
        ),
        Found(
            _("What people said in %(places)s") % named,
            ways(_("Every idea from %(place)s"), "ideas:list"),
            quotations=ideas_said_in(here.person, here.programme, places),
        ),
    ]


def _with_words(here: Here, sought: str, places: list[Area]) -> list[Found]:
    asked = (here.person, here.programme, sought)

    def ways(says: str, name: str) -> list[Way]:
        return [Way(says, f"{here.address(name)}?{urlencode({'q': sought})}")]

    return [
        Found(
            _("Conversations"),
            ways(_("Every conversation with these words"), "conversations:list"),
            steps=conversations_found(*asked, places),
        ),
        Found(
            _("What people said"),
            ways(_("Every idea with these words"), "ideas:list"),
            quotations=ideas_found(*asked, places),
        ),
        Found(
            _("What we heard"),
            ways(_("Every theme with these words"), "themes:list"),
            steps=themes_found(*asked),
        ),
        Found(
            _("What people recommended"),
            ways(_("Every recommendation with these words"), "themes:recommendations"),
            steps=recommendations_found(*asked),
        ),
        Found(
            _("What was promised"),
            ways(_("Every promise with these words"), "commitments:list"),
            steps=commitments_found(*asked),
        ),
        Found(
            _("What changed"),
            ways(_("Every change with these words"), "outcomes:list"),
            cards=outcomes_found(*asked),
        ),
        Found(
            _("Courses and groups"),
            ways(_("Every course and group with these words"), "groups:list"),
            steps=groups_found(*asked),
        ),
        Found(
            _("What people told us later"),
            [Way(_("All that people told us later"), here.address("followup:list"))],
            quotations=open_answers_found(*asked),
        ),
    ]
