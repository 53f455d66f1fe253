"""What goes into a committee paper: the table, the picture and the sentences, as files."""

from __future__ import annotations

from pathlib import Path

from saidanddone.document.pictures import RankSpan, rank_spans
from saidanddone.files.write import write_csv

from .as_json import table
from .index import Built
from .sentences import cannot_say, sentences

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
    choices = "\n".join(f"- {name}: {_said(value)}" for name, value in built.choices().items())
    cannot = "\n".join(f"- {sentence}" for sentence in cannot_say(built))
    return (
        f"{' '.join(sentences(built))}\n\n## What the data cannot say\n\n{cannot}\n\n"
        f"## How it was worked out\n\n{choices}\n"
    )


def _said(value: object) -> str:
    return (
        "; ".join(f"{code}, {each}" for code, each in value.items())
        if isinstance(value, dict)
        else str(value)
    )
