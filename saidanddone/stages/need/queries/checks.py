"""Whether the indicators belong together, what each has of the whole, and what the index would be without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
from django.utils.translation import gettext as _

from saidanddone.methods import consistency
from saidanddone.methods.consistency import Correlation, Removed

from ..models import Indicator
from .index import NeedIndex

ENOUGH_ALIKE = 0.7  # the usual mark for an index that is read as one thing


@dataclass(frozen=True)
class OfIndicator:
    """What one indicator has of the whole. `removed` is None where it is the only one."""

    indicator: Indicator
    share: float  # 0 to 1, of all
    removed: Removed | None


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha of the indicators of one domain, or of all where it is blank; None where it cannot be had."""

    domain: str
    indicators: int
    areas: int  # that have all of them
    value: float | None

    @property
    def in_words(self) -> str:
        if self.value is None:
            return _("cannot be worked out")
        return _("they vary together") if self.value >= ENOUGH_ALIKE else _("they speak of different things")


@dataclass(frozen=True)
class Pair:
    a: Indicator
    b: Indicator
    found: Correlation

    @property
    def flag(self) -> str:
        """What should be looked at; blank where nothing is."""
        said = {
            consistency.SAYS_THE_SAME: _("they say nearly the same, which so counts twice"),
            consistency.CONFLICT: _("they pull against each other, so that much is lost in their mean"),
        }
        return said.get(self.found.flag, "")


@dataclass(frozen=True)
class Checks:
    k: int
    of_indicators: tuple[OfIndicator, ...]
    alphas: tuple[Alpha, ...]  # of all, then by domain
    pairs: tuple[Pair, ...]

    @property
    def flagged(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.found.flag)


def checks_of(index: NeedIndex, k: int) -> Checks | None:
    """None where no place can be ranked. `k`: how many places are begun with."""
    if index.workings is None:
        return None
    found = index.workings.index
    by_code = {each.code: each for each in index.indicators}
    shares = consistency.effective_weights(found.tree)
    removed = {each.indicator: each for each in consistency.remove_one(found, k)}
    pairs = consistency.correlations(found.normalised, found.indicators)
    return Checks(
        k,
        tuple(OfIndicator(each, shares[each.code], removed.get(each.code)) for each in index.indicators),
        tuple(_alphas(found.normalised, index.indicators)),
        tuple(Pair(by_code[each.a], by_code[each.b], each) for each in pairs),
    )


def _alphas(matrix: np.ndarray, indicators: Sequence[Indicator]) -> list[Alpha]:
    domains = list(dict.fromkeys(each.domain for each in indicators))
    columns = {"": list(range(len(indicators)))}
    if len(domains) > 1:
        columns |= {
            domain: [at for at, each in enumerate(indicators) if each.domain == domain] for domain in domains
        }
    return [_alpha(domain, matrix[:, at]) for domain, at in columns.items()]


def _alpha(domain: str, matrix: np.ndarray) -> Alpha:
    value = consistency.cronbach_alpha(matrix)
    whole = int((~np.isnan(matrix).any(axis=1)).sum())
    return Alpha(domain, matrix.shape[1], whole, None if isnan(value) else value)
