"""A picture that somebody sends: what is opened, what is refused, and that nothing but the seen is kept."""

from __future__ import annotations

import tracemalloc
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from saidanddone.files import images
from saidanddone.files.images import BadPicture, Why, open_picture
from tests.files.pictures import (
    SECRET,
    a_picture,
    jpeg_part,
    planted_exif,
    planted_jpeg,
    planted_png,
    planted_webp,
    png_that_says,
    webp_that_says,
)

PLANTED = {"JPEG": planted_jpeg, "PNG": planted_png, "WEBP": planted_webp}
TOLD = ("exif", "icc_profile", "comment", "xmp", "photoshop", "Author", "Comment")


def refused(data: bytes) -> Why:
    with pytest.raises(BadPicture) as why:
        open_picture(data)
    return why.value.why


def seen(data: bytes) -> Image.Image:
    return Image.open(BytesIO(open_picture(data).large.data))


def is_red(pixel: tuple[int, ...]) -> bool:
    return pixel[0] > 120 > pixel[2]


@pytest.mark.parametrize("kind", PLANTED)
def test_where_it_was_taken_and_whose_it_is_are_in_no_byte_of_what_is_kept(kind):
    sent = PLANTED[kind]()
    assert sent.count(SECRET.encode()) >= 3, "the test plants what it looks for"
    with Image.open(BytesIO(sent)) as original:
        assert original.getexif().get_ifd(0x8825), "with a place"
    made = open_picture(sent)
    for kept in (made.large.data, made.small.data):
        for trace in (SECRET.encode(), b"Exif", b"ICC_PROFILE", b"Photoshop", b"adobe", b"JFXX", b"GPS"):
            assert trace not in kept
        with Image.open(BytesIO(kept)) as image:
            assert image.format == "JPEG"
            assert not set(image.info) & set(TOLD)
            assert not dict(image.getexif())


@pytest.mark.parametrize("kind", PLANTED)
@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [(1, (64, 48), (5, 20)), (3, (64, 48), (60, 20)), (6, (48, 64), (20, 5)), (8, (48, 64), (20, 60))],
)
def test_a_picture_taken_sideways_stands_upright(kind, orientation, size, red):
    image = seen(PLANTED[kind](orientation))
    assert image.size == size
    assert is_red(image.getpixel(red))


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "P"), ("WEBP", "RGB")])
def test_so_does_one_that_is_made_smaller(kind, mode):
    image = seen(a_picture(kind, size=(3000, 1500), mode=mode, exif=planted_exif(6)))
    assert image.size == (1200, 2400)
    assert is_red(image.getpixel((600, 100)))


def test_an_orientation_that_means_nothing_is_left_alone():
    assert seen(planted_jpeg(77)).size == (64, 48)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK", "1"])
def test_every_kind_of_jpeg_is_opened(mode):
    assert seen(a_picture("JPEG", mode="L" if mode == "1" else mode)).mode == "RGB"


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "LA", "1", "I;16"])
def test_every_kind_of_png_is_opened(mode):
    image = seen(a_picture("PNG", mode="L" if mode == "I;16" else mode))
    assert (image.mode, image.size) == ("RGB", (64, 48))


def test_sixteen_bits_of_grey_are_not_burnt_out():
    made = BytesIO()
    Image.new("I;16", (40, 40), 0x8000).save(made, "PNG")
    assert abs(seen(made.getvalue()).getpixel((9, 9))[0] - 128) < 4


def test_transparent_parts_become_white():
    made = BytesIO()
    Image.new("RGBA", (40, 40), (10, 10, 10, 0)).save(made, "PNG")
    assert min(seen(made.getvalue()).getpixel((9, 9))) > 250


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind):
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    made = BytesIO()
    frames[0].save(made, kind, save_all=True, append_images=frames[1:])
    image = seen(made.getvalue())
    assert is_red(image.getpixel((16, 16)))
    assert getattr(image, "n_frames", 1) == 1


def test_the_colours_of_another_profile_are_turned_into_those_of_every_screen():
    """In this profile red means blue: whoever only dropped it would show the wrong picture."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"????", b"bXYZ", 1)
    image = seen(a_picture(icc_profile=swapped))
    assert not is_red(image.getpixel((5, 20)))
    assert is_red(image.getpixel((60, 20)))


@pytest.mark.parametrize("profile", [b"no profile at all", b"\0" * 200])
def test_a_profile_that_cannot_be_read_is_left_out(profile):
    assert seen(a_picture(icc_profile=profile)).size == (64, 48)


def test_a_large_picture_is_kept_in_two_sizes_that_pages_can_bear():
    made = open_picture(a_picture(size=(6000, 3000)))
    assert (made.large.width, made.large.height) == (images.LONGEST_EDGE, images.LONGEST_EDGE // 2)
    assert (made.small.width, made.small.height) == (images.SMALL_EDGE, images.SMALL_EDGE // 2)
    assert Image.open(BytesIO(made.small.data)).size == (images.SMALL_EDGE, images.SMALL_EDGE // 2)


def test_a_small_picture_is_not_blown_up():
    made = open_picture(a_picture(size=(10, 8)))
    assert (made.large.width, made.small.width) == (10, 10)


# What is refused


@pytest.mark.parametrize(
    "data", [png_that_says(10_000, 6_000), png_that_says(60_000, 60_000), webp_that_says(16_000, 16_000)]
)
def test_too_many_pixels_are_refused_before_there_is_room_for_any(data):
    tracemalloc.start()
    try:
        assert refused(data) is Why.TOO_MANY_PIXELS
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_sixty_megapixels_of_a_camera_are_refused_and_fifty_are_not():
    assert refused(a_picture(size=(10_000, 6_000), quality=10)) is Why.TOO_MANY_PIXELS
    assert open_picture(a_picture(size=(10_000, 5_000), quality=10)).large.width == images.LONGEST_EDGE


def test_a_file_of_too_many_bytes_is_refused():
    assert refused(b"\xff\xd8\xff" + bytes(images.BYTES_AT_MOST)) is Why.TOO_MANY_BYTES


def test_a_picture_made_of_thousands_of_layers_is_refused():
    """Each scan of a progressive JPEG costs as much as the whole picture."""
    sent = a_picture(progressive=True)
    scans = sent.count(b"\xff\xda")
    start = sent.index(b"\xff\xda")
    assert 1 < scans < 20
    assert refused(sent[:start] + sent[start:-2] * 40) is Why.BROKEN


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_file_that_breaks_off_is_refused(kind, part):
    whole = a_picture(kind, size=(300, 300))
    assert refused(whole[: int(len(whole) * part)]) is Why.BROKEN


@pytest.mark.parametrize(
    "start",
    [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 20],
)
def test_noise_behind_a_true_beginning_is_refused(start):
    assert refused(start + bytes(range(256)) * 20) is Why.BROKEN


def test_the_content_says_what_it_is_not_the_name():
    gif = BytesIO()
    Image.new("RGB", (8, 8)).save(gif, "GIF")
    assert refused(gif.getvalue()) is Why.OTHER_KIND
    tiff = BytesIO()
    Image.new("RGB", (8, 8)).save(tiff, "TIFF")
    assert refused(tiff.getvalue()) is Why.OTHER_KIND
    assert refused(b"%PDF-1.7 ...") is Why.OTHER_KIND
    assert refused(b"<html><script>alert(1)</script></html>") is Why.OTHER_KIND
    assert refused(b"") is Why.EMPTY


@pytest.mark.parametrize(
    "svg",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<?xml version="1.0"?><!DOCTYPE svg><SVG onload="alert(1)"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>',
    ],
)
def test_a_drawing_in_svg_is_refused_with_a_script_or_without(svg):
    assert refused(svg) is Why.SVG


def test_what_an_iphone_keeps_is_refused_by_its_name():
    assert refused(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic") is Why.HEIC


def test_what_hangs_behind_a_picture_is_gone():
    """A file that is a picture and a page at once is only a picture afterwards."""
    page = b"<script>alert(document.domain)</script>"
    made = open_picture(a_picture() + page)
    assert page not in made.large.data
    assert (
        b"<script" not in open_picture(a_picture()[:2] + jpeg_part(0xFE, page) + a_picture()[2:]).large.data
    )
