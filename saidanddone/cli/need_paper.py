"""What goes into a committee paper: the table, the picture and the sentences, as files or on a screen."""

from __future__ import annotations

from pathlib import Path

from saidanddone.document.pictures import RankSpan, rank_spans
from saidanddone.files.write import write_csv

from .need_index import Built

DRAWN = 20  # areas in the picture: the first ones and those that could be among them
ACROSS = 40  # letters
TABLE, PICTURE, SENTENCES = "index.csv", "index.svg", "paper.md"


def picture_in_letters(built: Built) -> str:
    """A line an area: a dot at its rank, and dashes over the ranks it may have. It needs no more than a terminal."""
    spans = _spans(built)
    sure = built.sure
    assert sure is not None
    width = max(len(span.name) for span in spans)
    cut = _at(sure.k + 0.5, built.ranked)
    lines = []
    for span in spans:
        line = [" "] * ACROSS
        line[cut] = "|"
        for place in range(_at(span.low, built.ranked), _at(span.high, built.ranked) + 1):
            line[place] = "-"
        line[_at(span.rank, built.ranked)] = "o"
        lines.append(f"{span.name:<{width}}  {''.join(line).rstrip()}")
    legend = (
        f"o the rank, --- where 90 of 100 other ways put it, | where the first {sure.k} end; rank 1 is left"
    )
    return "\n".join([*lines, legend])


def write_paper(built: Built, folder: Path) -> list[Path]:
    """Three files; a folder that is not there is made. Raises ValueError where something else stands there."""
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file; allowed: a folder, or a name that is free")
    texts = {SENTENCES: _paper(built)} | ({PICTURE: _picture(built)} if built.sure else {})
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / TABLE, *built.table())
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in (TABLE, *sorted(texts))]


def _picture(built: Built) -> str:
    sure = built.sure
    assert sure is not None
    drawn = rank_spans(
        _spans(built),
        first=sure.k,
        of=built.ranked,
        key="first",
        title=f"How far the first {sure.k} hang on the method",
        caption=f"{sure.replications:,} other ways of weighing and adding up {len(built.index.indicators)} indicators",
    )
    return drawn.print_svg


def _spans(built: Built) -> list[RankSpan]:
    """The first k, those that may be among them, and enough of the next to see where it ends."""
    sure = built.sure
    assert sure is not None
    spans = []
    for at in built.order:
        rank, low, high = built.index.ranks[at], sure.rank_low[at], sure.rank_high[at]
        if rank is None or low is None or high is None:
            continue
        if rank > max(DRAWN, sure.k) and low > sure.k:
            continue
        area = built.areas[at]
        said = f"in the first {sure.k} in {100 * float(sure.p_first[at]):.0f} of 100"
        spans.append(RankSpan(built.name(area), rank, low, high, said))
    return spans[: max(2 * DRAWN, sure.k)]


def _at(rank: float, of: int) -> int:
    return round((rank - 1) / max(of - 1, 1) * (ACROSS - 1))


def _paper(built: Built) -> str:
    choices = "\n".join(f"- {name}: {value}" for name, value in built.choices().items())
    cannot = "\n".join(f"- {sentence}" for sentence in built.cannot_say())
    return (
        f"{' '.join(built.sentences())}\n\n## What the data cannot say\n\n{cannot}\n\n"
        f"## How it was worked out\n\n{choices}\n"
    )
