"""Every address of the site, and for each a real row of each of the two programmes to open it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from saidanddone.programme.models import Membership
from saidanddone.stages.need.models import AreaGroup, Domain, WeightVote


def a_member() -> int:
    """Somebody who works on the second programme."""
    rows = Membership.objects.filter(programme__slug="second").order_by("id")
    return rows.values_list("pk", flat=True).first() or 0


def a_row(model: Any, **of_second: str) -> Callable[[], int]:
    """The number of the first row of the second programme."""
    return lambda: model.objects.filter(**of_second).order_by("id").values_list("pk", flat=True).first() or 0


# Rows that London has none of.
NOT_IN_LONDON: dict[str, dict[str, Any]] = {
    f"need-work:{verb}-{name}": {"number": row}
    for name, row in (
        ("domain", a_row(Domain, programme__slug="second")),
        ("group", a_row(AreaGroup, programme__slug="second")),
        ("vote", a_row(WeightVote, indicator__programme__slug="second")),
    )
    for verb in ("change", "throw-away")
}
# What fills the holes of an address: by its name, else by its namespace. A new address without a sample fails.
# What has a number of its own in each database is looked up when it is asked for.
SECOND: dict[str, dict[str, Any]] = {
    "need": {"code": "E09000012"},
    "need:indicator": {"code": "second-indicator"},
    "need:compare": {"code": "second-indicator"},
    "need:standardised": {"code": "second-indicator"},
    "need:inequality": {"code": "second-indicator"},
    "need:decision": {"key": "where-to-begin"},
    "need-work": {"code": "second-indicator", "area": "E09000012", "year": 2020, "number": 1},
    "need-work:change-decision": {"key": "where-to-begin"},
    "need-work:throw-away-map": {"key": "squares"},
    "need-work:change-source": {"key": "second-report"},
    **NOT_IN_LONDON,
    "conversations": {"slug": "hackney", "number": 1, "size": "small"},
    "conversations-work": {"slug": "hackney", "position": 1, "number": 1, "size": "small"},
    "ideas": {"key": "i001"},
    "ideas-work": {"key": "i001", "slug": "hackney"},
    "themes": {"key": "second-theme"},
    "themes:recommendation": {"key": "r01"},
    "themes-work": {"key": "second-theme"},
    "themes-work:change-code": {"key": "second-code"},
    "themes-work:change-recommendation": {"key": "r01"},
    "themes-work:code-text": {"key": "i001"},
    "themes-work:remove-coding": {"key": "i001"},
    "themes-work:skip-text": {"key": "i001"},
    "commitments": {"key": "second-promise"},
    "commitments-work": {"key": "second-promise"},
    "outcomes": {"key": "second-outcome"},
    "outcomes-work": {"key": "second-outcome"},
    "outcomes-work:change-connection": {"key": "second-connection"},
    "groups": {"key": "second-group"},
    "groups-work": {"key": "second-group", "position": 1, "number": 1, "person": "second-01"},
    "followup": {"key": "participants", "answer": "a001", "extract": "x01"},
    "followup-work": {
        "key": "participants",
        "question": "useful-connections",
        "interview": "interview-1",
        "response": "p001",
    },
    "monitoring": {"key": "second-framework"},
    "monitoring-work": {
        "key": "second-framework",
        "measure": "second-measure",
        "year": 2021,
        "group": "everyone",
    },
    "report": {"number": 1, "section": "case"},
    "report:figure": {"key": "ideas-recorded"},
    "report-work": {"key": "case", "section": "case"},
    "team-work": {"number": a_member},
    "support": {
        "id": "345c8d8f-b8b5-5b78-97e3-658957bf23e0",
        "area": "E09000012",
        "key": "second-pack",
        "number": 1,
        "language": "en",
        "what": "services",
    },
    "support-work": {
        "id": "345c8d8f-b8b5-5b78-97e3-658957bf23e0",
        "key": "second-pack",
        "number": 1,
        "language": "en",
        "line": "samaritans",
    },
    "support-work:term": {"id": "0047ad04-2b4c-562b-883a-526d6a0b0f0d"},
    "privacy-work": {"key": "second-purpose", "seat": "hackney-01", "number": 1, "kind": "contacts"},
    "privacy-work:change-organisation": {"key": "second-office"},
    "privacy-work:change-risk": {"key": "second-risk"},
    "safeguarding-work": {"number": 1},
    "me-not-meant": {"key": "i001"},
    "me-by-link": {"token": "no-such-token"},
    "me-work": {"seat": "hackney-01", "number": 1, "kind": "contacts"},
}
LONDON: dict[str, dict[str, Any]] = SECOND | {
    "team-work": {"number": 1},
    "support": {
        "id": "f432df40-c0b3-577a-be6a-ca23875f5c1d",
        "area": "E09000012",
        "key": "losing-a-job",
        "number": 1,
        "language": "en",
        "what": "services",
    },
    "support-work": {
        "id": "f432df40-c0b3-577a-be6a-ca23875f5c1d",
        "key": "losing-a-job",
        "number": 1,
        "language": "en",
        "line": "samaritans",
    },
    "support-work:term": {"id": "492bb045-4347-5763-b889-223f385d0dcb"},
    "privacy-work": {"key": "hearing", "seat": "hackney-01", "number": 1, "kind": "contacts"},
    "privacy-work:change-organisation": {"key": "hosting"},
    "privacy-work:change-risk": {"key": "distress"},
    "need:indicator": {"code": "child-poverty"},
    "need:compare": {"code": "child-poverty"},
    "need:standardised": {"code": "child-poverty"},
    "need:inequality": {"code": "child-poverty"},
    "need-work:change-source": {"key": "londoners-did"},
    "need-work": {"code": "child-poverty", "area": "E09000012", "year": 2020, "number": 1},
    **{name: {"number": 0} for name in NOT_IN_LONDON},
    "themes": {"key": "places-to-meet"},
    "themes-work": {"key": "places-to-meet"},
    "themes-work:change-code": {"key": "indoor-space"},
    "ideas": {"key": "i028"},
    "ideas-work": {"key": "i028", "slug": "hackney"},
    "themes-work:code-text": {"key": "i028"},
    "themes-work:remove-coding": {"key": "i028"},
    "themes-work:skip-text": {"key": "i028"},
    "commitments": {"key": "leisure-centre-space"},
    "commitments-work": {"key": "leisure-centre-space"},
    "outcomes": {"key": "hackney-leisure-centre"},
    "outcomes-work": {"key": "hackney-leisure-centre"},
    "outcomes-work:change-connection": {"key": "hackney-health-and-planning"},
    "groups": {"key": "thamesview"},
    "groups-work": {"key": "thamesview", "number": 1},
    "groups-work:change-session": {"key": "champions", "position": 1},
    "groups-work:change-enrolment": {"key": "champions", "person": "champion-01"},
    "monitoring": {"key": "lambeth-shared-measures"},
    "monitoring-work": {
        "key": "lambeth-shared-measures",
        "measure": "someone-to-talk-to",
        "year": 2018,
        "group": "Everyone asked",
    },
    "report": {"number": 1, "section": "case-hackney-buildings"},
    "report-work": {"key": "case-hackney-buildings", "section": "case-hackney-buildings"},
}

# Rooms and pages where a role is let in and the row says the rest: whose it is, or that there is none here.
ROW_DECIDES = {
    "themes-work:remove-coding",
    *NOT_IN_LONDON,
    "need-work:throw-away-map",
    "need-work:put-in",
    "need-work:brought",
    "need-work:take-in",
    "need-work:throw-away",
    "conversations-work:close-evening",
    "safeguarding-work",
    "team-work",
    "support-work:brought",
    "support-work:take-in",
    "support-work:throw-away",
    "support-work:suggestion",
    "me-work:see-correction",
    "privacy-work:request",
    "me-work:end-school",
    "conversations-work:remove-checked-worker",
}
TAKEN_AWAY = {  # files; tests of their own rooms open them
    "report-work:draft-html",
    "report-work:draft-pdf",
    "privacy-work:record-pdf",
    "privacy-work:record-csv",
    "privacy-work:dpia-pdf",
}


@dataclass(frozen=True)
class Address:
    name: str  # with its namespace
    holes: tuple[str, ...]
    view: Any

    @property
    def is_work(self) -> bool:
        """Whether it is for those with a role on the programme alone."""
        return getattr(self.view, "roles", None) is not None

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(str(role.value) for role in self.view.roles)

    @property
    def methods(self) -> tuple[str, ...]:
        return self.view.methods

    @property
    def of_programme(self) -> bool:
        return "programme" in self.holes

    @property
    def is_read(self) -> bool:
        """Whether it is a page; else a button on another page sends something there, or a file is taken away."""
        return "GET" in self.methods and self.name not in TAKEN_AWAY

    @property
    def row_decides(self) -> bool:
        space = self.name.partition(":")[0]
        return bool(ROW_DECIDES & {space, self.name}) and set(self.holes) != {"programme"}

    def at(self, programme: str, samples: dict[str, dict[str, Any]]) -> str:
        space = self.name.partition(":")[0]
        known = samples.get(space, {}) | samples.get(self.name, {})
        missing = [hole for hole in self.holes if hole != "programme" and hole not in known]
        assert not missing, f"{self.name} needs a sample for {missing}: add one to tests/website/addresses.py"
        filled = {hole: known[hole] for hole in self.holes if hole != "programme"}
        asked = {hole: value() if callable(value) else value for hole, value in filled.items()}
        return reverse(
            self.name, kwargs=asked | {hole: programme for hole in self.holes if hole == "programme"}
        )


def every_address() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns: list[Any], space: str, holes: tuple[str, ...]) -> Iterator[Address]:
    for each in patterns:
        here = (*holes, *each.pattern.converters)
        if isinstance(each, URLResolver):
            inner = f"{each.namespace}:" if each.namespace else ""
            yield from _walk(each.url_patterns, space + inner, here)
        elif isinstance(each, URLPattern):
            yield Address(f"{space}{each.name}", here, each.callback)
