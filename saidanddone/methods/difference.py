"""How far two groups are apart, and whether chance alone could explain it.

Takes counts: in each group k said yes of n who answered, of N who were asked where that is known.

    d = p_a - p_b, with l and u each side's own limits
    low  = d - √((p_a - l_a)² + (u_b - p_b)²)
    high = d + √((u_a - p_a)² + (p_b - l_b)²)

The limits are Wilson's, corrected where N is known; a group of which everybody answered has l = u = p, and what
is left is the other group's doubt. p is Fisher's exact test, two-sided; it knows nothing of N.

Newcombe, 1998, "Interval estimation for the difference between independent proportions: comparison of eleven
methods", method 10, https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I
Square-and-add from any limits: Zou and Donner, 2008, https://doi.org/10.1002/sim.3095

    >>> found = newcombe(Side(56, 70), Side(48, 80))
    >>> round(found.difference, 4), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)
    >>> organisers, participants = Side(13, 16, N=16), Side(40, 97, N=1000)
    >>> found = newcombe(organisers, participants)
    >>> round(found.low, 4), round(found.high, 4)
    (0.3055, 0.4887)
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from .checks import percent
from .hypergeometric import fisher
from .proportion import LEVEL, wilson


@dataclass(frozen=True)
class Side:
    """One group: k said yes of n who answered of N who were asked (None: not known)."""

    k: int
    n: int
    N: int | None = None

    @property
    def p(self) -> float:
        return self.k / self.n

    @property
    def limits_are(self) -> str:
        if self.N is None:
            return "Wilson"
        return "a full count" if self.n == self.N else "Wilson, corrected for a known N"


@dataclass(frozen=True)
class Difference:
    """The first group's share less the second's, in -1..1; p is a probability."""

    difference: float
    low: float
    high: float
    method: str
    p: float


def newcombe(a: Side, b: Side, level: float = LEVEL) -> Difference:
    """The difference a - b with its limits. Raises ValueError for counts that cannot be."""
    limits_a, limits_b = wilson(a.k, a.n, level, a.N), wilson(b.k, b.n, level, b.N)
    difference = a.p - b.p
    return Difference(
        difference=difference,
        low=difference - hypot(a.p - limits_a.low, limits_b.high - b.p),
        high=difference + hypot(limits_a.high - a.p, b.p - limits_b.low),
        method=(
            f"Newcombe's method 10 from each side's own {percent(level)} limits "
            f"({a.limits_are}; {b.limits_are}); p by Fisher's exact test."
        ),
        p=fisher(a.k, a.n, b.k, b.n),
    )
