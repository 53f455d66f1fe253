"""Files that people sent and that are kept: under names without meaning, apart from the site's own.

Nothing of what somebody sends becomes part of a path: names are made here and looked up in the database.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

NAME = re.compile(r"[0-9a-f]{32}(-[a-z]+)?\.[a-z]+")
ZEROS = bytes(1 << 16)


def fresh_name() -> str:
    return secrets.token_hex(16)


class KeptFiles:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a kept file")
        return self.folder / name

    def keep(self, name: str, data: bytes) -> None:
        """The whole file on the disk, or none."""
        path = self._path(name)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=self.folder, prefix=".new-", delete=False) as new:
            try:
                new.write(data)
                new.flush()
                os.fsync(new.fileno())
            except BaseException:
                with suppress(OSError):
                    os.unlink(new.name)
                raise
        os.replace(new.name, path)

    def read(self, name: str) -> bytes | None:
        """None where it is not there, as after a database was put back without its files."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Its bytes are overwritten before its name goes, so that they lie in no free part of the disk.

        What a disk or file system copies by itself is out of reach from here.
        """
        _wipe(self._path(name))

    def remove_strays(self, known: set[str], *, older_than: float) -> list[str]:
        """Remove files that no row names, where a stop came between file and row; the names of those removed.

        A file younger than so many seconds may have a row that is being written.
        """
        gone = []
        for path in self._all():
            with suppress(FileNotFoundError):
                if path.name not in known and path.stat().st_mtime < time.time() - older_than:
                    _wipe(path)
                    gone.append(path.name)
        return gone

    def _all(self) -> Iterator[Path]:
        if self.folder.is_dir():
            yield from (path for path in sorted(self.folder.iterdir()) if path.is_file())


def _wipe(path: Path) -> None:
    try:
        with path.open("r+b") as opened:
            left = path.stat().st_size
            while left > 0:
                left -= opened.write(ZEROS[:left])
            opened.flush()
            os.fsync(opened.fileno())
        path.unlink()
    except FileNotFoundError:
        return
