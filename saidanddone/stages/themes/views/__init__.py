"""Pages of this stage: what everybody reads, the codebook's keepers' pages, and the coding desk."""

from .desk import code_text, codings, desk, remove_coding, skip_text, take_back_skips, texts
from .public import ideas_of_theme, recommendation, recommendations, theme, themes
from .work import (
    add_code,
    add_recommendation,
    add_theme,
    change_code,
    change_recommendation,
    change_theme,
    codebook,
    work_recommendations,
    work_theme,
    work_themes,
)

__all__ = [
    "add_code",
    "add_recommendation",
    "add_theme",
    "change_code",
    "change_recommendation",
    "change_theme",
    "code_text",
    "codebook",
    "codings",
    "desk",
    "ideas_of_theme",
    "recommendation",
    "recommendations",
    "remove_coding",
    "skip_text",
    "take_back_skips",
    "texts",
    "theme",
    "themes",
    "work_recommendations",
    "work_theme",
    "work_themes",
]
