"""The files of a report, drawn in memory, and written to a folder whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from saidanddone.document.blocks import Document
from saidanddone.document.errors import DocumentError
from saidanddone.programme.models import Programme

from ..models import Release
from ..rules import CannotBuild, cannot_draw
from .by_itself import page_of, print_of
from .package import without_withheld
from .releases import sections_in
from .tree import Built

Say = Callable[[str], None]
Files = Mapping[str, bytes]


def drawn(built: Built, *, number: int | None, say: Say) -> Files:
    """Every file of the report by its path. Nothing is written yet, so a failure leaves nothing behind."""
    try:
        say(_("Drawing the page"))
        page = page_of(built.document)
        say(_("Drawing the PDF"))
        pdf = print_of(built.document)
    except DocumentError as why:
        raise _with_its_section(built.document, why) from why
    say(_("Packing the data"))
    release = release_json(built.document, built.programme.slug, number, built.kept_figures)
    return {
        "report.html": page,
        "report.pdf": pdf,
        "release.json": release,
        **{f"data/{path}": content for path, content in package(built).items()},
    }


def _with_its_section(document: Document, why: DocumentError) -> CannotBuild:
    """What is wrong with the first section that cannot be drawn by itself either, or with the whole."""
    for heading, blocks in sections_in(document):
        alone = replace(document, title=heading.key, blocks=(heading, *blocks))
        try:
            page_of(alone)
            print_of(alone)
        except DocumentError as own:
            return cannot_draw(heading.text.strip() or heading.key, str(own))
    return CannotBuild(_("The report cannot be drawn. %(why)s") % {"why": why})


def release_json(document: Document, slug: str, number: int | None, figures: list[dict[str, Any]]) -> bytes:
    """What the release says of itself, and every figure with how it is known."""
    said = {
        "programme": slug,
        "title": document.title,
        "release": number,
        "dated": document.dated.isoformat(),
        "figures": figures,
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def package(built: Built) -> dict[str, bytes]:
    """A Frictionless data package of everything public: no single answer, no speaker, no withheld word."""
    described = {
        "name": built.programme.slug,
        "title": built.document.title,
        "created": built.document.dated.isoformat(),
        "resources": [
            {
                "name": each.name,
                "path": each.path,
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "bytes": len(each.content),
                "hash": f"sha256:{sha256(each.content).hexdigest()}",
                "schema": {"fields": each.fields, "missingValues": [""]},
            }
            for each in built.data
        ],
        "sources": built.sources,
    }
    return {
        "datapackage.json": (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode(),
        **{each.path: each.content for each in built.data},
    }


def write_folder(folder: Path, files: Files) -> None:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(content)
        part.replace(target)


def release_folder(home: Path, programme_slug: str, number: int) -> Path:
    return home / "releases" / programme_slug / str(number)


def zipped_data(release: Release, folder: Path) -> bytes:
    """The data package of a release as one file, less what has been withdrawn since; else the same bytes."""
    files = {path.name: path.read_bytes() for path in sorted((folder / "data").iterdir())}
    less = {path: without_withheld(path, content, release.programme) for path, content in files.items()}
    less["datapackage.json"] = _described_anew(less) if less != files else files["datapackage.json"]
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in less.items():
            archive.writestr(ZipInfo(name), content)
    return packed.getvalue()


def _described_anew(files: Files) -> bytes:
    """The package's description, with the size and digest of every file as it is now."""
    described = json.loads(files["datapackage.json"])
    for each in described["resources"]:
        content = files[each["path"]]
        each |= {"bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"}
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def forget_words_in_files(releases: Path, programme: Programme) -> None:
    """Take out of the files of every release what has been withdrawn. Pages and PDFs are drawn anew when asked for."""
    for folder in sorted(releases.glob("[0-9]*")):
        for path in (*folder.glob("report*.pdf"), *folder.glob("report.html")):
            path.write_bytes(bytes(path.stat().st_size))
            path.unlink()
        data = folder / "data"
        if data.is_dir():
            files = {path.name: path.read_bytes() for path in sorted(data.iterdir())}
            less = {path: without_withheld(path, content, programme) for path, content in files.items()}
            if less != files:
                write_folder(data, {**less, "datapackage.json": _described_anew(less)})


def pdf_of(document: Document, folder: Path) -> bytes:
    """The PDF of a report as it may be read today; drawn anew, once, where words have been withdrawn since."""
    path = folder / f"report-{sha256(repr(document).encode()).hexdigest()[:16]}.pdf"
    if not path.exists():
        write_folder(folder, {path.name: print_of(document)})
    return path.read_bytes()
