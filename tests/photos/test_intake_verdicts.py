"""What intake says of real, odd, broken and hostile files."""

import csv
import gc
import resource
import time
from io import BytesIO

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from civic.photos.file_types import reads_heic
from civic.photos.intake import MAX_BYTES, Rejected, fitted, take
from tests.extras import needs_heic
from tests.paths import SHARED

DATA = SHARED / "photos"
MANIFEST = DATA / "manifest.csv"
ROWS = list(csv.DictReader(MANIFEST.open(encoding="utf-8-sig"))) if MANIFEST.exists() else []
REASONS = {
    "zero_byte.jpg": "empty",
    "bomb_20000x20000.png": "too_many_pixels",
    "broken_data_stream.png": "damaged",
    "corrupted.heic": "damaged",
    "truncated_half.jpg": "damaged",
    "html_named.jpg": "not_an_image",
    "pdf_named.jpg": "not_an_image",
    "script.svg": "kind_not_taken",
    "animated.gif": "kind_not_taken",
}
HEIC = b"\x00\x00\x00\x18ftypheic"
NO_PLACE = {"gps_null_island.jpg"}


def picture(mode="RGB", size=(40, 30), colour=None, kind="PNG", **options) -> bytes:
    out = BytesIO()
    Image.new(mode, size, colour if colour is not None else 0).save(out, kind, **options)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Rejected) as caught:
        take(data)
    return caught.value.reason


def large(data: bytes) -> Image.Image:
    return Image.open(BytesIO(take(data).large))


@pytest.mark.skipif(not ROWS, reason=f"needs the real photos in {DATA}")
def test_the_manifest_is_complete():
    assert len(ROWS) == 30


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_the_verdict_is_the_manifests(row):
    if row["file"].endswith(".heic") and not reads_heic():
        pytest.skip("requirements-heic.txt is not installed")
    data = (DATA / row["file"]).read_bytes()
    if row["file"] in REASONS:
        assert row["expect"] in ("reject", "either")
        assert refusal(data) == REASONS[row["file"]]
        return
    assert row["expect"] in ("accept", "either")
    intake = take(data)
    assert [str(intake.shown_width), str(intake.shown_height)] == [row["shown_w"], row["shown_h"]]
    expected = (float(row["gps_lat"]), float(row["gps_lon"])) if row["gps_lat"] else None
    assert intake.position == (pytest.approx(expected, abs=1e-6) if expected else None)
    for made, longest in ((intake.large, 1600), (intake.middle, 720), (intake.small, 320)):
        shown = Image.open(BytesIO(made))
        assert shown.format == "JPEG"
        assert shown.mode == "RGB"
        assert max(shown.size) <= longest
        assert not shown.getexif()
        assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert shown.applist == [("APP0", shown.app["APP0"])]


@pytest.mark.skipif(not ROWS, reason=f"needs the real photos in {DATA}")
def test_a_12_megapixel_photo_takes_at_most_120_ms_of_cpu():
    data = (DATA / "phone_12MP_noise.jpg").read_bytes()
    spent = []
    gc.disable()  # what other tests left is no cost of a photo
    try:
        for _ in range(3):
            start = time.process_time()
            take(data)
            spent.append(time.process_time() - start)
    finally:
        gc.enable()
    assert min(spent) <= 0.120


@pytest.mark.skipif(not ROWS, reason=f"needs the real photos in {DATA}")
def test_a_bomb_is_refused_without_being_decoded():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal((DATA / "bomb_20000x20000.png").read_bytes()) == "too_many_pixels"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB


def test_more_than_50_megapixels_are_refused_by_the_header_alone():
    header = bytearray(picture(size=(8, 8)))
    header[16:24] = (7072).to_bytes(4, "big") * 2  # 50.01 Mpx; the checksum is wrong too
    assert refusal(bytes(header)) in ("too_many_pixels", "damaged")
    assert refusal(picture("1", (10_000, 5_001))) == "too_many_pixels"


def test_more_than_15_megabytes_are_refused():
    assert refusal(b"\xff\xd8\xff" + bytes(MAX_BYTES)) == "too_large"


@pytest.mark.parametrize(
    "data, reason",
    [
        (b"\xff\xd8\xff", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "damaged"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "not_an_image"),
        pytest.param(HEIC, "damaged", marks=needs_heic),
        (b"\x00\x00\x00\x18ftypavif", "kind_not_taken"),
        (b"BM", "kind_not_taken"),
        (b"II*\x00", "kind_not_taken"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "kind_not_taken"),
        ("한글 문서".encode(), "not_an_image"),
        (b"\x00", "not_an_image"),
    ],
)
def test_the_first_bytes_tell_why_a_file_is_not_taken(data, reason):
    assert refusal(data) == reason


def test_a_photo_cut_anywhere_is_damaged_never_an_error():
    whole = picture(size=(64, 64), colour=(200, 30, 60), kind="JPEG", quality=95)
    for cut in range(1, len(whole) - 2, 7):
        assert refusal(whole[:cut]) in ("damaged", "not_an_image")


def test_garbled_files_are_taken_or_refused_never_an_error():
    for kind in ("JPEG", "PNG", "WEBP"):
        whole = bytearray(picture(size=(48, 48), colour=(9, 99, 199), kind=kind))
        for at in range(0, len(whole), 5):
            garbled = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
            try:
                take(bytes(garbled))
            except Rejected:
                continue


def test_see_through_parts_become_white():
    assert large(picture("RGBA", colour=(255, 0, 0, 0))).getpixel((5, 5)) == (255, 255, 255)
    red = large(picture("RGBA", colour=(255, 0, 0, 255))).getpixel((5, 5))
    assert red[0] > 240
    assert red[1] < 20


def test_grey_of_16_bits_keeps_its_brightness():
    assert abs(large(picture("I;16", colour=32_768)).getpixel((5, 5))[0] - 128) <= 2


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_mode_a_png_may_have_is_taken(mode):
    assert large(picture(mode)).mode == "RGB"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_upright(orientation):
    """A red top-left corner, turned as a camera held that way would store it, comes back."""
    upright = Image.new("RGB", (60, 40), "white")
    upright.paste("red", (0, 0, 20, 20))
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Transpose of each, inverted
    stored = upright.transpose(undo[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = BytesIO()
    stored.save(out, "JPEG", exif=exif, quality=95)
    intake = take(out.getvalue())
    shown = Image.open(BytesIO(intake.large))
    assert shown.size == (intake.shown_width, intake.shown_height) == (60, 40)
    assert shown.getpixel((8, 8))[1] < 80
    assert all(shown.getpixel(at)[1] > 200 for at in ((50, 8), (8, 32), (50, 32)))


def test_nothing_but_the_picture_survives():
    words = PngInfo()
    words.add_text("Author", "minji@example.com")
    words.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>secret-place</x:xmpmeta>")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = picture(colour=(1, 2, 3), pnginfo=words, icc_profile=profile) + b"PK\x03\x04trailing"
    intake = take(data)
    for made in (intake.large, intake.middle, intake.small):
        assert not any(word in made for word in (b"minji", b"secret-place", b"trailing", b"sRGB"))


def test_small_pictures_are_not_made_larger_and_thin_ones_keep_a_pixel():
    assert fitted(128, 100, 1600) == (128, 100)
    assert fitted(4000, 3000, 1600) == (1600, 1200)
    assert fitted(50_000, 1, 1600) == (1600, 1)
    assert take(picture(size=(5000, 1))).height == 1
