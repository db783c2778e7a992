"""How much memory a picture takes while it is decoded, and how much all of them may take at once.
Pure.

A file of 200 kB can unfold to hundreds of megabytes, so what counts is the decoded size, told by
the file's header before anything is decoded.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

MOST_BYTES = 256 * 1024 * 1024  # decoded, in one process, at any time
LONGEST_WAIT_S = 8
NARROW = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2}  # bytes a pixel; Pillow keeps others in 4
WEBP_BYTES = 16  # a pixel: two canvases of libwebp, the frame it hands over, and Pillow's copy
HEIF_BYTES = 5  # a pixel: libheif's planes and its RGB; Pillow's own copy is made in strips


class DecodingBusy(Exception):
    """Other pictures are being decoded, and there was no room for this one for LONGEST_WAIT_S."""


@cache
def know_heif() -> None:
    """Teach Pillow an iPhone's pictures, before the first file is opened."""
    from pillow_heif import register_heif_opener

    register_heif_opener()


def decoded_bytes(picture: Image.Image) -> int:
    """Bytes of memory that loading an opened picture takes at its peak. A JPEG after draft()."""
    pixels = picture.width * picture.height
    if picture.format == "HEIF":
        return pixels * HEIF_BYTES
    return pixels * NARROW.get(picture.mode, 4)


class Rows:
    """A decoded picture, some of its rows at a time."""

    def __init__(self, picture: Image.Image):
        picture.load()
        self.picture, (self.width, self.height) = picture, picture.size

    def between(self, top: int, bottom: int) -> Image.Image:
        whole = (top, bottom) == (0, self.height)
        return self.picture if whole else self.picture.crop((0, top, self.width, bottom))


class HeifRows(Rows):
    """The same of a HEIF, without the full-size copy that Pillow would make of it."""

    def __init__(self, data: bytes):
        from pillow_heif import open_heif

        self.heif = open_heif(data, convert_hdr_to_8bit=True, remove_stride=False)
        self.pixels = memoryview(self.heif.data)  # decodes; only now the size is sure
        self.width, self.height = self.heif.size

    def between(self, top: int, bottom: int) -> Image.Image:
        mode, stride = self.heif.mode, self.heif.stride
        pixels = self.pixels[top * stride : bottom * stride]
        size = (self.width, bottom - top)
        # Pillow takes any buffer, and its types name but two.
        return Image.frombuffer(mode, size, pixels, "raw", mode, stride, 1)  # type: ignore[arg-type]


def rows_of(picture: Image.Image, data: bytes) -> Rows:
    """The rows of an opened picture; data: the file it was opened from."""
    return HeifRows(data) if picture.format == "HEIF" else Rows(picture)


def coefficient_bytes(picture: Image.Image) -> int:
    """What a progressive JPEG keeps beside its pixels: two bytes for every sample of the whole
    picture, at whatever size it is drafted. Call before draft()."""
    if not picture.info.get("progressive"):
        return 0
    assert isinstance(picture, JpegImageFile)  # no other format is progressive
    across = max(layer[1] for layer in picture.layer)
    down = max(layer[2] for layer in picture.layer)
    share = sum(layer[1] * layer[2] for layer in picture.layer) / (across * down)
    return round(picture.width * picture.height * share * 2)


def webp_bytes(data: bytes) -> int:
    """What opening a WebP takes: opening one already decodes. 0 for what is no WebP."""
    width, height = _webp_size(data)
    return width * height * WEBP_BYTES


def _webp_size(data: bytes) -> tuple[int, int]:
    """Width and height (px) as a WebP's header tells them; (0, 0) for what is no WebP."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 30:
        return 0, 0
    if data[12:16] == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    wide, high = data[26:28], data[28:30]
    return int.from_bytes(wide, "little") & 0x3FFF, int.from_bytes(high, "little") & 0x3FFF


class Room:
    """The memory that decodings share: whoever finds too little left waits for the others."""

    def __init__(self, most_bytes: int = MOST_BYTES, longest_wait_s: float = LONGEST_WAIT_S):
        self.most_bytes, self.longest_wait_s = most_bytes, longest_wait_s
        self.left = most_bytes
        self.changed = threading.Condition()

    @contextmanager
    def of(self, wanted: int) -> Iterator[None]:
        """Hold `wanted` bytes, at most most_bytes, for as long as the block.

        Raises: DecodingBusy.
        """
        with self.changed:
            if not self.changed.wait_for(lambda: self.left >= wanted, self.longest_wait_s):
                raise DecodingBusy
            self.left -= wanted
        try:
            yield
        finally:
            with self.changed:
                self.left += wanted
                self.changed.notify_all()


ROOM = Room()
