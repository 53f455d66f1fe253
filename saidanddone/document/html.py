"""The tree as one HTML page that opens from a folder, or as blocks for a page of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from saidanddone.document.addresses import is_safe
from saidanddone.document.alike import Alike, alike
from saidanddone.document.blocks import (
    Block,
    Bullets,
    Cell,
    Document,
    Entry,
    FigureLink,
    FigureList,
    Heading,
    Inline,
    Link,
    Notice,
    Number,
    Numbers,
    Paragraph,
    Picture,
    Quotation,
    Strong,
    Table,
    inlines,
)
from saidanddone.document.checks import check, labels_of
from saidanddone.document.palette import DARK, PRINT, css
from saidanddone.document.text import clean, interval
from saidanddone.document.wording import Wording

DEEPEST_TAG = 6
SHORT_SUBTITLE = 110  # letters; a longer one is set smaller
BRAND = (
    '<svg class="brand-mark" viewBox="0 0 44 20" aria-hidden="true"><path d="M6 10C14 -4 22 24 38 10"/>'
    '<circle cx="6" cy="10" r="4"/><circle cx="38" cy="10" r="4"/></svg>'
)


def render(document: Document, *, figure_address: str = "") -> str:
    """The whole report. `figure_address` holds `{}` where a figure's key goes; without it, figure links lead to
    the list of figures on this page."""
    check(document)
    draw = _Drawing(document.wording, figure_address, down=1, on_site=False)
    parts = (_head(document), _cover(document, draw), _contents(document), *_sections(document.blocks, draw))
    return "\n".join((*parts, _foot(document), "</body></html>\n"))


def render_blocks(
    blocks: Sequence[Block], *, figure_address: str = "", top: int = 2, wording: Wording | None = None
) -> str:
    """Blocks for a page that has its own frame and heading: the highest heading here becomes `<h{top}>`."""
    highest = min((block.level for block in blocks if isinstance(block, Heading)), default=1)
    return "\n".join(
        _Drawing(wording or Wording(), figure_address, down=top - highest, on_site=True).all(blocks)
    )


def _text(text: str) -> str:
    return escape(clean(text)).replace("\n", "<br>")


def _value(text: str) -> str:
    return escape(clean(text).replace("\n", " "))


class _Drawing:
    """Draws blocks; knows where figures lead and how deep headings stand."""

    def __init__(self, wording: Wording, figure_address: str, *, down: int, on_site: bool) -> None:
        self.wording, self.figure_address, self.down, self.on_site = wording, figure_address, down, on_site

    def all(self, blocks: Iterable[Block]) -> Iterator[str]:
        return (self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph():
                return f"<p>{self.inlines(block.inlines)}</p>"
            case Bullets():
                return self.bullets(block)
            case Table():
                return self.table(block)
            case Picture():
                return self.picture(block)
            case Quotation():
                return self.quotation(block)
            case Numbers():
                return self.numbers(block)
            case FigureList():
                return self.figure_list(block)
            case Notice():
                return self.notice(block)

    def heading(self, heading: Heading) -> str:
        tag = min(heading.level + self.down, DEEPEST_TAG)
        drawn = f'<h{tag} id="section-{_value(heading.key)}">{_text(heading.text)}</h{tag}>'
        if not heading.kicker:
            return drawn
        return f'<hgroup><p class="kicker">{_text(heading.kicker)}</p>{drawn}</hgroup>'

    def inlines(self, cell: Cell) -> str:
        return "".join(self.inline(part) for part in inlines(cell))

    def inline(self, part: Inline) -> str:
        if isinstance(part, Strong):
            return f"<strong>{_text(part.text)}</strong>"
        if isinstance(part, FigureLink):
            return f'<a class="follow" href="{self.to_figure(part.key)}">{_text(part.text)}</a>'
        if isinstance(part, Link) and is_safe(part.address):
            return f'<a href="{_value(part.address)}">{_text(part.text)}</a>'
        return _text(part.text)

    def to_figure(self, key: str) -> str:
        return _value(self.figure_address.replace("{}", key) if self.figure_address else f"#figure-{key}")

    def bullets(self, bullets: Bullets) -> str:
        tag = "ol" if bullets.ordered else "ul"
        items: list[str] = []
        for item in bullets.items:
            if not isinstance(item, Bullets):
                items.append(self.inlines(item))
            elif items:
                items[-1] += self.bullets(item)
            else:
                items.append(self.bullets(item))
        return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"

    def table(self, table: Table) -> str:
        heads = "".join(
            f'<th scope="col"{_right(table, place)}>{_text(head)}</th>'
            for place, head in enumerate(table.header)
        )
        rows = "".join(f"<tr>{self.cells(table, row)}</tr>" for row in table.rows)
        caption = f"<caption>{_text(table.caption)}</caption>" if table.caption else ""
        name = _value(table.caption or self.wording.table)
        note = f'<p class="table-note">{_text(table.note)}</p>' if table.note else ""
        return (
            f'<div class="table-frame" role="group" aria-label="{name}" tabindex="0"><table>{caption}'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{note}"
        )

    def cells(self, table: Table, row: Sequence[Cell]) -> str:
        drawn = []
        for place, cell in enumerate(row):
            tag, scope = ("th", ' scope="row"') if table.row_headers and place == 0 else ("td", "")
            drawn.append(f"<{tag}{scope}{_right(table, place)}>{self.inlines(cell)}</{tag}>")
        return "".join(drawn)

    def picture(self, picture: Picture) -> str:
        return (
            f'<figure class="picture" id="picture-{_value(picture.key)}"><p class="picture-title">'
            f"{_text(picture.title)}</p>{picture.screen_svg}"
            f"<figcaption>{_text(picture.caption)}</figcaption>"
            f"<details><summary>{_text(self.wording.table_of)}"
            f'<span class="visually-hidden">: {_text(picture.title)}</span></summary>'
            f"{self.table(picture.table)}</details></figure>"
        )

    def quotation(self, quotation: Quotation) -> str:
        words = clean(quotation.words)
        follow = ""
        if is_safe(quotation.address) or (self.on_site and _is_path(quotation.address)):
            start = _text(" ".join(words.split()[:8]))
            follow = (
                f' <a class="follow" href="{_value(quotation.address)}">{_text(self.wording.follow)}'
                f'<span class="visually-hidden">: {start}</span></a>'
            )
        return (
            f'<figure class="quotation"><blockquote lang="{_value(quotation.language)}" dir="auto"><p>{_text(words)}'
            f"</p></blockquote><figcaption>{_text(quotation.who)} {self.label(quotation.label)}{follow}"
            "</figcaption></figure>"
        )

    def label(self, kind: str) -> str:
        if not kind or kind == "published":
            return ""
        words = self.wording.label(kind)
        return f'<span class="label label-{_value(kind)}" title="{_value(words.sentence)}">{_text(words.name)}</span>'

    def labels(self, kinds: Iterable[str]) -> str:
        drawn = " ".join(filter(None, map(self.label, kinds)))
        return f"<p>{drawn}</p>" if drawn else ""

    def notice(self, notice: Notice) -> str:
        words = self.wording.label(notice.kind)
        return (
            f'<div class="notice notice-{_value(notice.kind)}" role="note"><p>'
            f'<span class="label label-{_value(notice.kind)}">{_text(words.name)}</span> '
            f"{_text(notice.text or words.sentence)}</p></div>"
        )

    def numbers(self, numbers: Numbers) -> str:
        return (
            f'<ul class="figures">{"".join(f"<li>{self.number(item)}</li>" for item in numbers.items)}</ul>'
        )

    def number(self, number: Number) -> str:
        how = ""
        if number.key:
            how = (
                f'<p class="figure-how"><a class="follow" href="{self.to_figure(number.key)}">'
                f'{_text(self.wording.how_we_know)}<span class="visually-hidden">: {_text(number.title)}</span></a></p>'
            )
        return (
            f'<div class="figure"><p class="figure-number">{_text(number.shown)}</p>'
            f'<p class="figure-title">{_text(number.title)}</p>{_base(number)}{self.interval(number)}'
            f"<p>{_text(number.sentence)}</p>{self.labels(number.labels)}{how}</div>"
        )

    def interval(self, number: Number) -> str:
        words = interval(number, self.wording)
        return f'{_whisker(number)}<p class="figure-base">{_text(words)}</p>' if words else ""

    def figure_list(self, listed: FigureList) -> str:
        return "".join(map(self.figures_alike, alike(listed.items)))

    def figures_alike(self, those: Alike) -> str:
        """What the figures share stands above them, once."""
        shared = self.facts(those.method, those.caution) + self.labels(those.labels)
        return (
            f'<div class="figures-alike">{shared}'
            f'<ol class="figure-list">{"".join(map(self.listed, those.figures))}</ol></div>'
        )

    def listed(self, number: Number) -> str:
        """How we know: where a figure link arrives."""
        sentence = f"<p>{_text(number.sentence)}</p>" if number.sentence else ""
        known = _base(number) + self.interval(number)
        more = self.facts(number.method, number.caution) + self.labels(number.labels)
        return (
            f'<li id="figure-{_value(number.key)}" tabindex="-1"><div><p class="figure-title">'
            f'<span class="figure-shown">{_text(number.shown)}</span> {_text(number.title)}</p>{sentence}</div>'
            + (f'<div class="figure-known">{known}</div>' if known else "")
            + (f"<div>{more}</div>" if more else "")
            + "</li>"
        )

    def facts(self, method: str, caution: str) -> str:
        explained = ((self.wording.worked_out, method), (self.wording.cannot_say, caution))
        facts = "".join(f"<dt>{_text(name)}</dt><dd>{_text(said)}</dd>" for name, said in explained if said)
        return f'<dl class="facts">{facts}</dl>' if facts else ""


def _right(table: Table, place: int) -> str:
    return ' class="number"' if place in table.numeric else ""


def _base(number: Number) -> str:
    return f'<p class="figure-base">{_text(number.base)}</p>' if number.base else ""


def _is_path(address: str) -> bool:
    """A path on this same site, which a quotation on a page of the site leads to."""
    return address.startswith("/") and not address.startswith(("//", "/\\")) and clean(address) == address


def _whisker(number: Number) -> str:
    """The interval in words stands beside it, so this is for the eye alone."""
    low, value, high = (100 * (end or 0) / number.full for end in (number.low, number.value, number.high))
    return (
        '<svg class="whisker" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<line class="whisker-axis" x1="0" x2="100" y1="5" y2="5"/>'
        f'<line class="whisker-range" x1="{low:.1f}" x2="{high:.1f}" y1="5" y2="5"/>'
        f'<line class="whisker-point" x1="{value:.1f}" x2="{value:.1f}" y1="1" y2="9"/></svg>'
    )


def _sections(blocks: Sequence[Block], draw: _Drawing) -> Iterator[str]:
    """Each heading of level 1 opens a section, a bead on the thread."""
    begun = False
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            yield ("</section>" if begun else "") + '<section class="strand-section">'
            begun = True
        yield draw.block(block)
    yield ("</section>" if begun else "") + "</main>"


@cache
def _style() -> str:
    light = f":root {{ color-scheme: light dark; {css(PRINT)} }}"
    dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {css(DARK)} }} }}"
    return "\n".join((light, dark, files("saidanddone.document").joinpath("report.css").read_text("utf-8")))


def _head(document: Document) -> str:
    about = f'<meta name="description" content="{_value(document.abstract)}">' if document.abstract else ""
    at = f'<link rel="canonical" href="{_value(document.address)}">' if is_safe(document.address) else ""
    return (
        f'<!doctype html>\n<html lang="{_value(document.language)}"><head><meta charset="utf-8">'
        f"<title>{_value(document.title)}</title>"
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{about}{at}'
        f'<meta name="dcterms.issued" content="{document.dated.isoformat()}">'
        f"<style>\n{_style()}</style></head>\n"
        f'<body><a class="skip" href="#report">{_text(document.wording.skip)}</a>'
    )


def _cover(document: Document, draw: _Drawing) -> str:
    wording = document.wording
    facts = [f"{wording.published_by} {document.publisher}", wording.day(document.dated), document.edition]
    said = "".join(f"<li>{_text(fact)}</li>" for fact in facts if fact)
    size = "subtitle" if len(document.subtitle) < SHORT_SUBTITLE else "intro"
    subtitle = f'<p class="{size}">{_text(document.subtitle)}</p>' if document.subtitle else ""
    abstract = f'<p class="intro">{_text(document.abstract)}</p>' if document.abstract else ""
    return (
        f'<header class="cover">{BRAND}<h1>{_text(document.title)}</h1>{subtitle}'
        f'<ul class="cover-facts">{said}</ul>{abstract}</header>{_meanings(document, draw)}'
    )


def _meanings(document: Document, draw: _Drawing) -> str:
    kinds = labels_of(document)
    if not kinds:
        return ""
    return (
        f'<aside class="meanings" aria-label="{_value(document.wording.labels_title)}">'
        f"<h2>{_text(document.wording.labels_title)}</h2>"
        + "".join(draw.notice(Notice(kind)) for kind in kinds)
        + "</aside>"
    )


def _contents(document: Document) -> str:
    entries = document.contents()
    if not entries:
        return '<main id="report" tabindex="-1">'
    words = _text(document.wording.contents)
    return (
        f'<nav class="contents" id="contents" aria-labelledby="contents-title"><h2 id="contents-title">{words}</h2>'
        f'{_entries(entries)}</nav>\n<main id="report" tabindex="-1">'
    )


def _entries(entries: Sequence[Entry]) -> str:
    """Sections, each with its parts below it."""
    drawn: list[tuple[str, list[str]]] = []
    for entry in entries:
        line = f'<a href="#section-{_value(entry.key)}">{_text(entry.text)}</a>'
        if entry.level == 1:
            drawn.append((line, []))
        else:
            drawn[-1][1].append(f"<li>{line}</li>")
    items = "".join(f"<li>{line}{_within('ol', below)}</li>" for line, below in drawn)
    return f"<ol>{items}</ol>"


def _within(tag: str, items: Sequence[str]) -> str:
    return f"<{tag}>{''.join(items)}</{tag}>" if items else ""


def _foot(document: Document) -> str:
    cited = ""
    if document.citation:
        cited = f"<p><strong>{_text(document.wording.cite)}</strong> {_text(document.citation)}</p>"
    back = f'<p><a href="#contents">{_text(document.wording.back_to_contents)}</a></p>'
    return f"<footer>{cited}{back if document.contents() else ''}</footer>"
