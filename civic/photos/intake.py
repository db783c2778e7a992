"""What becomes of an uploaded file: verified by content, upright, shrunk, stripped to the picture.

Nothing of the original file is kept: pixels are pasted on a fresh canvas and encoded again, so no
EXIF, comment, XMP, thumbnail or trailing bytes survive. The size stated in the file's header is
checked before anything is decoded.
"""

import struct
from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image, UnidentifiedImageError
from pillow_heif import register_heif_opener

from civic.photos.position import position_in

register_heif_opener()

KINDS = ("JPEG", "PNG", "WEBP", "HEIF")  # phones' MPO opens as JPEG
MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 50_000_000
LARGE, MIDDLE, SMALL = 1600, 720, 320  # px, longest side
WHITE = (255, 255, 255)
SHRINK = Image.Resampling.HAMMING  # as sharp as bicubic for shrinking, in half the time

# First bytes of kinds we take (then the file is damaged), and of pictures we don't take.
TAKEN = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
NOT_TAKEN = (
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"8BPS",
    b"\x00\x00\x01\x00",
    b"\x00\x00\x00\x0cjP",
)

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
    too_many_pixels or damaged; a sentence for each is in civic/photos/refusals.py."""

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
    picture = _open(data)
    if picture.width * picture.height > MAX_PIXELS:
        raise Rejected("too_many_pixels")
    try:
        return _take(picture)
    except BROKEN as broken:
        raise Rejected("damaged") from broken


def fitted(width: int, height: int, longest: int) -> tuple[int, int]:
    """The size (px) with its longest side at most `longest`; never larger than it was."""
    scale = min(1.0, longest / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _open(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=KINDS)
    except UnidentifiedImageError as unknown:
        raise Rejected(_why_unknown(data)) from unknown
    except Image.DecompressionBombError as bomb:
        raise Rejected("too_many_pixels") from bomb
    except (OSError, ValueError, RuntimeError) as broken:
        raise Rejected("damaged") from broken


def _why_unknown(data: bytes) -> str:
    heif = data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS
    if data.startswith(TAKEN) or heif or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "damaged"
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(NOT_TAKEN) or b"<svg" in start or data[4:12] == b"ftypavif":
        return "kind_not_taken"
    return "not_an_image"


def _take(picture: Image.Image) -> Intake:
    shown = picture.size
    if picture.format in ("JPEG", "MPO"):
        # Decodes at a half or less: only for the fitted size, a square one changes nothing.
        picture.draft(None, fitted(*shown, LARGE))
    picture.load()
    exif = _exif(picture)
    orientation = exif.get(ExifTags.Base.Orientation) if exif is not None else None
    large = _on_canvas(picture, fitted(*shown, LARGE))
    if orientation in UPRIGHT:
        large = large.transpose(UPRIGHT[orientation])
    if orientation in SIDEWAYS:
        shown = shown[1], shown[0]
    middle = large.resize(fitted(*large.size, MIDDLE), SHRINK, reducing_gap=1.0)
    small = middle.resize(fitted(*large.size, SMALL), SHRINK, reducing_gap=2.0)
    position = position_in(exif) if exif is not None else None
    files = _jpeg(large, 82), _jpeg(middle, 70, optimize=True), _jpeg(small, 78, optimize=True)
    return Intake(*files, *large.size, *shown, position)


def _exif(picture) -> Image.Exif | None:
    """The camera's notes; None when they can't be read, which spoils no picture."""
    try:
        exif = picture.getexif()
        exif.get_ifd(ExifTags.IFD.GPSInfo)
    except BROKEN:
        return None
    return exif


def _on_canvas(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture at a size, in RGB, on a fresh white canvas that knows nothing of the file."""
    plain = _plain(picture)
    if plain.size != size:
        plain = plain.resize(size, SHRINK, reducing_gap=2.0)
    mask = plain.getchannel("A") if plain.mode == "RGBA" else None
    canvas = Image.new("RGB", size, WHITE)
    canvas.paste(plain if plain.mode == "RGB" else plain.convert("RGB"), mask=mask)
    return canvas


def _plain(picture: Image.Image) -> Image.Image:
    """In a mode that can be resized: L, RGB, CMYK or RGBA."""
    if picture.mode.startswith("I"):  # 16-bit grey: convert("L") alone would clip it to white
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")


def _jpeg(picture: Image.Image, quality: int, optimize: bool = False) -> bytes:
    """optimize takes 1 to 3 ms more for up to a fifth less: worth it for what phones fetch."""
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=optimize)
    return out.getvalue()
