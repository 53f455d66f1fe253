"""What the report is built of, and how each figure is known."""

from .figures import (
    all_figures,
    cited_figures_of,
    figure_by_key,
    figures,
    figures_of_stage,
    headline,
    kept,
    stage_of_key,
)
from .files import Files, drawn, html_of, pdf_of, release_folder, release_json, write_folder, zipped_data
from .releases import document_of, latest_release, release_of, releases_of, sections_in
from .sections import (
    ideas_told,
    kind_choices,
    links_from,
    links_to,
    outcomes_told,
    quoted_of_speaker,
    section_keys,
    section_step,
    sections_in_file_order,
    sections_workable_by,
)
from .tree import Built, build, section_preview

__all__ = [
    "Built",
    "Files",
    "all_figures",
    "build",
    "cited_figures_of",
    "document_of",
    "drawn",
    "figure_by_key",
    "figures",
    "figures_of_stage",
    "headline",
    "html_of",
    "ideas_told",
    "kept",
    "kind_choices",
    "latest_release",
    "links_from",
    "links_to",
    "outcomes_told",
    "pdf_of",
    "quoted_of_speaker",
    "release_folder",
    "release_json",
    "release_of",
    "releases_of",
    "section_keys",
    "section_preview",
    "section_step",
    "sections_in",
    "sections_in_file_order",
    "sections_workable_by",
    "stage_of_key",
    "write_folder",
    "zipped_data",
]
