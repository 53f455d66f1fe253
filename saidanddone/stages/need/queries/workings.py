"""What is handed to the methods: the values of the places that are ranked, a tree of weights, and a recipe."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan, nan

import numpy as np
from django.utils.translation import gettext as _

from saidanddone.methods.benchmark import standard_errors, worse
from saidanddone.methods.consistency import effective_weights
from saidanddone.methods.index import CompositeIndex, Node, Recipe, composite_index
from saidanddone.methods.rounding import round_half_up
from saidanddone.methods.tree import tree_of
from saidanddone.methods.weighting import UnderParent, Vote, VotedWeight, by_parent, equal, from_votes
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area, Programme

from ..models import AreaGroup, Domain, IndexMethod, Indicator, IndicatorValue, WeightVote
from ..rules import check_scale_and_mean, is_of_products, sign

Normalise, Weighing, Status = IndexMethod.Normalise, IndexMethod.Weighing, IndicatorValue.Status
Matrix = tuple[tuple[float, ...], ...]

OF_A_DOMAIN = "domain "  # no indicator is called so: its code has no blank
SHOWN = 4  # indicators that a sentence names


@dataclass(frozen=True)
class Cell:
    """One indicator in one place: its latest known value, or why there is none."""

    indicator: Indicator
    year: int | None
    value: float | None
    status: str
    low: float | None = None
    high: float | None = None
    normalised: float | None = None  # 0 to 100, 100 the greatest need
    rank: int | None = None  # among the ranked places, 1 the greatest need

    @property
    def status_says(self) -> str:
        return str(Status(self.status).label)


@dataclass(frozen=True)
class Beside:
    """What some choices need besides the values; each is asked for only where the method does."""

    domains: tuple[Domain, ...] = ()
    groups: tuple[tuple[int, str], ...] = ()  # of areas
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True)
class Workings:
    """Of the ranked places alone, in the order of their codes, so that it can be compared and kept."""

    areas: tuple[str, ...]
    indicators: tuple[str, ...]
    values: Matrix  # areas x indicators, NaN where nothing is known
    errors: Matrix | None  # standard errors, NaN where a value has no limits; None where none has
    not_applicable: tuple[tuple[bool, ...], ...]
    nodes: tuple[Node, ...]
    recipe: Recipe
    says: tuple[str, ...] = ()  # what a reader must know of the weights

    @property
    def index(self) -> CompositeIndex:
        """Raises ValueError for what cannot be."""
        return composite_index(
            self.areas, self.indicators, self.values, self.nodes, self.recipe, self.not_applicable
        )


def beside(method: IndexMethod, programme: Programme) -> Beside:
    """No query where the method needs nothing more; else one for each thing that it needs."""
    found = Beside()
    if method.weighing in (Weighing.DOMAINS, Weighing.WITHIN, Weighing.PCA):
        found = replace(found, domains=tuple(Domain.objects.filter(programme=programme).order_by("id")))
    if method.by_group and method.impute != IndexMethod.Impute.NONE:
        rows = AreaGroup.objects.filter(programme=programme).order_by("id")
        found = replace(found, groups=tuple(rows.values_list("area_id", "name")))
    if method.weighing == Weighing.VOTES:
        found = replace(found, votes=votes_of(programme))
    return found


def votes_of(programme: Programme) -> tuple[Vote, ...]:
    rows = WeightVote.objects.filter(indicator__programme=programme).order_by("id")
    return tuple(Vote(*row) for row in rows.values_list("voter", "indicator__code", "points"))


def voted_weights(votes: Sequence[Vote]) -> list[VotedWeight]:
    """None where nobody voted. Raises Refused for votes of which no weight can be made."""
    try:
        return from_votes(votes) if votes else []
    except ValueError as why:
        raise Refused(str(why)) from why


def workings_of(
    method: IndexMethod,
    indicators: Sequence[Indicator],
    rows: Mapping[Area, Sequence[Cell]],
    found: Beside,
) -> Workings:
    """Raises Refused with a sentence where what was chosen cannot be worked out with what is known."""
    check_scale_and_mean(method.normalise, method.aggregate, method.power)
    areas = sorted(rows, key=lambda area: area.code)
    cells = [rows[area] for area in areas]
    groups = dict(found.groups)
    work = Workings(
        areas=tuple(area.code for area in areas),
        indicators=tuple(each.code for each in indicators),
        values=_numbers(cells, lambda cell: cell.value),
        errors=_errors(cells),
        not_applicable=tuple(tuple(c.status == Status.NOT_APPLICABLE for c in row) for row in cells),
        nodes=(),
        recipe=_recipe(method, indicators, tuple(groups.get(area.pk, "") for area in areas)),
    )
    nodes, says = _weighed(method, indicators, found, work)
    work = replace(work, nodes=tuple(nodes), says=tuple(says))
    return _against_benchmarks(work, indicators, cells) if method.normalise == Normalise.BENCHMARK else work


def _numbers(cells: Sequence[Sequence[Cell]], of: Callable[[Cell], float | None]) -> Matrix:
    """The same `nan` everywhere, so that two workings of the same data are equal."""
    return tuple(tuple(nan if (number := of(cell)) is None else number for cell in row) for row in cells)


def _errors(cells: Sequence[Sequence[Cell]]) -> Matrix | None:
    if all(cell.low is None for row in cells for cell in row):
        return None
    low, high = _numbers(cells, lambda cell: cell.low), _numbers(cells, lambda cell: cell.high)
    return tuple(tuple(nan if isnan(n) else float(n) for n in row) for row in standard_errors(low, high))


def _recipe(method: IndexMethod, indicators: Sequence[Indicator], groups: tuple[str, ...]) -> Recipe:
    """A mean of products over a scale that begins at 0 would be nought for whoever is lowest on any one indicator."""
    in_groups = method.by_group and method.impute != IndexMethod.Impute.NONE
    return Recipe(
        impute=method.impute,
        groups=groups if in_groups else None,
        treat=bool(method.treat),  # SQLite gives it back as a number
        most_capped=method.most_capped,
        normalise="scaled" if method.normalise == Normalise.BENCHMARK else method.normalise,
        low=1.0 if is_of_products(method.aggregate, method.power) else 0.0,
        high=100.0,
        goalposts=_goalposts(indicators) if method.normalise == Normalise.GOALPOSTS else None,
        aggregate=f"power:{method.power:g}" if method.power is not None else method.aggregate,
    )


def _goalposts(indicators: Sequence[Indicator]) -> tuple[tuple[float, float], ...]:
    _check_all_have(indicators, lambda each: each.least, _("goalposts"))
    return tuple((each.least or 0.0, each.greatest or 0.0) for each in indicators)


def _check_all_have(
    indicators: Sequence[Indicator], what: Callable[[Indicator], float | None], name: str
) -> None:
    without = [each.name for each in indicators if what(each) is None]
    if without:
        named = ", ".join(without[:SHOWN])
        if len(without) > SHOWN:
            named = _("%(named)s and %(n)s more") % {"named": named, "n": len(without) - SHOWN}
        raise Refused(
            _("This way needs %(what)s for every indicator. Without them are: %(named)s.")
            % {"what": name, "named": named}
        )


def _against_benchmarks(
    work: Workings, indicators: Sequence[Indicator], cells: Sequence[Sequence[Cell]]
) -> Workings:
    """1 where the whole 95% interval of a value lies on the worse side of its benchmark, else 0."""
    _check_all_have(indicators, lambda each: each.benchmark, _("a benchmark"))
    low, high = _numbers(cells, lambda cell: cell.low), _numbers(cells, lambda cell: cell.high)
    benchmarks = [each.benchmark or 0.0 for each in indicators]
    beyond = worse(low, high, benchmarks, [sign(each.direction) for each in indicators])
    for at, each in enumerate(indicators):
        if np.isnan(beyond[:, at]).all():
            raise Refused(
                _(
                    "This way needs limits of the values, and no value of “%(name)s” has any. Enter counts, or "
                    "the limits that are published."
                )
                % {"name": each.name}
            )
    values = tuple(tuple(nan if isnan(number) else float(number) for number in row) for row in beyond)
    nodes = tuple(replace(node, direction=1) for node in work.nodes)
    return replace(work, values=values, errors=None, nodes=nodes)


# Weights


def _weighed(
    method: IndexMethod, indicators: Sequence[Indicator], found: Beside, work: Workings
) -> tuple[list[Node], list[str]]:
    if method.weighing == Weighing.VOTES:
        return _voted(indicators, found.votes)
    if method.weighing in (Weighing.GIVEN, Weighing.EQUAL):
        leaves = _leaves(indicators, under_domains=False)
        return leaves if method.weighing == Weighing.GIVEN else equal(leaves, work.indicators), []
    leaves = _leaves(indicators, under_domains=True)
    above = _domains(indicators, found.domains)
    if method.weighing == Weighing.DOMAINS:
        return [*leaves, *above], []
    if method.weighing == Weighing.WITHIN:
        return [*equal(leaves, work.indicators), *above], []
    return _by_component([*leaves, *above], work)


def shares_of(weighing: str, indicators: Sequence[Indicator], found: Beside) -> dict[str, float]:
    """What each indicator has of the whole, by weights alone; under a component only a domain's whole share is meant.

    Raises Refused where the weights are to be those of votes and no weight can be made of them.
    """
    if not indicators:
        return {}
    codes = tuple(each.code for each in indicators)
    within = Weighing.WITHIN if weighing == Weighing.PCA else weighing
    nothing = Workings((), codes, (), None, (), (), Recipe())
    nodes, _says = _weighed(IndexMethod(weighing=within), indicators, found, nothing)
    return effective_weights(tree_of(codes, nodes))


def _leaves(indicators: Sequence[Indicator], *, under_domains: bool) -> list[Node]:
    return [
        Node(
            each.code,
            OF_A_DOMAIN + each.domain if under_domains else "",
            sign(each.direction),
            float(each.weight),
        )
        for each in indicators
    ]


def _domains(indicators: Sequence[Indicator], described: Sequence[Domain]) -> list[Node]:
    """Those that indicators name, and what stands above them; others have nothing to add up."""
    by_id = {domain.pk: domain for domain in described}
    by_name = {domain.name: domain for domain in described}
    nodes: dict[str, Node] = {}

    def climb(name: str) -> None:
        domain = by_name.get(name)
        parent = by_id.get(domain.parent_id) if domain and domain.parent_id else None
        code = OF_A_DOMAIN + name
        if code in nodes:
            return
        above = OF_A_DOMAIN + parent.name if parent else ""
        nodes[code] = Node(code, above, weight=float(domain.weight) if domain else 1.0)
        if parent:
            climb(parent.name)

    for each in indicators:
        climb(each.domain)
    return [nodes[code] for code in sorted(nodes)]


def _voted(indicators: Sequence[Indicator], votes: Sequence[Vote]) -> tuple[list[Node], list[str]]:
    voted = {each.code: each for each in voted_weights(votes)}
    if not voted:
        raise Refused(_("Nobody's vote on what counts how much is here yet. Bring a table of votes first."))
    if not any(voted[each.code].weight for each in indicators if each.code in voted):
        raise Refused(_("The votes give every indicator nought."))
    leaves = [
        replace(node, weight=voted[node.code].weight if node.code in voted else 0.0)
        for node in _leaves(indicators, under_domains=False)
    ]
    voters = next(iter(voted.values())).voters
    says = [_("The weights are those of %(n)s voters, and of nobody else.") % {"n": f"{voters:,}"}]
    left = [each.name for each in indicators if each.code not in voted]
    if left:
        says.append(
            _("Nobody voted for these, which so count nothing: %(names)s.") % {"names": ", ".join(left)}
        )
    return leaves, says


def _by_component(nodes: list[Node], work: Workings) -> tuple[list[Node], list[str]]:
    """The indicators of each domain by their first component; domains keep their weights."""
    plain = replace(work, nodes=tuple(nodes))
    try:
        parents = by_parent(plain.index)
    except ValueError as why:
        raise Refused(
            _(
                "No weights can be had from how the indicators vary together: that needs three places or more that "
                "have every indicator of a domain, and indicators that vary."
            )
        ) from why
    weights = {code: weight for each in parents for code, weight in each.weights.items()}
    said = [
        *(_component_in_words(each) for each in parents),
        _("Weights from a component describe how the numbers vary, and not what matters."),
    ]
    return [replace(node, weight=weights.get(node.code, node.weight)) for node in nodes], said


def _component_in_words(each: UnderParent) -> str:
    words = {
        "domain": each.parent.removeprefix(OF_A_DOMAIN),
        "percent": round_half_up(each.found.explained * 100),
        "n": len(each.children),
        "areas": each.found.areas,
        "against": ", ".join(each.against),
    }
    said = (
        _(
            "%(domain)s: the first component explains %(percent)s%% of how %(n)s indicators vary over %(areas)s places."
        )
        % words
    )
    return said + " " + _("Against the others runs: %(against)s.") % words if each.against else said
