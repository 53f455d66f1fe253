"""A page as a test reads it: its words, its ids, its headings, its links and its controls."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

INLINE = {"a", "abbr", "b", "em", "i", "small", "span", "strong"}
NEVER_LABELLED = {"hidden", "submit"}
OF_PASSKEYS = ("webauthn-json", "passkey")  # the scripts that a page may have, without which it works as well


@dataclass
class Control:
    tag: str
    attributes: dict[str, str]
    inside_label: bool


@dataclass
class ReadPage:
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    label_for: set[str] = field(default_factory=set)
    controls: list[Control] = field(default_factory=list)
    names_of: list[str] = field(default_factory=list)  # ids that something says it is described or named by
    attributes: set[str] = field(default_factory=set)
    scripts: int = 0
    text: str = ""

    @property
    def ids_used_twice(self) -> list[str]:
        return [name for name, times in Counter(self.ids).items() if times > 1]

    @property
    def ids_named_but_missing(self) -> list[str]:
        return [name for name in self.names_of if name not in self.ids]

    @property
    def links_within_that_lead_nowhere(self) -> list[str]:
        return [link for link in self.links if link.startswith("#") and link[1:] not in self.ids]

    @property
    def controls_without_a_label(self) -> list[Control]:
        return [
            each
            for each in self.controls
            if each.attributes.get("type") not in NEVER_LABELLED
            and not each.inside_label
            and each.attributes.get("id") not in self.label_for
            and "aria-label" not in each.attributes
        ]

    @property
    def headings_in_order(self) -> bool:
        """One first, and none that skips a step down."""
        steps = pairwise(self.headings)
        return self.headings.count(1) == 1 and all(below <= above + 1 for above, below in steps)

    def problems(self) -> list[object]:
        """What no page may have."""
        return [
            *self.ids_used_twice,
            *self.ids_named_but_missing,
            *self.links_within_that_lead_nowhere,
            *self.controls_without_a_label,
            *([] if self.headings_in_order else [self.headings]),
            *(name for name in self.attributes if name == "style" or name.startswith("on")),
            *(["a script"] if self.scripts else []),
        ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = ReadPage()
        self.labels_open = 0
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self._between(tag)
        page = self.page
        page.attributes |= held.keys()
        if "id" in held:
            page.ids.append(held["id"])
        for name in ("aria-describedby", "aria-labelledby"):
            page.names_of += held.get(name, "").split()
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            page.headings.append(int(tag[1]))
        if tag == "a" and "href" in held:
            page.links.append(held["href"])
        if tag == "script" and held.get("type") != "application/json":
            page.scripts += not any(name in held.get("src", "") for name in OF_PASSKEYS)
        if tag == "label":
            self.labels_open += 1
            page.label_for.add(held.get("for", ""))
        if tag in {"input", "select", "textarea"}:
            page.controls.append(Control(tag, held, bool(self.labels_open)))

    def _between(self, tag: str) -> None:
        """Words of two blocks are two words; those of an inline part run on."""
        if tag not in INLINE:
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._between(tag)
        if tag == "label":
            self.labels_open -= 1

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read_page(html: str | bytes) -> ReadPage:
    reader = _Reader()
    reader.feed(html if isinstance(html, str) else html.decode())
    reader.page.text = " ".join("".join(reader.words).split())
    return reader.page
