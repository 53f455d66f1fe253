"""The public data that may lie beside the project; tests that read it skip where it does not."""

from __future__ import annotations

from pathlib import Path


def shared_folder() -> Path | None:
    folder = Path(__file__).resolve().parents[2] / "shared"
    return folder if (folder / "data").is_dir() else None
