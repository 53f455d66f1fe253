"""What people call a need, and by which words of a directory's taxonomy it is recognised."""

from __future__ import annotations

import re
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from ..models import Need

# Beginnings of words in the names of terms, as Open Eligibility and the list of English and Welsh local services
# use them. The first need of which one is found is taken, so narrower needs stand before wider ones.
RECOGNISED: Final[dict[Need, tuple[str, ...]]] = {
    Need.ABUSE: ("domestic abuse", "domestic violence", "abuse", "coercive"),
    Need.BEREAVED: ("bereave", "grief", "funeral"),
    Need.BABY: ("perinatal", "postnatal", "antenatal", "maternity", "newborn", "birth"),
    Need.DRINK: ("alcohol", "drug", "substance", "addiction", "gambling"),
    Need.CARING: ("carer", "caregiv", "respite"),
    Need.NEW_HERE: ("immigra", "asylum", "refugee", "esol", "interpret", "migrant"),
    Need.LONELY: ("befriend", "lonel", "isolation", "social club", "social group", "community group"),
    Need.TALK: ("counsel", "listening", "talking", "helpline", "peer support"),
    Need.LOW: ("mental", "depress", "anxi", "wellbeing", "suicid", "stress", "psycholog"),
    Need.CHILDREN: ("child", "young", "youth", "school", "famil"),
    Need.FOOD: ("food", "meal", "lunch"),
    Need.HOUSING: ("hous", "homeless", "tenan", "shelter", "rent"),
    Need.MONEY: ("money", "debt", "benefit", "financ", "welfare rights", "fuel"),
    Need.WORK: ("employ", "job", "work", "training", "adult learning", "skills"),
    Need.OLDER: ("older", "ageing", "elderly", "dementia"),
    Need.HEALTH: ("health", "disab", "medical", "sensory", "autis"),
}
OURS: Final = uuid5(NAMESPACE_URL, "urn:said-and-done:needs")


def need_of(term: str) -> str:
    """What people would call this term; blank where its name does not say, so that somebody chooses."""
    said = term.lower()
    for need, words in RECOGNISED.items():
        if any(re.search(rf"\b{re.escape(word)}", said) for word in words):
            return need.value
    return ""


def term_id_of(need: str) -> UUID:
    """Of our own term for a need, the same in every installation."""
    return uuid5(OURS, need)


def own_term(need: str) -> dict[str, str]:
    """Written in English always: a directory is read by machines, whatever the reader's language."""
    plain = need.replace("-", " ")
    return {
        "id": str(term_id_of(need)),
        "name": plain,
        "description": plain,
        "taxonomy": "Said and Done needs",
    }
