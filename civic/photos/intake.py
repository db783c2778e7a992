"""What becomes of an uploaded file: verified by content, upright, shrunk, stripped to the picture.
Pure.

Nothing of the original file is kept: pixels are pasted on a fresh canvas and encoded again, so no
EXIF, comment, XMP, thumbnail or trailing bytes survive. The size stated in the file's header, and
the memory it would take, are checked before anything is decoded.
"""

import struct
from dataclasses import dataclass, replace
from io import BytesIO

from PIL import ExifTags, Image, UnidentifiedImageError

from civic.photos import decoding
from civic.photos.colours import in_srgb
from civic.photos.file_types import kinds, reads_heic, why_unknown
from civic.photos.position import position_in

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 50_000_000
LARGE, MIDDLE, SMALL = 1600, 720, 320  # px, longest side
WHITE = (255, 255, 255)
SHRINK = Image.Resampling.HAMMING  # as sharp as bicubic for shrinking, in half the time
STRIP = 64  # rows of the shrunken picture that are made at a time

# What readers of damaged files raise, seen from Pillow's own tests of broken pictures.
BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError),
    *(AttributeError, OverflowError, ZeroDivisionError, RuntimeError, struct.error),
)
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = (5, 6, 7, 8)


class Rejected(Exception):
    """The file is not taken. reason: empty, too_large, not_an_image, kind_not_taken,
    heic_not_read, too_many_pixels, unfolds_too_large, damaged, or busy (worth trying again); a
    sentence for each is in civic/photos/refusals.py."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Intake:
    """Three JPEGs; width × height (px) of the large one; the upright size of the original; and
    (lat, lon) in degrees where the camera says it was taken, if it says so credibly."""

    large: bytes
    middle: bytes
    small: bytes
    width: int
    height: int
    shown_width: int
    shown_height: int
    position: tuple[float, float] | None


def take(data: bytes) -> Intake:
    """Make the three pictures of an uploaded file.

    Raises: Rejected.
    """
    if not data:
        raise Rejected("empty")
    if len(data) > MAX_BYTES:
        raise Rejected("too_large")
    try:
        with decoding.ROOM.of(_fitting(decoding.webp_bytes(data))):
            picture = _open(data)
            if picture.width * picture.height > MAX_PIXELS:
                raise Rejected("too_many_pixels")
            shown = picture.size
            with decoding.ROOM.of(_fitting(_drafted_bytes(picture))):
                return _take(picture, shown, decoding.rows_of(picture, data))
    except (decoding.DecodingBusy, MemoryError) as full:
        raise Rejected("busy") from full
    except BROKEN as broken:
        raise Rejected("damaged") from broken


def fitted(width: int, height: int, longest: int) -> tuple[int, int]:
    """The size (px) with its longest side at most `longest`; never larger than it was."""
    scale = min(1.0, longest / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _fitting(decoded_bytes: int) -> int:
    """The same number. Raises: Rejected where no process may take so much memory."""
    if decoded_bytes > decoding.MOST_BYTES:
        raise Rejected("unfolds_too_large")
    return decoded_bytes


def _drafted_bytes(picture: Image.Image) -> int:
    """What decoding takes. A JPEG is decoded at a half or less where that is enough."""
    if picture.format == "WEBP":
        return 0  # taken when it was opened
    coefficients = 0
    if picture.format in ("JPEG", "MPO"):
        coefficients = decoding.coefficient_bytes(picture)
        # Only for the fitted size: a square one changes nothing.
        picture.draft(None, fitted(*picture.size, LARGE))
    return coefficients + decoding.decoded_bytes(picture)


def _open(data: bytes) -> Image.Image:
    if reads_heic():
        decoding.know_heif()
    try:
        return Image.open(BytesIO(data), formats=tuple(kinds()))
    except UnidentifiedImageError as unknown:
        raise Rejected(why_unknown(data)) from unknown
    except Image.DecompressionBombError as bomb:
        raise Rejected("too_many_pixels") from bomb
    except (OSError, ValueError, RuntimeError) as broken:
        raise Rejected("damaged") from broken


def _take(picture: Image.Image, shown: tuple[int, int], rows: decoding.Rows) -> Intake:
    exif = _exif(picture)
    orientation = exif.get(ExifTags.Base.Orientation) if exif is not None else None
    large = _on_canvas(rows, fitted(*shown, LARGE), picture.info.get("icc_profile"))
    if orientation in UPRIGHT:
        large = large.transpose(UPRIGHT[orientation])
    if orientation in SIDEWAYS:
        shown = shown[1], shown[0]
    position = position_in(exif) if exif is not None else None
    return replace(sizes_of(large), shown_width=shown[0], shown_height=shown[1], position=position)


def sizes_of(large: Image.Image) -> Intake:
    """The three JPEGs of a picture that is upright and fits; it says nothing of any position."""
    middle = large.resize(fitted(*large.size, MIDDLE), SHRINK, reducing_gap=1.0)
    small = middle.resize(fitted(*large.size, SMALL), SHRINK, reducing_gap=2.0)
    files = _jpeg(large, 82), _jpeg(middle, 70, optimize=True), _jpeg(small, 78, optimize=True)
    return Intake(*files, *large.size, *large.size, None)


def _exif(picture) -> Image.Exif | None:
    """The camera's notes; None when they can't be read, which spoils no picture."""
    try:
        exif = picture.getexif()
        exif.get_ifd(ExifTags.IFD.GPSInfo)
    except BROKEN:
        return None
    return exif


def _on_canvas(rows: decoding.Rows, size: tuple[int, int], profile: bytes | None) -> Image.Image:
    """The picture at a size, in sRGB, on a fresh canvas that knows nothing of the file."""
    plain = _reduced(rows, max(1, rows.width // (2 * size[0])))
    if plain.size != size:
        plain = plain.resize(size, SHRINK, reducing_gap=2.0)
    canvas = Image.new("RGB", size, WHITE)
    canvas.paste(in_srgb(plain, profile))
    return canvas


def _reduced(rows: decoding.Rows, factor: int) -> Image.Image:
    """The picture in plain colours at 1/factor, strip by strip: never a second full-size copy."""
    if factor == 1:
        return _plain(rows.between(0, rows.height))
    whole: Image.Image | None = None
    for top in range(0, rows.height, STRIP * factor):
        bottom = min(top + STRIP * factor, rows.height)
        strip = _plain(rows.between(top, bottom)).reduce(factor)
        whole = whole or Image.new(strip.mode, (strip.width, -(-rows.height // factor)))
        whole.paste(strip, (0, top // factor))
    assert whole is not None  # a picture has rows
    return whole


def _plain(picture: Image.Image) -> Image.Image:
    """In a mode that can be resized and has no transparency: L, RGB or CMYK."""
    if picture.mode.startswith("I"):  # 16-bit grey: convert("L") alone would clip it to white
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        seen_through = picture.convert("RGBA")
        on_white = Image.new("RGB", picture.size, WHITE)
        on_white.paste(seen_through, mask=seen_through.getchannel("A"))
        return on_white
    return picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")


def _jpeg(picture: Image.Image, quality: int, optimize: bool = False) -> bytes:
    """optimize takes 1 to 3 ms more for up to a fifth less: worth it for what phones fetch."""
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=optimize)
    return out.getvalue()
