"""Colours of phones and scanners look right on every screen, though their profile is gone."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from civic.photos.colours import in_srgb
from civic.photos.intake import take
from tests.extras import needs_heic
from tests.paths import SHARED

CASES = SHARED / "cases" / "photos"
P3 = CASES / "b_display_p3.jpg"
needs_cases = pytest.mark.skipif(not P3.exists(), reason=f"needs the photos in {CASES}")


def profile_of(data: bytes) -> bytes:
    return Image.open(BytesIO(data)).info["icc_profile"]


def saved(colour, kind, mode="RGB", **options) -> bytes:
    out = BytesIO()
    Image.new(mode, (60, 40), colour).save(out, kind, **options)
    return out.getvalue()


def middle_of(data: bytes) -> tuple[int, ...]:
    picture = Image.open(BytesIO(take(data).large))
    return picture.getpixel((picture.width // 2, picture.height // 2))


def is_near(pixel, wanted, by=6) -> bool:
    return all(abs(a - b) <= by for a, b in zip(pixel, wanted, strict=True))


@needs_cases
def test_a_red_of_display_p3_is_the_red_of_srgb():
    picture = Image.open(BytesIO(take(P3.read_bytes()).large))
    assert is_near(picture.getpixel((200, 300)), (255, 0, 0))
    assert "icc_profile" not in picture.info


@needs_cases
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", pytest.param("HEIF", marks=needs_heic)])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_display_p3_is_converted_in_every_kind_of_file(kind, mode):
    if (kind, mode) == ("JPEG", "RGBA"):
        return
    colour = (234, 51, 35) if mode == "RGB" else (234, 51, 35, 255)
    options = {} if kind in ("PNG", "HEIF") else {"quality": 95}
    p3 = saved(colour, kind, mode, icc_profile=profile_of(P3.read_bytes()), **options)
    assert is_near(middle_of(p3), (255, 0, 0), by=10)


@needs_cases
def test_a_profile_of_other_colours_than_the_picture_is_ignored():
    grey = saved(120, "PNG", "L", icc_profile=profile_of(P3.read_bytes()))
    assert is_near(middle_of(grey), (120, 120, 120))


@pytest.mark.parametrize("profile", [b"", b"no profile at all", b"\0" * 128, b"x" * 5_000_000])
def test_a_broken_profile_spoils_no_picture(profile):
    assert in_srgb(Image.new("RGB", (4, 4), (9, 99, 199)), profile).getpixel((0, 0)) == (9, 99, 199)


def test_a_profile_of_srgb_changes_nothing():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = Image.new("RGB", (4, 4), (9, 99, 199))
    assert in_srgb(picture, srgb) is picture


def test_a_cmyk_picture_without_a_profile_is_shown_as_before():
    assert is_near(middle_of(saved((0, 255, 255, 0), "JPEG", "CMYK", quality=95)), (255, 0, 0))
