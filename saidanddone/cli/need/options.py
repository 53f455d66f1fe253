"""What may be asked of `said need index`, as it was typed, checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from saidanddone.methods import aggregation, imputation, normalisation

CHOICES = ("weights", "normalise", "aggregate", "treat", "values")
WORSE = "worse"  # 1 where a value is significantly worse than its benchmark, else 0
GIVEN, EQUAL, PCA = "given", "equal", "pca"
WEIGHTS = (GIVEN, EQUAL, PCA)


@dataclass(frozen=True)
class Options:
    impute: str
    impute_by: str | None
    screen: float
    treat: bool
    normalise: str
    range: str | None
    ranks_of: int | None
    aggregate: str
    weights: str
    votes: Path | None
    first: int | None
    replications: int
    seed: int
    vary: str
    noise: float
    moves: bool

    def check(self) -> None:
        """Raises ValueError in one sentence for what cannot be asked, whatever the files hold."""
        _one_of("--impute", self.impute, imputation.WAYS)
        _one_of("--normalise", self.normalise, (*normalisation.WAYS, WORSE))
        _one_of("--weights", self.weights, WEIGHTS)
        aggregation.exponent(self.aggregate)
        if not 0 <= self.screen <= 1:
            raise ValueError(f"--screen is {self.screen:g}; allowed: a share from 0 to 1, such as 0.66")
        if self.impute_by is not None and self.impute == imputation.NONE:
            raise ValueError(
                "--impute-by says within which groups; say how with --impute mean or --impute median"
            )
        if self.ranks_of is not None and self.normalise != normalisation.IMD:
            raise ValueError("--ranks-of goes with --normalise imd")
        if self.votes is not None and self.weights != GIVEN:
            raise ValueError("--votes are weights themselves; leave out --weights")
        if self.moves and self.first is None:
            raise ValueError("--moves asks what moves the first places; say how many with --first K")
        if self.ranks_of and self.first is not None and "normalise" in self.varied:
            raise ValueError(
                "--ranks-of says that the values are ranks already; leave normalise out of --vary"
            )
        if not 0 <= self.noise <= 1:
            raise ValueError(f"--noise is {self.noise:g}; allowed: 0 to 1, such as 0.25")

    @property
    def scale(self) -> tuple[float, float]:
        """The ends of the scale."""
        if self.range is None:
            return normalisation.LOW, normalisation.HIGH
        try:
            low, high = (float(part) for part in self.range.split(":"))
        except ValueError:
            raise ValueError(f"--range is “{self.range}”; allowed: LOW:HIGH, such as 1:100") from None
        if not low < high:
            raise ValueError(f"--range is “{self.range}”; allowed: LOW:HIGH, the lower first")
        return low, high

    @property
    def varied(self) -> tuple[str, ...]:
        typed = [word.strip() for word in self.vary.split(",") if word.strip()]
        if not typed:
            raise ValueError(f"--vary is blank; allowed: {', '.join(CHOICES)}, with commas between")
        for word in typed:
            _one_of("--vary", word, CHOICES)
        return tuple(choice for choice in CHOICES if choice in typed)


def _one_of(option: str, typed: str, allowed: Sequence[str]) -> None:
    if typed not in allowed:
        raise ValueError(f"{option} is “{typed}”; allowed: {', '.join(allowed)}")
