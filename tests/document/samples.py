"""A small report with one block of every kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from saidanddone.document.blocks import (
    Block,
    Bullets,
    Document,
    FigureLink,
    FigureList,
    Heading,
    Link,
    Notice,
    Number,
    Numbers,
    Quotation,
    Strong,
    Table,
    Words,
    paragraph,
)
from saidanddone.document.pictures import (
    Bar,
    FunnelLimits,
    FunnelPoint,
    Tile,
    bars_with_intervals,
    funnel_plot,
    tile_map,
)

USEFUL = Number(
    shown="41%",
    title="Participants who made a useful connection",
    base="40 of 97 who answered",
    sentence="40 of the 97 people who answered said so.",
    value=40 / 97,
    low=0.319,
    high=0.512,
    labels=("reconstructed",),
    key="useful",
    method="Wilson's interval",
    caution="It speaks only of those who answered.",
)
TOTAL = Number(
    shown="412",
    title="People who may have made one",
    base="Of 1,000 who came",
    sentence="Between 318 and 511 people.",
    value=412,
    low=318,
    high=511,
    labels=("estimate", "assumed"),
    key="useful-total",
    full=1000,
)
BARS = (
    Bar(
        "Made a useful connection",
        0.412,
        "41%",
        "40 of 97",
        0.319,
        0.512,
        "32% to 51%",
        "Participants",
        "useful",
    ),
    Bar("Made a useful connection", 0.8125, "81%", "13 of 16", 0.57, 0.93, "57% to 93%", "Organisers"),
)
TILES = (
    Tile("Hackney", "HCK", 1, 2, 5, "0.58", "a conversation was held"),
    Tile("Lambeth", "LAM", 2, 1, 1, "0.12"),
    Tile("City of London", "CTY", 2, 2, None, "no data"),
)
LEGEND = ("0.1 to 0.2", "0.2 to 0.3", "0.3 to 0.4", "0.4 to 0.5", "0.5 to 0.6")


# Around 0.3, at 100, 400 and 1,600 people.
LIMITS = tuple(
    FunnelLimits(
        n,
        0.3 - 0.14 * 10 / n**0.5,
        0.3 - 0.09 * 10 / n**0.5,
        0.3 + 0.09 * 10 / n**0.5,
        0.3 + 0.14 * 10 / n**0.5,
    )
    for n in (100, 400, 1600)
)
AROUND = (
    FunnelPoint("Hackney", 1600, 0.37, 2, "37%", "592 of 1,600", "above 99.8%"),
    FunnelPoint("Lambeth", 400, 0.24, 1, "24%", "96 of 400", "below 95%"),
    FunnelPoint("City of London", 100, 0.35, 0, "35%", "35 of 100", "inside"),
)


def funnel_picture(points=AROUND, limits=LIMITS, title="Hackney lies outside"):
    return funnel_plot(
        points,
        limits,
        average=0.3,
        say=lambda value: f"{100 * value:.0f}%",
        key="funnel",
        title=title,
        caption="3 boroughs.",
    )


def bars_picture():
    return bars_with_intervals(
        BARS, key="connections", title="Organisers report more connections", caption="97 and 16 answered."
    )


def map_picture():
    return tile_map(
        TILES, key="need", title="Need is highest in Hackney", caption="3 boroughs.", legend=LEGEND
    )


def everything() -> tuple[Block, ...]:
    return (
        Heading(1, "In short", "short"),
        paragraph(
            "Of those we could ask, ", FigureLink("41%", "useful"), " made one. ", Strong("Forty people.")
        ),
        Bullets(
            (
                "One",
                (Words("Two "), Link("a page", "https://example.org/a?b=1&c=2")),
                Bullets(("Within",), True),
            )
        ),
        Numbers((USEFUL, TOTAL)),
        bars_picture(),
        Heading(2, "A room for everyone", "case-1", "Case study 1, Hackney", opens_page=True),
        Notice("illustrative"),
        Quotation(
            "I left with two telephone numbers.", "A resident", "en", "illustrative", "https://example.org/i"
        ),
        Heading(1, "The map", "map"),
        map_picture(),
        Table(
            "What was promised",
            ("What", "How many", "State"),
            (("A warm room", "3", (FigureLink("41%", "useful"),)), ("A bench", "12", "Kept")),
            frozenset({1}),
            note="“No word yet” is not “not done”.",
        ),
        Heading(1, "Every figure", "figures"),
        FigureList((USEFUL, TOTAL)),
    )


def report(*blocks: Block, **changes: object) -> Document:
    whole = Document(
        title="Londoners did",
        subtitle="What came of seventeen conversations",
        publisher="Said and Done",
        language="en-GB",
        dated=date(2020, 2, 4),
        blocks=blocks or everything(),
        labels=("reconstructed", "illustrative"),
        abstract="What was done about it, and how we know.",
        edition="Release 1",
        citation="Said and Done (2020). Londoners did.",
        address="https://example.org/report/1/",
    )
    return replace(whole, **changes)


def saying(text: str) -> Document:
    """A report in which the text stands at every place that a person may fill."""
    number = replace(USEFUL, shown=text, title=text, base=text, sentence=text, method=text, caution=text)
    return report(
        Heading(1, text, "one", text),
        paragraph(text, Strong(text), Link(text, "https://example.org/"), FigureLink(text, "useful")),
        Bullets((text, Bullets((text,), True))),
        Table(text, (text, text), ((text, text),), note=text),
        Quotation(text, text, "en", "illustrative"),
        Notice("gap", text),
        Numbers((number,)),
        FigureList((number,)),
        title=text,
        subtitle=text,
        publisher=text,
        abstract=text,
        edition=text,
        citation=text,
    )
