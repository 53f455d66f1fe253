"""A picture that somebody sends, opened safely and made anew, so that nothing is kept but what can be seen.

What is sent is never kept and never handed on. It is decoded once and written as JPEG: every browser, word
processor and printer reads that, photographs stay small in it, and with one form going out there is one kind
of file to serve. Transparent parts become white; of a moving picture the first frame is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from threading import Lock

from PIL import Image, ImageCms, ImageOps

BYTES_AT_MOST = 20_000_000
PIXELS_AT_MOST = 50_000_000
SCANS_AT_MOST = 100  # of a progressive JPEG; usual ones have ten, and each costs as much as the whole picture
LONGEST_EDGE = 2_400  # pixels; printed at 300 dots an inch, the width of a page of A4
SMALL_EDGE = 720  # twice the width of a phone's page
QUALITY = 82  # of 100; above it files grow faster than anybody can see
_one_at_a_time = Lock()  # decoding the largest takes half a gigabyte; eight at once would take four


class Why(StrEnum):
    """Why a picture is refused. Whoever shows it to a person says it in a sentence."""

    EMPTY = "empty"
    TOO_MANY_BYTES = "too-many-bytes"
    TOO_MANY_PIXELS = "too-many-pixels"
    HEIC = "heic"
    SVG = "svg"
    OTHER_KIND = "other-kind"
    BROKEN = "broken"


class BadPicture(ValueError):
    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(why.value)


@dataclass(frozen=True)
class Drawn:
    """A picture as it is kept: a JPEG and its size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    large: Drawn
    small: Drawn


def open_picture(data: bytes) -> Picture:
    """The picture in two sizes. Raises BadPicture; what kind it is says its content, never its name."""
    kind = _kind(data)
    try:
        with _one_at_a_time, Image.open(BytesIO(data), formats=[kind]) as image:
            _check_size(*image.size)
            seen = _as_seen(image)
    except BadPicture:
        raise
    except Image.DecompressionBombError as why:
        raise BadPicture(Why.TOO_MANY_PIXELS) from why
    except Exception as why:  # what a decoder raises at hostile data is its own affair
        raise BadPicture(Why.BROKEN) from why
    return Picture(_drawn(seen, LONGEST_EDGE), _drawn(seen, SMALL_EDGE))


def _kind(data: bytes) -> str:
    if not data:
        raise BadPicture(Why.EMPTY)
    if len(data) > BYTES_AT_MOST:
        raise BadPicture(Why.TOO_MANY_BYTES)
    if data.startswith(b"\xff\xd8\xff"):
        if data.count(b"\xff\xda") > SCANS_AT_MOST:
            raise BadPicture(Why.BROKEN)
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        _check_size(*_webp_size(data))
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}:
        raise BadPicture(Why.HEIC)
    if b"<svg" in data[:4096].lower():
        raise BadPicture(Why.SVG)
    raise BadPicture(Why.OTHER_KIND)


def _webp_size(data: bytes) -> tuple[int, int]:
    """What the header says: of this kind alone, opening it already makes room for every pixel.

    https://developers.google.com/speed/webp/docs/riff_container
    """
    chunk, says = data[12:16], data[20:30]
    if len(says) < 10:
        raise BadPicture(Why.BROKEN)
    if chunk == b"VP8X":
        return int.from_bytes(says[4:7], "little") + 1, int.from_bytes(says[7:10], "little") + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(says[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        return int.from_bytes(says[6:8], "little") & 0x3FFF, int.from_bytes(says[8:10], "little") & 0x3FFF
    raise BadPicture(Why.BROKEN)


def _check_size(width: int, height: int) -> None:
    if width * height > PIXELS_AT_MOST:
        raise BadPicture(Why.TOO_MANY_PIXELS)


def _as_seen(image: Image.Image) -> Image.Image:
    """The pixels the right way up, in the colours of sRGB, and nothing else of the file."""
    image.draft(
        "RGB", (LONGEST_EDGE, LONGEST_EDGE)
    )  # a JPEG can be decoded smaller, in a fraction of the room
    profile = image.info.get("icc_profile")
    sized = image
    if image.mode in {"1", "P"}:  # colours by number cannot be mixed
        sized = image.convert("RGBA" if image.has_transparency_data else "RGB")
    sized.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(sized)
    flat = _in_srgb(_in_three_colours(upright), profile)
    seen = Image.new("RGB", flat.size)  # a copy would carry comments and profiles along
    seen.paste(flat)
    return seen


def _in_three_colours(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # sixteen bits of grey
        return image.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A profile says what the numbers mean. It is followed once and then left out, since it can hold words."""
    if not profile:
        return image
    try:
        theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
        if theirs.profile.xcolor_space.strip() != "RGB":
            return image
        followed = ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return followed or image


def _drawn(seen: Image.Image, edge: int) -> Drawn:
    sized = seen.copy()
    sized.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    made = BytesIO()
    sized.save(made, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Drawn(made.getvalue(), *sized.size)
