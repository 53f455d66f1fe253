"""What counts how much: domains as a tree, groups of places, and the weights that people's votes make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from saidanddone.methods.weighting import Vote, VotedWeight
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.queries import areas_of
from saidanddone.programme.rules import Person

from ..models import AreaGroup, Domain, IndexMethod, Indicator, WeightVote
from .doors import indicators_visible_to
from .method import method_of
from .workings import Beside, beside, shares_of, voted_weights, votes_of

Weighing = IndexMethod.Weighing
FEW = 30  # below so many a figure has a small base, everywhere
BY_DOMAINS = (Weighing.DOMAINS, Weighing.WITHIN, Weighing.PCA)

# Domains


@dataclass(frozen=True)
class Limb:
    """One domain in the tree, in the order in which the tree is read."""

    name: str
    domain: Domain | None  # None where indicators name it and nobody has described it
    indicators: int  # that name it
    parts: int  # domains right under it
    share: (
        float | None
    )  # of the whole, 0 to 1, where domains count by their own weights; None: nothing is under it
    stands: float | None  # the same as the index is worked out now; None where it cannot be
    begins: bool = False  # it is the first of those under another one
    ends: range = range(0)  # as many as lists that end with it

    @property
    def weight(self) -> float:
        return self.domain.weight if self.domain else 1.0

    @property
    def is_bare(self) -> bool:
        return not self.parts and not self.indicators


@dataclass(frozen=True)
class Domains:
    limbs: tuple[Limb, ...]
    method: IndexMethod
    problem: str = ""  # why nobody can say what each has of the whole now

    @property
    def count(self) -> bool:
        """Whether the index as it stands looks at the domains' weights."""
        return self.method.weighing in BY_DOMAINS

    @property
    def not_described(self) -> list[str]:
        return [limb.name for limb in self.limbs if limb.domain is None]


def rows_of_domains(person: Person, programme: Programme) -> QuerySet[Domain]:
    """What counts how much is open to everybody who works here."""
    return Domain.objects.filter(programme=programme).select_related("parent").order_by("id")


def domains_visible_to(person: Person, programme: Programme) -> Domains:
    rows = list(rows_of_domains(person, programme))
    indicators = list(indicators_visible_to(person, programme).order_by("id"))
    method = method_of(programme)
    own = _by_domain(shares_of(Weighing.DOMAINS, indicators, Beside(domains=tuple(rows))), indicators, rows)
    stands, problem = own, ""
    if method.weighing not in BY_DOMAINS:
        try:
            shares = shares_of(method.weighing, indicators, beside(method, programme))
            stands = _by_domain(shares, indicators, rows)
        except Refused as why:
            stands, problem = {}, str(why)
    named = Counter(each.domain for each in indicators)
    children = _children(rows, named)
    limbs = tuple(
        Limb(
            name=name,
            domain=domain,
            indicators=named[name],
            parts=len(children.get(name, ())),
            share=own.get(name),
            stands=stands.get(name),
            begins=begins,
            ends=range(ends),
        )
        for name, domain, begins, ends in _walked(children, "")
    )
    return Domains(limbs, method, problem)


def _by_domain(
    shares: Mapping[str, float], indicators: Sequence[Indicator], rows: Sequence[Domain]
) -> dict[str, float]:
    """A domain has what its indicators have, and what the domains under it have."""
    above = {row.name: row.parent.name for row in rows if row.parent}
    found: dict[str, float] = {}
    for each in indicators:
        name: str | None = each.domain
        while name is not None:
            found[name] = found.get(name, 0.0) + shares[each.code]
            name = above.get(name)
    return found


def _children(rows: Sequence[Domain], named: Mapping[str, int]) -> dict[str, list[tuple[str, Domain | None]]]:
    """The domains under each, those of the top under ""; what nobody has described stands last, at the top."""
    children: dict[str, list[tuple[str, Domain | None]]] = {}
    for row in rows:
        children.setdefault(row.parent.name if row.parent else "", []).append((row.name, row))
    described = {row.name for row in rows}
    others: list[tuple[str, Domain | None]] = [(name, None) for name in sorted(set(named) - described)]
    if others:
        children.setdefault("", []).extend(others)
    return children


def _walked(
    children: Mapping[str, Sequence[tuple[str, Domain | None]]], parent: str, ends: int = 0
) -> Iterator[tuple[str, Domain | None, bool, int]]:
    """Each with whether a list under another one begins with it, and how many of those end after it."""
    under = children.get(parent, ())
    for at, (name, domain) in enumerate(under):
        begins = bool(parent) and at == 0
        ending = ends if at == len(under) - 1 else 0
        if name in children:
            yield name, domain, begins, 0
            yield from _walked(children, name, ending + 1)
        else:
            yield name, domain, begins, ending


# Groups of places


@dataclass(frozen=True)
class Group:
    number: int  # of one of its rows
    name: str
    areas: tuple[Area, ...]
    provenance: str


@dataclass(frozen=True)
class Groups:
    groups: tuple[Group, ...]
    without: tuple[Area, ...]  # in no group
    method: IndexMethod

    @property
    def count(self) -> bool:
        """Whether the index as it stands looks at the groups."""
        return self.method.by_group and self.method.impute != IndexMethod.Impute.NONE


def rows_of_groups(person: Person, programme: Programme) -> QuerySet[AreaGroup]:
    rows = AreaGroup.objects.filter(programme=programme).select_related("programme", "area")
    return rows.order_by("area__name", "id")


def groups_visible_to(person: Person, programme: Programme) -> Groups:
    """In the order in which they were written down, their boroughs by name."""
    by_name: dict[str, list[AreaGroup]] = {}
    for row in sorted(rows := list(rows_of_groups(person, programme)), key=lambda row: row.pk):
        by_name.setdefault(row.name, [])
    for row in rows:
        by_name[row.name].append(row)
    grouped = {row.area_id for row in rows}
    return Groups(
        tuple(
            Group(of[0].pk, name, tuple(row.area for row in of), of[0].provenance)
            for name, of in by_name.items()
        ),
        tuple(area for area in areas_of(programme) if area.pk not in grouped),
        method_of(programme),
    )


def other_groups(programme: Programme, name: str) -> dict[Area, str]:
    """Of each borough that is in another group than this: which."""
    rows = AreaGroup.objects.filter(programme=programme).exclude(name=name).select_related("area")
    return {row.area: row.name for row in rows}


# Votes


@dataclass(frozen=True)
class VotedOn:
    """What all ballots together say of one indicator or domain."""

    name: str
    domain: str
    gave: int  # ballots that gave it points
    found: VotedWeight | None  # None where no ballot names it

    @property
    def limits(self) -> tuple[float, float] | None:
        """Where ballots do not differ at all, they say nothing of how sure they are."""
        return self.found.limits() if self.found and self.found.standard_error else None


@dataclass(frozen=True)
class Votes:
    ballots: int
    on_indicators: tuple[VotedOn, ...]  # the greatest share first
    on_domains: tuple[VotedOn, ...]
    method: IndexMethod
    problem: str = ""  # why no weights can be made of them

    @property
    def count(self) -> bool:
        """Whether the index as it stands looks at the votes."""
        return self.method.weighing == Weighing.VOTES

    @property
    def left_out(self) -> list[str]:
        """Indicators that no ballot gives anything."""
        return [each.name for each in self.on_indicators if not each.gave] if self.ballots else []


def votes_visible_to(person: Person, programme: Programme) -> Votes:
    """The shares take every point of every ballot, since each ballot has its own whole."""
    indicators = list(indicators_visible_to(person, programme).order_by("id"))
    votes = votes_of(programme)
    domain_of = {each.code: each.domain for each in indicators}
    given: Counter[tuple[str, str]] = Counter()
    for vote in votes:
        given[vote.voter, domain_of[vote.code]] += vote.points
    by_domain = [Vote(voter, domain, points) for (voter, domain), points in given.items()]
    made = Votes(len({vote.voter for vote in votes}), (), (), method_of(programme))
    try:
        on_indicators = {each.code: each for each in voted_weights(votes)}
        on_domains = {each.code: each for each in voted_weights(by_domain)}
    except Refused as why:
        return replace(made, problem=str(why))
    gave = Counter(vote.code for vote in votes if vote.points > 0)
    gave_domain = Counter(vote.code for vote in by_domain if vote.points > 0)
    return replace(
        made,
        on_indicators=_greatest_first(
            VotedOn(each.name, each.domain, gave[each.code], on_indicators.get(each.code))
            for each in indicators
        ),
        on_domains=_greatest_first(
            VotedOn(name, name, gave_domain[name], on_domains.get(name))
            for name in dict.fromkeys(domain_of.values())
        ),
    )


def _greatest_first(each: Iterator[VotedOn]) -> tuple[VotedOn, ...]:
    return tuple(sorted(each, key=lambda row: (-(row.found.weight if row.found else 0.0), row.name)))


def rows_of_votes(person: Person, programme: Programme) -> QuerySet[WeightVote]:
    rows = WeightVote.objects.filter(indicator__programme=programme)
    return rows.select_related("indicator__programme").order_by("id")


def ballots_visible_to(person: Person, programme: Programme) -> QuerySet[WeightVote]:
    """One row a ballot, its first: with `given`, its points in all, and `named`, the indicators it gave points to."""
    votes = WeightVote.objects.filter(indicator__programme=programme).order_by()
    same = votes.filter(voter=OuterRef("voter")).values("voter")
    return (
        rows_of_votes(person, programme)
        .filter(pk__in=votes.values("voter").annotate(first=Min("pk")).values("first"))
        .annotate(
            given=Subquery(same.annotate(sum=Sum("points")).values("sum")),
            named=Subquery(same.annotate(n=Count("pk", filter=Q(points__gt=0))).values("n")),
        )
    )


def points_of(vote: WeightVote) -> dict[int, float]:
    """What the ballot of this row gave each indicator, by its number."""
    programme = vote.indicator.programme_id
    rows = WeightVote.objects.filter(indicator__programme=programme, voter=vote.voter)
    return dict(rows.values_list("indicator_id", "points"))


def is_marked_so(programme: Programme, voter: str) -> bool:
    return WeightVote.objects.filter(indicator__programme=programme, voter=voter).exists()


def few_in_words(ballots: int) -> str:
    """What must be said of a handful of ballots; blank where there are more."""
    if ballots == 1:
        return _("One ballot says what one person, or one table, thinks. No interval can be had from it.")
    if 1 < ballots < FEW:
        return _("%(n)s ballots say little: look how wide the intervals are.") % {"n": ballots}
    return ""
