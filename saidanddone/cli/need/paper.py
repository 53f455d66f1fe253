"""What goes into a committee paper: the table, the picture and the sentences, as files."""

from __future__ import annotations

from pathlib import Path

from saidanddone.document.pictures import RankSpan, rank_spans
from saidanddone.files.write import write_csv

from .as_json import how_it_was_tried, table
from .index import Built
from .sentences import cannot_say, cells, header, sentences

TABLE, PICTURE, SENTENCES = "index.csv", "index.svg", "paper.md"


def write_paper(built: Built, folder: Path) -> list[Path]:
    """Three files; a folder that is not there is made. Raises ValueError where something else stands there."""
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file; allowed: a folder, or a name that is free")
    texts = {SENTENCES: _paper(built)} | ({PICTURE: _picture(built)} if built.sure else {})
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / TABLE, *table(built))
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in (TABLE, *sorted(texts))]


def _picture(built: Built) -> str:
    sure = built.sure
    assert sure is not None
    drawn = rank_spans(
        [_span(built, at) for at in built.near_the_first],
        first=sure.k,
        of=built.ranked,
        key="first",
        title=f"How far the first {sure.k} hang on the method",
        caption=f"{sure.replications:,} other ways of weighing and adding up {len(built.index.indicators)} indicators",
    )
    return drawn.print_svg


def _span(built: Built, at: int) -> RankSpan:
    sure = built.sure
    assert sure is not None
    rank, low, high = built.span(at)
    said = f"in the first {sure.k} in {100 * float(sure.p_first[at]):.0f} of 100"
    return RankSpan(built.name(built.areas[at]), rank, low, high, said)


def _paper(built: Built) -> str:
    made = built.choices() | how_it_was_tried(built)
    choices = "\n".join(f"- {name}: {_said(value)}" for name, value in made.items() if value is not None)
    cannot = "\n".join(f"- {sentence}" for sentence in cannot_say(built))
    return (
        f"{' '.join(sentences(built))}\n\n{_table(built)}\n\n{_picture_in_words(built)}## What the data cannot say\n\n{cannot}\n\n"
        f"## How it was worked out\n\n{choices}\n"
    )


def _table(built: Built) -> str:
    """Every area, as on the screen."""
    head = header(built)
    rows = [head, [":--", *["--:"] * (len(head) - 1)], *cells(built)]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)


def _picture_in_words(built: Built) -> str:
    """The picture in its place, and what its signs mean."""
    if built.sure is None:
        return ""
    k = built.sure.k
    return (
        f"![How far the first {k} hang on the method]({PICTURE})\n\n"
        f"A dot is the rank of an area, full among the first {k}; a bar reaches over the ranks that 90 of 100 other "
        f"ways give it; the dashed line is where the first {k} end. Rank 1 is left.\n\n"
    )


def _said(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{code}, {each}" for code, each in value.items())
    if isinstance(value, list):
        return " to ".join(map(_said, value)) if isinstance(value[0], float) else ", ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
