"""What may be asked of `said need`, and how the answer is printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saidanddone.cli.output import note, print_json, print_table

if TYPE_CHECKING:
    from .index import Built

# Of several commands

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Seed = Annotated[int, typer.Option(help="The same seed gives the same numbers.")]
OneAnArea = Annotated[Path, typer.Argument(help="A row an area: its code first. CSV in UTF-8 or XLSX.")]
Polygons = Annotated[Path, typer.Argument(help="Their polygons: GeoJSON, with a property “code”.")]
OfColumn = Annotated[str, typer.Option("--column", help="The column of VALUES to look at.")]
Level = Annotated[float, typer.Option(help="How sure an interval is, between 0 and 1.")]
Multiplier = Annotated[float, typer.Option(help="A rate is per so many.")]

# Of `said need index`

ManyValues = Annotated[
    Path,
    typer.Argument(
        metavar="VALUES",
        help="Values: a row an area and a column an indicator, or area,indicator,value[,year]. CSV in UTF-8 or XLSX.",
    ),
]
WhatTheyAre = Annotated[
    Path,
    typer.Argument(
        metavar="INDICATORS", help="What they are: code,parent,direction,weight, a row each. CSV or XLSX."
    ),
]
Impute = Annotated[str, typer.Option(help="What fills a gap: none, mean or median.")]
ImputeBy = Annotated[
    str | None, typer.Option(help="The column of VALUES within whose groups gaps are filled.")
]
Screen = Annotated[
    float, typer.Option(help="Leave out areas of which less than this share of indicators is known, 0 to 1.")
]
Treat = Annotated[bool, typer.Option("--treat", help="Cap outliers, or take the logarithm.")]
Normalise = Annotated[
    str,
    typer.Option(
        help="minmax, zscore, scaled, rank, borda, prank, dist2max, fracmax, imd, goalposts, quarter, worse."
    ),
]
Range = Annotated[
    str | None, typer.Option("--range", help="LOW:HIGH of minmax and goalposts; 0:100 unless said.")
]
RanksOf = Annotated[
    int | None, typer.Option(help="The values are ranks, 1 the greatest need, within so many areas (imd).")
]
Aggregate = Annotated[str, typer.Option(help="arithmetic, geometric, harmonic, power:P or sum.")]
Weights = Annotated[str, typer.Option(help="given (in INDICATORS), equal, or pca.")]
Votes = Annotated[Path | None, typer.Option(help="Weights from a vote: voter,code,points. CSV or XLSX.")]
First = Annotated[int | None, typer.Option(help="How many places to begin with: how sure are the first K?")]
Replications = Annotated[int, typer.Option(help="How many other ways are tried.")]
Vary = Annotated[str, typer.Option(help="What is tried: weights,normalise,aggregate,treat,values.")]
Noise = Annotated[float, typer.Option(help="How far a weight is moved: times 1-NOISE to 1+NOISE.")]
Moves = Annotated[bool, typer.Option("--moves", help="Which of those choices moves ranks most.")]
Folder = Annotated[Path | None, typer.Option(help="A folder for the table, the picture and the sentences.")]

MOST_ROWS = 60  # on a screen


def index(
    values: ManyValues,
    indicators: WhatTheyAre,
    impute: Impute = "none",
    impute_by: ImputeBy = None,
    screen: Screen = 0.0,
    treat: Treat = False,
    normalise: Normalise = "minmax",
    range_: Range = None,
    ranks_of: RanksOf = None,
    aggregate: Aggregate = "arithmetic",
    weights: Weights = "given",
    votes: Votes = None,
    first: First = None,
    replications: Replications = 1000,
    seed: Seed = 1,
    vary: Vary = "weights,normalise,aggregate,treat",
    noise: Noise = 0.25,
    moves: Moves = False,
    write: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Where need is greatest over many indicators, how sure that is, and what may be said of it."""
    from .as_json import as_json as in_json
    from .index import build
    from .options import Options

    built = build(
        values,
        indicators,
        Options(
            impute=impute,
            impute_by=impute_by,
            screen=screen,
            treat=treat,
            normalise=normalise,
            range=range_,
            ranks_of=ranks_of,
            aggregate=aggregate,
            weights=weights,
            votes=votes,
            first=first,
            replications=replications,
            seed=seed,
            vary=vary,
            noise=noise,
            moves=moves,
        ),
    )
    if write is not None:
        from .paper import write_paper

        for file in write_paper(built, write):
            note(f"Written: {file}")
    if as_json:
        print_json(in_json(built))
    else:
        _show(built)


def _show(built: Built) -> None:
    from .letters import picture_in_letters
    from .sentences import cannot_say, cells, header, sentences

    _print_rows(
        f"Where need is greatest, of {built.ranked} areas",
        header(built),
        cells(built),
        rest="--write FOLDER writes all of them",
    )
    if built.sure:
        print(picture_in_letters(built))
    if built.moves:
        print_table(
            "What moves ranks most, as shares of all movement",
            ["Choice", "By itself", "95% interval", "With all others", "95% interval"],
            [
                [
                    move.choice,
                    f"{move.first:.2f}",
                    f"{move.first_low:.2f} to {move.first_high:.2f}",
                    f"{move.total:.2f}",
                    f"{move.low:.2f} to {move.high:.2f}",
                ]
                for move in built.moves.moves
            ],
        )
    _print_for_a_paper(sentences(built), cannot_say(built))


def _print_rows(
    title: str, header: Sequence[str], rows: Sequence[Sequence[str]], rest: str = "--json has all of them"
) -> None:
    """No more than a person scrolls through."""
    print_table(title, header, rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        note(f"The first {MOST_ROWS} of {len(rows):,}; {rest}.")


def _print_for_a_paper(sentences: Sequence[str], cannot_say: Sequence[str]) -> None:
    print("For a paper:")
    print(" ".join(sentences))
    print("What the data cannot say:")
    for sentence in cannot_say:
        print(f"- {sentence}")


def compare(
    counts: Annotated[Path, typer.Argument(help="area,numerator,denominator[,name]. CSV in UTF-8 or XLSX.")],
    kind: Annotated[str, typer.Option(help="proportion or rate.")],
    multiplier: Multiplier = 100_000,
    level: Level = 0.95,
    benchmark: Annotated[
        float | None, typer.Option(help="What areas are compared with, in the figure's own unit.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Proportions or rates with their limits, and whether each differs from a benchmark."""
    from .compare import compare as compared

    found = compared(counts, kind, multiplier, level, benchmark)
    if found.left_out:
        note(f"Left out, without counts: {', '.join(found.left_out[:20])}.")
    if as_json:
        print_json(found.as_json())
        return
    _print_rows(
        "Areas compared",
        ["Area", "Numerator", "Denominator", "Value", f"{level * 100:g}% interval", "Against the benchmark"],
        found.cells(),
    )
    _print_for_a_paper(found.sentences(), found.cannot_say())


def standardise(
    counts: Annotated[
        Path,
        typer.Argument(
            help="area,age,events,people[,name], a row an area and age group. CSV in UTF-8 or XLSX."
        ),
    ],
    way: Annotated[str, typer.Option(help="direct (a rate) or indirect (events over those expected).")],
    standard: Annotated[
        Path | None,
        typer.Option(
            help="age,people (direct) or age,events,people (indirect); else the European Standard Population 2013, "
            "or all areas together."
        ),
    ] = None,
    multiplier: Annotated[
        float | None, typer.Option(help="A rate is per so many; 100,000 unless said.")
    ] = None,
    level: Level = 0.95,
    benchmark: Annotated[
        float | None,
        typer.Option(help="What areas are compared with: a rate, or a ratio, which is 1 unless said."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Rates of areas whose people differ in age, made comparable, with their limits."""
    from .standardise import standardise as standardised

    found = standardised(counts, way, standard, multiplier, level, benchmark)
    if found.left_out:
        note(
            f"Left out, without a count in every age group: {', '.join(each.area for each in found.left_out[:20])}."
        )
    if as_json:
        print_json(found.as_json())
        return
    _print_rows(found.title(), found.header(), found.cells())
    _print_for_a_paper(found.sentences(), found.cannot_say())


def inequality(
    values: Annotated[
        Path,
        typer.Argument(
            help="group,people,value[,low,high,rank,name], the most deprived first or by rank. CSV or XLSX."
        ),
    ],
    level: Level = 0.95,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """How far a figure follows deprivation: the slope and the relative index of inequality."""
    from .inequality import inequality as unequal

    found = unequal(values, level, seed)
    if as_json:
        print_json(found.as_json())
        return
    print_table(
        "Groups, the most deprived first",
        ["Group", "People", "Value", "95% interval", "On the line"],
        found.cells(),
    )
    _print_for_a_paper(found.sentences(), found.cannot_say())


def funnel(
    counts: Annotated[Path, typer.Argument(help="area,numerator,denominator[,name]. CSV in UTF-8 or XLSX.")],
    kind: Annotated[str, typer.Option(help="proportion or rate.")],
    multiplier: Multiplier = 100_000,
    write: Annotated[Path | None, typer.Option(help="The SVG to draw.")] = None,
    as_json: AsJson = False,
) -> None:
    """Which areas lie further from the average than chance and their size explain."""
    from .funnel import funnel as plotted

    found = plotted(counts, kind, multiplier)
    sentences, cannot_say = found.sentences(), found.cannot_say()
    if found.counts.left_out:
        note(f"Left out, without counts: {', '.join(list(found.counts.left_out)[:20])}.")
    if write is not None:
        write.write_text(found.picture().print_svg, encoding="utf-8")
        note(f"Written: {write}")
    if as_json:
        print_json(found.as_json())
        return
    _print_rows(
        "Areas around their average",
        ["Area", "Numerator", "Denominator", "Value", "Where"],
        found.cells(),
        rest="those outside first; --json has all of them",
    )
    _print_for_a_paper(sentences, cannot_say)


def clusters(
    values: OneAnArea,
    areas: Polygons,
    column: OfColumn,
    permutations: Annotated[int, typer.Option(help="How often values are put elsewhere.")] = 9999,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Whether high and low values lie together on the map, and where."""
    from .clusters import clusters as found_clusters

    found = found_clusters(values, areas, column, permutations, seed)
    _note_what_did_not_match(found.only_in_values, found.only_on_map)
    if as_json:
        print_json(found.as_json())
        return
    _print_rows(
        "Areas that stand out, taken one by one",
        ["Area", "What it is", "Local I", "p", "Stands after all looks"],
        found.cells(),
    )
    _print_for_a_paper(found.sentences(), found.cannot_say())


def draw_map(
    values: OneAnArea,
    areas: Polygons,
    column: OfColumn,
    classes: Annotated[str, typer.Option(help="quantile, equal or fisher-jenks.")] = "quantile",
    number: Annotated[int, typer.Option(help="How many classes, 1 to 5.")] = 5,
    write: Annotated[Path | None, typer.Option(help="The SVG to draw.")] = None,
    as_json: AsJson = False,
) -> None:
    """Values on a map of a person's own areas, in a few classes, with the table and what did not match."""
    from .map import draw

    drawn = draw(values, areas, column, classes, number)
    _note_what_did_not_match(drawn.only_in_values, drawn.only_on_map)
    if write is not None:
        write.write_text(drawn.picture().print_svg, encoding="utf-8")
        note(f"Written: {write}")
    if as_json:
        print_json(drawn.as_json())
        return
    _print_rows(f"{column}, in {len(drawn.cut.bounds)} classes", ["Area", "Value", "Class"], drawn.cells())


def _note_what_did_not_match(only_in_values: tuple[str, ...], only_on_map: tuple[str, ...]) -> None:
    for there, codes in (("on the map", only_in_values), ("in the values", only_on_map)):
        if codes:
            some = ", ".join(codes[:10]) + (f" and {len(codes) - 10:,} more" if len(codes) > 10 else "")
            note(f"Left out, not {there}: {some}.")


COMMANDS = {
    "index": index,
    "compare": compare,
    "standardise": standardise,
    "inequality": inequality,
    "funnel": funnel,
    "clusters": clusters,
    "map": draw_map,
}
