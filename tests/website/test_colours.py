"""Every pair of text and ground in the style sheet, light and dark, by the contrast of WCAG 2.2."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

SHEET = Path(__file__).resolve().parents[2] / "saidanddone" / "website" / "static" / "said.css"
CSS = re.sub(r"/\*.*?\*/", "", SHEET.read_text(), flags=re.S)
DARK = "@media (prefers-color-scheme: dark)"

TEXT = 4.5  # text
SHAPE = 3.0  # borders of controls, the ring of focus, the thread, marks that mean something

# What is written in which colour on which ground. A colour that the sheet uses for text and that is in none
# of these pairs fails the test below.
WRITTEN = [
    ("ink", "paper"),
    ("quiet", "paper"),
    ("accent", "paper"),
    ("amber", "paper"),
    ("plum", "paper"),
    ("wrong", "paper"),
    ("on-accent", "accent"),
    ("ink", "raised"),
]
DRAWN = [
    ("accent", "paper"),  # the ring of focus
    ("field", "paper"),  # the border of a control
    ("wrong", "paper"),
    ("thread", "paper"),
    ("plum", "paper"),
    ("accent", "raised"),  # a bar on its track
    ("group-1", "paper"),
    ("group-2", "paper"),
    ("group-3", "paper"),
]
LEVELS = [f"level-{number}" for number in range(1, 6)]


def block(css: str, start: str) -> str:
    """What stands between the braces after `start`."""
    at = css.index(start) + len(start)
    depth, begin = 0, css.index("{", at) + 1
    for place in range(begin, len(css)):
        if css[place] == "{":
            depth += 1
        elif css[place] == "}":
            if depth == 0:
                return css[begin:place]
            depth -= 1
    raise AssertionError(f"{start} is not closed")


def properties(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})\b", css))


DARK_PARTS = re.findall(re.escape(DARK) + r"\s*{((?:[^{}]|{[^{}]*})*)}", CSS)
DARK_OWN = properties("".join(DARK_PARTS))
LIGHT_COLOURS = properties(re.sub(re.escape(DARK) + r"\s*{(?:[^{}]|{[^{}]*})*}", "", CSS))
DARK_COLOURS = LIGHT_COLOURS | DARK_OWN
SCHEMES = {"light": LIGHT_COLOURS, "dark": DARK_COLOURS}
schemes = pytest.mark.parametrize("scheme", SCHEMES)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def on_level(scheme: str, level: str) -> str:
    """The colour of the letters on a tile, with the exceptions that the sheet makes in the dark."""
    name = re.search(rf"\.{level}\s*{{[^}}]*\bcolor:\s*var\(--([a-z-]+)\)", CSS)
    assert name, level
    chosen = SCHEMES[scheme][name[1]]
    if scheme == "dark":
        for media in DARK_PARTS:
            own = re.search(rf"\.{level}\s*{{[^}}]*\bcolor:\s*(#[0-9A-Fa-f]{{3,6}})", media)
            if own:
                short = own[1]
                chosen = short if len(short) == 7 else "#" + "".join(2 * each for each in short[1:])
    return chosen


def test_the_measure_gives_the_published_answers():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)


def test_the_dark_scheme_gives_every_colour_its_own():
    assert DARK_OWN.keys() == LIGHT_COLOURS.keys()
    assert len(DARK_OWN) > 15


@schemes
@pytest.mark.parametrize(("text", "ground"), WRITTEN)
def test_text_can_be_read_on_its_ground(scheme, text, ground):
    colours = SCHEMES[scheme]
    assert contrast(colours[text], colours[ground]) >= TEXT


@schemes
@pytest.mark.parametrize(("shape", "ground"), DRAWN)
def test_shapes_that_mean_something_can_be_seen(scheme, shape, ground):
    colours = SCHEMES[scheme]
    assert contrast(colours[shape], colours[ground]) >= SHAPE


@schemes
@pytest.mark.parametrize("level", LEVELS)
def test_letters_can_be_read_on_every_tile(scheme, level):
    assert contrast(on_level(scheme, level), SCHEMES[scheme][level]) >= TEXT


@schemes
def test_classes_of_the_map_go_one_way_so_that_they_are_told_apart_in_grey(scheme):
    shades = [luminance(SCHEMES[scheme][level]) for level in LEVELS]
    assert shades == sorted(shades, reverse=scheme == "light")
    for one, next_one in pairwise(LEVELS):
        assert contrast(SCHEMES[scheme][one], SCHEMES[scheme][next_one]) >= 1.3


def test_no_colour_is_used_for_text_that_is_in_no_pair():
    used = set(re.findall(r"(?<![\w-])color:\s*var\(--([a-z0-9-]+)\)", CSS))
    known = {text for text, _ in WRITTEN} | {"on-low", "on-high"}
    assert used
    assert used <= known


def test_no_ground_is_used_that_is_in_no_pair():
    used = set(re.findall(r"background(?:-color)?:\s*var\(--([a-z0-9-]+)\)", CSS))
    grounds = {ground for _, ground in WRITTEN} | set(LEVELS) | {"thread", "level-none"}
    assert used
    assert used <= grounds


def test_colours_are_named_once_and_used_by_name():
    """A colour written where it is used would be in no pair and would not turn dark."""
    rules = re.sub(r":root\s*{[^}]*}", "", CSS)
    literal = re.findall(r"#[0-9A-Fa-f]{3,8}\b", rules)
    tiles, code, paper = ["#14171A", "#FFF"], ["#FFF"], ["#000", "#000", "#FFF"]
    assert sorted(literal) == sorted(tiles + code + paper), (
        "only letters on two tiles in the dark, the ground of a code that a camera reads, and black on white paper"
    )


def test_the_thread_colour_is_for_the_thread_alone():
    texts = re.findall(r"([^{}]+){[^{}]*(?<![\w-])color:\s*var\(--thread\)", CSS)
    assert texts == []


def test_no_rule_hides_the_ring_of_focus():
    hidden = re.findall(r"([^{}]+){[^{}]*outline:\s*(?:none|0)\b", CSS)
    assert [selector.strip() for selector in hidden] == ["main:focus"]
    assert re.search(r":focus-visible\s*{[^}]*outline:\s*3px solid var\(--accent\)", CSS)


def test_what_moves_moves_only_for_who_has_not_asked_for_stillness():
    outside = CSS
    for media in re.findall(r"@media \(prefers-reduced-motion: no-preference\)\s*{", CSS):
        outside = outside.replace(block(CSS, media.rstrip("{ ")), "")
    assert "animation" not in outside
    assert "transition" not in outside


def test_the_sheet_stays_small():
    assert len(SHEET.read_bytes()) < 40_000
