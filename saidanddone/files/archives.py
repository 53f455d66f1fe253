"""An archive that somebody sends (ZIP, and what is one inside: XLSX, DOCX), opened without trusting what it says.

Sizes are counted while unpacking, since a header may say anything. Nothing is ever unpacked to the disk; names
that would lead out of a folder are refused all the same, since they are in no archive that is meant well.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import PurePosixPath, PureWindowsPath
from stat import S_ISDIR, S_ISREG
from types import TracebackType
from typing import NoReturn
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MEMBERS_AT_MOST = 2_000
MEMBER_AT_MOST = 400_000_000  # bytes unpacked; the sheet of the largest workbook that is read
TOTAL_AT_MOST = 500_000_000
RATIO_AT_MOST = 200  # unpacked to packed; a sheet of equal numbers comes to about 100
RATIO_COUNTS_FROM = 5_000_000  # bytes unpacked; below, a ratio does no harm
NAME_AT_MOST = 300  # characters
DEPTH_AT_MOST = 12  # folders inside each other
PIECE = 1 << 16
ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c", b"Rar!")
XML_NAMES = (".xml", ".rels", ".vml")
ROOT_WITHIN = (
    1_000_000  # bytes; a reader keeps what it cannot yet tell apart, and looks at all of it each time
)
BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"  # what may stand before its first sign, in any of its encodings


class BadArchive(ValueError):
    """An archive that is not opened; its text is one sentence that says why."""


@dataclass(frozen=True)
class Limits:
    members: int = MEMBERS_AT_MOST
    member: int = MEMBER_AT_MOST
    total: int = TOTAL_AT_MOST
    ratio: int = RATIO_AT_MOST
    archives_inside: bool = False  # whether one may lie inside; it is counted as it is and never opened


class Archive:
    """Members by their names. What has been read of all of them together is counted."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits = limits
        self._size = len(data)
        self._unpacked = 0
        try:
            self._packed = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OSError, NotImplementedError) as why:
            raise BadArchive("this is no archive that can be opened") from why
        members = self._packed.infolist()
        _check_members(members, limits)
        self._members = {each.filename: each for each in members if not each.is_dir()}

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._packed.close()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """A member in pieces, each counted before it is handed out."""
        if name not in self._members:
            raise BadArchive(f"there is no “{name}” in this archive")
        member, came = self._members[name], 0
        try:
            with self._packed.open(member) as opened:
                while piece := opened.read(PIECE):
                    if not came and piece.startswith(ARCHIVES) and not self.limits.archives_inside:
                        raise BadArchive("there is an archive inside this archive")
                    came += len(piece)
                    self._count(len(piece), came, member)
                    yield piece
        except (
            BadZipFile,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
            zlib.error,
        ) as why:
            if isinstance(why, BadArchive):
                raise
            raise BadArchive("a part of this archive is broken") from why

    def _count(self, piece: int, came: int, member: ZipInfo) -> None:
        self._unpacked += piece
        if came > self.limits.member or self._unpacked > self.limits.total:
            raise BadArchive("this archive unpacks to too much")
        packed = max(1, min(member.compress_size, self._size))
        if came > RATIO_COUNTS_FROM and came / packed > self.limits.ratio:
            raise BadArchive("this archive unpacks to far more than it holds")


def open_archive(data: bytes, limits: Limits | None = None) -> Archive:
    """The archive with its members checked by name, number and size. Raises BadArchive."""
    return Archive(data, limits or Limits())


def check_office_file(data: bytes) -> None:
    """Refuse a workbook or document that would unpack to too much or whose XML declares things of its own.

    Libraries open such files by themselves; what they will meet is met here first. Documents hold the workbooks
    of their charts, which nobody opens.
    """
    with open_archive(data, Limits(archives_inside=True)) as archive:
        for name in archive.names:
            pieces = archive.pieces(name)
            first = next(pieces, b"")
            # A library goes by what the file says of its parts, so a part's name alone proves nothing.
            if name.lower().endswith(XML_NAMES) or first.lstrip(BEFORE_XML).startswith(b"<"):
                check_xml(chain([first], pieces))
            for _piece in pieces:
                pass


def check_xml(pieces: Iterator[bytes]) -> None:
    """Refuse XML with a document type, where entities that multiply or read files are declared.

    Neither workbooks nor documents have one. It can stand before the first element only, so no more is read.
    """
    reader = expat.ParserCreate()
    began = False

    def refuse(*_of_it: object) -> NoReturn:
        raise BadArchive("the XML in this archive declares a document type, which no office file needs")

    def begin(*_of_it: object) -> None:
        nonlocal began
        began = True

    reader.StartDoctypeDeclHandler = refuse
    reader.StartElementHandler = begin
    try:
        came = 0
        for piece in pieces:
            reader.Parse(piece)
            if began:
                return
            came += len(piece)
            if came > ROOT_WITHIN:
                raise BadArchive("the XML in this archive cannot be read")
        reader.Parse(b"", True)
    except expat.ExpatError as why:
        raise BadArchive("the XML in this archive cannot be read") from why


def _check_members(members: list[ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members:
        raise BadArchive(f"there are more than {limits.members:,} parts in this archive")
    if sum(each.file_size for each in members) > limits.total:
        raise BadArchive("this archive unpacks to too much")
    seen: set[str] = set()
    ends = 0
    for each in sorted(members, key=lambda each: each.header_offset):
        if each.header_offset < ends:
            raise BadArchive("parts of this archive lie on top of each other")
        ends = each.header_offset + each.compress_size
        _check_member(each, limits)
        # One file of two names that differ in letters alone is another file on another machine.
        if (name := each.filename.casefold()) in seen:
            raise BadArchive("two parts of this archive have one name")
        seen.add(name)


def _check_member(member: ZipInfo, limits: Limits) -> None:
    if member.flag_bits & 0x41:
        raise BadArchive("this archive is locked with a password")
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise BadArchive("this archive is packed in an unusual way")
    if member.file_size > limits.member:
        raise BadArchive("this archive unpacks to too much")
    kind = member.external_attr >> 16
    if kind & 0o170000 and not (S_ISREG(kind) or S_ISDIR(kind)):
        raise BadArchive("this archive holds something that is no file")
    if not _is_plain_name(member.orig_filename) or not _is_plain_name(member.filename):
        raise BadArchive("a name in this archive leads out of it")


def _is_plain_name(name: str) -> bool:
    if not name or len(name) > NAME_AT_MOST or any(ord(letter) < 32 for letter in name):
        return False
    path, windows = PurePosixPath(name), PureWindowsPath(name)
    if path.is_absolute() or windows.drive or windows.root:
        return False
    return ".." not in windows.parts and len(windows.parts) <= DEPTH_AT_MOST
