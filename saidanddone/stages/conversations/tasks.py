"""What happens by itself in this stage, because time has passed."""

from __future__ import annotations

from . import queries

ROW_COMES_WITHIN = 60 * 60.0  # seconds after its file; then none will


def remove_stray_files() -> None:
    """Files of photographs that no row names: a stop came between the two, or their removal failed."""
    files = queries.files_of_photographs()
    files.remove_strays(queries.known_file_names(), older_than=ROW_COMES_WITHIN)
