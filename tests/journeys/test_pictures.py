"""The picture that the README shows is taken from the report itself; `make pictures` takes it anew."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
PAGES = (1, 5, 9)  # the cover, the figures with their intervals, a case study
HEIGHT = 900


@pytest.mark.skipif(
    shutil.which("pdftoppm") is None and os.environ.get("CI") != "true", reason="there is no pdftoppm here"
)
def test_the_readme_shows_pages_of_the_report(demo_site, tmp_path):
    report = demo_site.home / "report" / "london" / "report.pdf"
    pages = [page_as_picture(report, number, tmp_path) for number in PAGES]
    whole = Image.new("RGB", (sum(page.width for page in pages) + 24 * (len(pages) - 1), HEIGHT), "#D9D5CC")
    left = 0
    for page in pages:
        assert len(page.convert("L").getcolors(256) or []) > 8, "a page of the report is blank"
        whole.paste(page, (left, 0))
        left += page.width + 24
    folder = ROOT / "docs" / "pictures" if os.environ.get("SAID_PICTURES") == "yes" else tmp_path
    folder.mkdir(exist_ok=True)
    whole.quantize(64).save(folder / "report.png", optimize=True)
    assert (folder / "report.png").stat().st_size < 400_000


def page_as_picture(report: Path, number: int, folder: Path) -> Image.Image:
    stem = folder / f"page-{number}"
    subprocess.run(
        ["pdftoppm", "-png", "-singlefile", "-f", str(number), "-l", str(number), "-scale-to-y", str(HEIGHT), "-scale-to-x", "-1", str(report), str(stem)],
        check=True,
    )  # fmt: skip
    return Image.open(f"{stem}.png").convert("RGB")
