"""`said need`: where need is greatest, on a person's own files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .output import note, print_json, print_table

if TYPE_CHECKING:
    from .need_index import Built

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Seed = Annotated[int, typer.Option(help="The same seed gives the same numbers.")]
MOST_ROWS = 60  # on a screen; all of them are in --write and --json


def index(
    values: Annotated[
        Path,
        typer.Argument(
            help="Values: a row an area and a column an indicator, or area,indicator,value[,year]. CSV in UTF-8 or XLSX."
        ),
    ],
    indicators: Annotated[
        Path, typer.Argument(help="What they are: code,parent,direction,weight, a row each. CSV or XLSX.")
    ],
    impute: Annotated[str, typer.Option(help="What fills a gap: none, mean or median.")] = "none",
    impute_by: Annotated[
        str | None, typer.Option(help="The column of VALUES within whose groups gaps are filled.")
    ] = None,
    screen: Annotated[
        float,
        typer.Option(help="Leave out areas of which less than this share of indicators is known, 0 to 1."),
    ] = 0.0,
    treat: Annotated[bool, typer.Option("--treat", help="Cap outliers, or take the logarithm.")] = False,
    normalise: Annotated[
        str,
        typer.Option(
            help="minmax, zscore, scaled, rank, borda, prank, dist2max, fracmax, imd, goalposts, quarter, worse."
        ),
    ] = "minmax",
    range_: Annotated[
        str | None, typer.Option("--range", help="LOW:HIGH of minmax and goalposts; 0:100 unless said.")
    ] = None,
    ranks_of: Annotated[
        int | None,
        typer.Option(help="The values are ranks, 1 the greatest need, within so many areas (imd)."),
    ] = None,
    aggregate: Annotated[
        str, typer.Option(help="arithmetic, geometric, harmonic, power:P or sum.")
    ] = "arithmetic",
    weights: Annotated[str, typer.Option(help="given (in INDICATORS), equal, or pca.")] = "given",
    votes: Annotated[
        Path | None, typer.Option(help="Weights from a vote: voter,code,points. CSV or XLSX.")
    ] = None,
    first: Annotated[
        int | None, typer.Option(help="How many places to begin with: how sure are the first K?")
    ] = None,
    replications: Annotated[int, typer.Option(help="How many other ways are tried.")] = 1000,
    seed: Seed = 1,
    vary: Annotated[
        str, typer.Option(help="What is tried: weights,normalise,aggregate,treat,values.")
    ] = "weights,normalise,aggregate,treat",
    noise: Annotated[float, typer.Option(help="How far a weight is moved: times 1-NOISE to 1+NOISE.")] = 0.25,
    moves: Annotated[bool, typer.Option("--moves", help="Which of those choices moves ranks most.")] = False,
    write: Annotated[
        Path | None, typer.Option(help="A folder for the table, the picture and the sentences.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Where need is greatest over many indicators, how sure that is, and what may be said of it."""
    from .need_index import Options, build

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
        from .need_paper import write_paper

        for file in write_paper(built, write):
            note(f"Written: {file}")
    if as_json:
        print_json(built.as_json())
        return
    _show(built)


def _show(built: Built) -> None:
    from .need_paper import picture_in_letters

    print_table(f"Where need is greatest, of {built.ranked} areas", built.header(), built.cells()[:MOST_ROWS])
    if len(built.cells()) > MOST_ROWS:
        note(f"The first {MOST_ROWS} of {len(built.cells()):,}; --write FOLDER writes all of them.")
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
    print("For a paper:")
    print(" ".join(built.sentences()))
    print("What the data cannot say:")
    for sentence in built.cannot_say():
        print(f"- {sentence}")


def compare(
    counts: Annotated[Path, typer.Argument(help="area,numerator,denominator. CSV in UTF-8 or XLSX.")],
    kind: Annotated[str, typer.Option(help="proportion or rate.")],
    multiplier: Annotated[float, typer.Option(help="A rate is per so many.")] = 100_000,
    level: Annotated[float, typer.Option(help="How sure an interval is, between 0 and 1.")] = 0.95,
    benchmark: Annotated[
        float | None, typer.Option(help="What areas are compared with, in the figure's own unit.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Proportions or rates with their limits, and whether each differs from a benchmark."""
    from . import need_compare

    found = need_compare.compare(counts, kind, multiplier, level, benchmark)
    if found.left_out:
        note(f"Left out, without counts: {', '.join(found.left_out[:20])}.")
    if as_json:
        print_json(found.as_json())
        return
    print_table(
        "Areas compared",
        ["Area", "Numerator", "Denominator", "Value", f"{level * 100:g}% interval", "Against the benchmark"],
        found.cells(),
    )
    print(found.sentence())


def clusters(
    values: Annotated[Path, typer.Argument(help="A row an area: its code first. CSV in UTF-8 or XLSX.")],
    areas: Annotated[Path, typer.Argument(help="Their polygons: GeoJSON, with a property “code”.")],
    column: Annotated[str, typer.Option(help="The column of VALUES to look at.")],
    permutations: Annotated[int, typer.Option(help="How often values are put elsewhere.")] = 9999,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Whether high and low values lie together on the map, and where."""
    from . import need_clusters

    found = need_clusters.clusters(values, areas, column, permutations, seed)
    _note_what_did_not_match(found.only_in_values, found.only_on_map)
    if as_json:
        print_json(found.as_json())
        return
    print_table(
        "Areas that stand out, taken one by one",
        ["Area", "What it is", "Local I", "p", "Stands after all looks"],
        found.cells(),
    )
    for sentence in found.sentences():
        print(sentence)


def draw_map(
    values: Annotated[Path, typer.Argument(help="A row an area: its code first. CSV in UTF-8 or XLSX.")],
    areas: Annotated[Path, typer.Argument(help="Their polygons: GeoJSON, with a property “code”.")],
    column: Annotated[str, typer.Option(help="The column of VALUES to draw.")],
    classes: Annotated[str, typer.Option(help="quantile, equal or fisher-jenks.")] = "quantile",
    number: Annotated[int, typer.Option(help="How many classes, 1 to 5.")] = 5,
    write: Annotated[Path | None, typer.Option(help="The SVG to draw.")] = None,
    as_json: AsJson = False,
) -> None:
    """Values on a map of a person's own areas, in a few classes, with the table and what did not match."""
    from . import need_map

    drawn = need_map.draw(values, areas, column, classes, number)
    _note_what_did_not_match(drawn.only_in_values, drawn.only_on_map)
    if write is not None:
        write.write_text(drawn.picture().print_svg, encoding="utf-8")
        note(f"Written: {write}")
    if as_json:
        print_json(drawn.as_json())
        return
    print_table(f"{column}, in {len(drawn.cut.bounds)} classes", ["Area", "Value", "Class"], drawn.cells())


def _note_what_did_not_match(only_in_values: tuple[str, ...], only_on_map: tuple[str, ...]) -> None:
    for there, codes in (("on the map", only_in_values), ("in the values", only_on_map)):
        if codes:
            some = ", ".join(codes[:10]) + (f" and {len(codes) - 10:,} more" if len(codes) > 10 else "")
            note(f"Left out, not {there}: {some}.")
