"""A photo with boxes painted over, in its three sizes. Pure.

The large picture is decoded, painted and encoded anew, and the others are made of it: no size has a
pixel of what lay under a box.
"""

from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageDraw

from civic.photos.intake import Intake, sizes_of
from civic.photos.redaction.boxes import Box

GREY = (96, 96, 96)


def painted(large: bytes, boxes: Iterable[Box]) -> Intake:
    """The three JPEGs of a stored large one, with these boxes painted over."""
    with Image.open(BytesIO(large), formats=["JPEG"]) as opened:
        picture = opened.convert("RGB")
    draw = ImageDraw.Draw(picture)
    for box in boxes:
        left, top, right, bottom = box.pixels(*picture.size)
        draw.rectangle((left, top, right - 1, bottom - 1), fill=GREY)
    return sizes_of(picture)
