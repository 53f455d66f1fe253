"""Pictures as phones and ill will make them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

SECRET = "Amina-Planted-Name"
GPS = 0x8825


def a_picture(
    kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **how: object
) -> bytes:
    """A left half in red, a right half in blue."""
    image = Image.new("RGB", size, (200, 30, 30))
    image.paste((30, 30, 200), (size[0] // 2, 0, *size))
    made = BytesIO()
    image.convert(mode).save(made, kind, **how)
    return made.getvalue()


def planted_exif(orientation: int = 1) -> Image.Exif:
    """Where it was taken and whose it is, in every directory that a camera writes."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    for tag in (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x8298):
        exif[tag] = SECRET
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + SECRET.encode()
    exif.get_ifd(GPS)[0x0001] = "N"
    exif.get_ifd(GPS)[0x0002] = (51.0, 32.0, 46.0)
    exif.get_ifd(GPS)[0x001C] = b"ASCII\0\0\0" + SECRET.encode()
    return exif


def xmp() -> bytes:
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{SECRET}</x:xmpmeta>'.encode()


def planted_profile() -> bytes:
    """A profile of sRGB with the name behind what a reader of it needs."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SECRET.encode()


def planted_jpeg(orientation: int = 1) -> bytes:
    data = a_picture(
        exif=planted_exif(orientation), comment=SECRET.encode(), icc_profile=planted_profile(), xmp=xmp()
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0" + struct.pack(">I", len(SECRET)) + SECRET.encode()
    thumbnail = b"JFXX\0\x10" + a_picture(size=(8, 8), comment=SECRET.encode())
    return data[:2] + jpeg_part(0xED, iptc) + jpeg_part(0xE0, thumbnail) + data[2:] + SECRET.encode()


def jpeg_part(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def planted_png(orientation: int = 1) -> bytes:
    words = PngInfo()
    words.add_text("Author", SECRET)
    words.add_text("Comment", SECRET, zip=True)
    words.add_itxt("XML:com.adobe.xmp", xmp().decode())
    exif, icc = planted_exif(orientation), planted_profile()
    return a_picture("PNG", pnginfo=words, exif=exif, icc_profile=icc) + SECRET.encode()


def planted_webp(orientation: int = 1) -> bytes:
    return a_picture(
        "WEBP", lossless=True, exif=planted_exif(orientation), icc_profile=planted_profile(), xmp=xmp()
    )


def png_that_says(width: int, height: int, data: bytes = b"") -> bytes:
    """A header of any size over next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(data))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def webp_that_says(width: int, height: int) -> bytes:
    body = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0"
    body += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
