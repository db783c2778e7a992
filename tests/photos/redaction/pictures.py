"""Photos with a face that fills a box, and boxes as the form sends them."""

import io

from PIL import Image

from civic.photos.redaction.boxes import Box

FACE = (255, 0, 0)
FACE_BOX = Box(40, 30, 10, 20)


def with_face(width=1600, height=1200, box=FACE_BOX, colour=FACE) -> bytes:
    """A green photo with a face that fills a box; without a colour it is noise."""
    picture = Image.new("RGB", (width, height), (0, 160, 0))
    left, top = round(box.left * width / 100), round(box.top * height / 100)
    size = round(box.width * width / 100), round(box.height * height / 100)
    face = Image.new("RGB", size, colour) if colour else Image.effect_noise(size, 200)
    picture.paste(face.convert("RGB"), (left, top))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()


def red_pixels(jpeg: bytes) -> int:
    """How many pixels have the face's colour."""
    picture = Image.open(io.BytesIO(jpeg)).convert("RGB")
    return sum(count for count, (r, g, b) in picture.getcolors(maxcolors=4_000_000) if r > g + 60)


def form(*boxes, **more):
    sides = ("left", "top", "width", "height")
    rows = {
        f"rows-{n}-{side}": str(value)
        for n, box in enumerate(boxes)
        for side, value in zip(sides, box.as_row(), strict=True)
    }
    return rows | more
