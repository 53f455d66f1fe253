from __future__ import annotations

import csv
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from scipy.stats import hypergeom

import saidanddone
from benchmarks import need
from benchmarks.__main__ import Comparison
from saidanddone.files import read_table
from saidanddone.methods.index import composite_index, flat
from saidanddone.methods.proportion import estimate
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.themes.models import Theme
from saidanddone.website.loading import load_folder

LONDON = Path(saidanddone.__file__).parent / "examples" / "london"


def comparisons() -> Iterator[Comparison]:
    yield _help()
    yield _estimate()
    yield _index()
    yield from need.comparisons()
    yield _reading()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    yield _loading()
    load_folder(LONDON, by=None)
    yield from _pages()
    load_folder(_made_large(), by=None)
    yield _large_theme()


def _help() -> Comparison:
    """What somebody waits for who only asks how a command is spelt."""
    said = Path(sys.executable).with_name("said")
    return Comparison(
        "said --help",
        lambda: subprocess.run([said, "--help"], capture_output=True, check=True),
        "an empty Python, begun and ended",
        lambda: subprocess.run([sys.executable, "-c", ""], check=True),
    )


def _estimate() -> Comparison:
    """Exact limits for 40 of 97 of 20,000 against looking at every possible total."""
    n, k, N = 97, 40, 20_000

    def scan() -> tuple[int, int]:
        totals = np.arange(k, N - (n - k) + 1)
        low = totals[hypergeom.sf(k - 1, N, totals, n) > 0.025][0]
        high = totals[hypergeom.cdf(k, N, totals, n) > 0.025][-1]
        return int(low), int(high)

    return Comparison(
        "exact limits of a total, 40 of 97 of 20,000",
        lambda: estimate(k, n, N),
        "every total looked at",
        scan,
    )


def _index() -> Comparison:
    """5,000 areas by 28 indicators against the same sums in bare NumPy."""
    values = np.random.default_rng(1).normal(size=(5000, 28))
    areas = [f"a{place}" for place in range(len(values))]
    codes = [f"c{place}" for place in range(values.shape[1])]
    tree = flat(codes, [1] * 28, [1.0] * 28)

    def bare() -> object:
        low, high = values.min(axis=0), values.max(axis=0)
        return (100 * (values - low) / (high - low)).mean(axis=1).argsort()

    return Comparison(
        "need index, 5,000 areas by 28 indicators",
        lambda: composite_index(areas, codes, values, tree),
        "bare NumPy",
        bare,
    )


def _reading() -> Comparison:
    path = Path(tempfile.mkdtemp(prefix="said-bench-")) / "rows.csv"
    drawn = random.Random(1)
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["person", *(f"q{place}" for place in range(20))])
        writer.writerows([place, *drawn.choices(["yes", "no", ""], k=20)] for place in range(20_000))

    def bare() -> object:
        with path.open(newline="", encoding="utf-8") as rows:
            return list(csv.DictReader(rows))

    return Comparison(
        "20,000 rows of 21 columns read with their lines", lambda: read_table(path), "csv.DictReader", bare
    )


class _Undone(Exception):
    pass


def _loading() -> Comparison:
    """The London example loaded through the actions against its rows put into one bare table."""
    tables = [read_table(path) for path in sorted(LONDON.glob("*.csv"))]
    lines = [
        (table.file, row.line, "\x1f".join(cell or "" for cell in row.cells.values()))
        for table in tables
        for row in table.rows
    ]

    def ours() -> None:
        with suppress(_Undone), transaction.atomic():
            load_folder(LONDON, by=None)
            raise _Undone

    def bare() -> None:
        with suppress(_Undone), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bench_rows (file text, line int, cells text)")
            cursor.executemany("INSERT INTO bench_rows VALUES (%s, %s, %s)", lines)
            raise _Undone

    return Comparison(
        f"the London example loaded ({len(lines):,} rows)", ours, "its rows inserted bare", bare
    )


CLIENT = Client(headers={"host": "127.0.0.1"})  # one for all: making one is dearer than a bare page


def _get(path: str) -> object:
    response = CLIENT.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return response


def _pages() -> Iterator[Comparison]:
    for name, path in (
        ("home", "/london/"),
        ("why these places", "/london/need/"),
        ("what we heard", "/london/heard/"),
        ("an idea with its thread", "/london/ideas/i001/"),
        ("the evidence for 41%", "/london/figures/followup-participants-useful-connections/"),
    ):
        yield Comparison(
            f"page: {name}",
            lambda path=path: _get(path),
            "the page without a query",
            lambda: _get("/help-now/"),
        )


LARGE_THEME, LARGE_CODE, LARGE_IDEAS = "parents-and-carers", "parents-group", 5_000


def _made_large() -> Path:
    """The London example under another address, with thousands more ideas, all of one theme."""
    folder = Path(tempfile.mkdtemp(prefix="said-bench-")) / "large"
    shutil.copytree(LONDON, folder)
    programme = folder / "programme.csv"
    programme.write_text(programme.read_text().replace("\nlondon,", "\nlarge,", 1))
    with (folder / "ideas.csv").open(newline="") as file:
        like = [row for row in csv.reader(file) if row[5]][1:]
    with (folder / "ideas.csv").open("a", newline="") as ideas, (folder / "codings.csv").open("a") as codings:
        writer = csv.writer(ideas, lineterminator="\n")
        for place in range(LARGE_IDEAS):
            _key, *rest = like[place % len(like)]
            writer.writerow([f"l{place}", *rest])
            codings.write(f"l{place},{LARGE_CODE},coder-1,,,no,,illustrative,\n")
    return folder


def _large_theme() -> Comparison:
    """A theme's page walks back through every idea of it; the floor reads those ideas and nothing else."""
    theme = Theme.objects.get(programme__slug="large", key=LARGE_THEME)
    ideas = Idea.objects.filter(text__codings__code__theme=theme).distinct()
    rows = ideas.values_list("text__words", "text__area__name", "conversation__title")
    return Comparison(
        f"page: a theme of {ideas.count():,} ideas",
        lambda: _get(f"/large/heard/{LARGE_THEME}/"),
        "its ideas read bare",
        lambda: list(rows.all()),
    )
