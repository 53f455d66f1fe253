"""Paper and ink, in light and in dark. Every pair of colours that meets is listed, and tested for contrast."""

from __future__ import annotations

PRINT = {
    "paper": "#FBFAF7",
    "ink": "#1B1F23",
    "quiet": "#565B61",
    "rule": "#D9D5CC",
    "field": "#77736B",
    "raised": "#F3F0E9",
    "accent": "#0B5F66",
    "thread": "#C8401A",
    "amber": "#8A5A00",
    "plum": "#6B2C5E",
    "level-1": "#E3EEEC",
    "level-2": "#B4D3D1",
    "level-3": "#7BB0B0",
    "level-4": "#35787C",
    "level-5": "#0B4A50",
    "on-low": "#1B1F23",
    "on-high": "#FFFFFF",
}
DARK = {
    "paper": "#14171A",
    "ink": "#ECE9E2",
    "quiet": "#B3B0A9",
    "rule": "#3A3F44",
    "field": "#8C9196",
    "raised": "#1D2125",
    "accent": "#6FC3C7",
    "thread": "#FF8A65",
    "amber": "#E0B15C",
    "plum": "#D9A3CC",
    "level-1": "#1F3436",
    "level-2": "#28575A",
    "level-3": "#377377",
    "level-4": "#6FB4B7",
    "level-5": "#B9E3E3",
    "on-low": "#FFFFFF",
    "on-high": "#14171A",
}
# Okabe and Ito 2008, without yellow and vermilion: the one fades on paper, the other is the thread's.
GROUPS = ("#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
GROUPS_DARK = ("#56B4E9", "#009E73", "#CC79A7", "#E69F00", "#0072B2")
PRINT |= {f"group-{place}": colour for place, colour in enumerate(GROUPS, start=1)}
DARK |= {f"group-{place}": colour for place, colour in enumerate(GROUPS_DARK, start=1)}

TEXT_PAIRS = (
    *(
        (text, ground)
        for text in ("ink", "quiet", "accent", "amber", "plum")
        for ground in ("paper", "raised")
    ),
    ("thread", "paper"),
    *(("on-low", f"level-{level}") for level in (1, 2, 3)),
    *(("on-high", f"level-{level}") for level in (4, 5)),
)
LABEL_COLOURS = {
    "reconstructed": "plum",
    "illustrative": "plum",
    "estimate": "amber",
    "assumed": "amber",
    "small-base": "amber",
    "gap": "quiet",
    "undecided": "amber",
}


def ink(name: str) -> str:
    """A colour by its name, as drawings carry it until it is known where they will stand."""
    if name not in PRINT:
        raise KeyError(name)
    return f"var(--{name})"


def label_colour(kind: str) -> str:
    return LABEL_COLOURS.get(kind, "quiet")


def on_level(level: int) -> str:
    """The colour of text on a class of a map."""
    return "on-low" if level <= 3 else "on-high"


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: the ratio of relative luminances, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def css(colours: dict[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())
