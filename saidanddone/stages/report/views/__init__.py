from .drafts import draft, draft_figures, draft_html, draft_pdf, draft_section, make_draft, make_release
from .public import (
    figure,
    figures,
    release,
    release_data,
    release_html,
    release_json,
    release_pdf,
    reports,
    section,
)
from .work import add_section, change_section, remove_section, work_section, work_sections

__all__ = [
    "add_section",
    "change_section",
    "draft",
    "draft_figures",
    "draft_html",
    "draft_pdf",
    "draft_section",
    "figure",
    "figures",
    "make_draft",
    "make_release",
    "release",
    "release_data",
    "release_html",
    "release_json",
    "release_pdf",
    "remove_section",
    "reports",
    "section",
    "work_section",
    "work_sections",
]
