"""Pictures for the section, drawn from the snapshot's data with Pillow: PNG bytes.

Greys that print well, words in Noto Sans CJK from its wheel, no time and no metadata: the same
data give the same bytes.
"""

from base64 import b64decode
from functools import cache
from io import BytesIO
from math import cos, radians

from PIL import Image, ImageDraw, ImageFont

from civic.plans.glyphs import FONT_FOLDER

Drawn = tuple[bytes, int, int]  # PNG, width px, height px
INK, QUIET, PAPER = (30, 33, 36), (88, 97, 106), (255, 255, 255)
SHADES = ((240, 238, 234), (205, 214, 230), (150, 175, 220), (90, 130, 205), (24, 72, 160))
BORDER = (88, 97, 106)
CHOSEN, OTHER = (11, 80, 208), (200, 194, 184)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    path = next(FONT_FOLDER.glob("*.ttc"))
    font = ImageFont.truetype(str(path), size, index=1)  # 1: the Korean face of the collection
    font.set_variation_by_axes([500])
    return font


def district_map(districts: list[dict], value="reports", unit="건") -> Drawn | None:
    """A choropleth with each district's name and number; None without polygons.

    districts: name, label [lon, lat], polygons as in GeoJSON MultiPolygon coordinates, and under
    the key `value` a number; None is hidden or not known: left white and said in words.
    """
    if not districts:
        return None
    points = [p for d in districts for polygon in d["polygons"] for p in polygon[0]]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = cos(radians((south + north) / 2))
    scale = 1120 / max((east - west) * squeeze, (north - south) or 1e-9, 1e-9)
    width, height = round((east - west) * squeeze * scale) + 80, round((north - south) * scale) + 80

    def at(point):
        return (40 + (point[0] - west) * squeeze * scale, 40 + (north - point[1]) * scale)

    # Drawn at twice the size and shrunk: Pillow's own edges are jagged.
    image = Image.new("RGB", (2 * width, 2 * height), PAPER)
    draw = ImageDraw.Draw(image)
    most = max(d[value] or 0 for d in districts) or 1
    for district in districts:
        tone = PAPER
        if district[value] is not None:
            tone = SHADES[min(4, int(-(-4 * district[value] // most)))]
        for polygon in district["polygons"]:
            outline = [(2 * x, 2 * y) for x, y in map(at, polygon[0])]
            draw.polygon(outline, fill=tone)
            draw.line([*outline, outline[0]], fill=BORDER, width=5, joint="curve")
    image = image.resize((width, height), Image.Resampling.BOX)
    _label(ImageDraw.Draw(image), districts, at, value, unit)
    return _png(image)


def _label(draw, districts, at, value, unit):
    """Names and counts in ink with a white rim, so that they read on every shade, also in grey."""
    for district in districts:
        number = district[value]
        words = f"{district['name']}\n" + ("가림" if number is None else f"{number:,}{unit}")
        rim = {"stroke_width": 5, "stroke_fill": PAPER}
        draw.multiline_text(
            at(district["label"]), words, INK, _font(30), "mm", spacing=2, align="center", **rim
        )


def vote_bars(rows: list[dict], most_rows: int = 12) -> Drawn | None:
    """Horizontal bars of votes, chosen ones filled darker and marked; None without rows."""
    shown = rows[:most_rows]
    if not shown:
        return None
    width, step = 1400, 84
    image = Image.new("RGB", (width, step * len(shown) + 30), PAPER)
    draw = ImageDraw.Draw(image)
    most = max(row["votes"] for row in shown) or 1
    for n, row in enumerate(shown):
        top = 15 + n * step
        mark = "● " if row["selected"] else "   "
        draw.text((20, top), _fit(draw, f"{row['rank']}. {row['title']}", 1000), INK, _font(30))
        draw.text((1380, top), f"{mark}{row['votes']:,}표", INK, _font(30), "ra")
        bar = (20, top + 46, 20 + round(1360 * row["votes"] / most), top + 66)
        draw.rectangle((20, top + 46, 1380, top + 66), fill=(244, 242, 238))
        draw.rectangle(bar, fill=CHOSEN if row["selected"] else OTHER)
    return _png(image)


def contact_sheet(photos: list[dict]) -> Drawn | None:
    """Up to six photos in rows of three with their titles; None when there is none.

    photos: title and jpeg (base64, may be empty when the file was missing).
    """
    shown = [photo for photo in photos if photo["jpeg"]][:6]
    if not shown:
        return None
    columns = min(3, len(shown))
    rows = -(-len(shown) // 3)
    image = Image.new("RGB", (columns * 480, rows * 420), PAPER)
    draw = ImageDraw.Draw(image)
    for n, photo in enumerate(shown):
        left, top = n % 3 * 480 + 10, n // 3 * 420 + 10
        picture = Image.open(BytesIO(b64decode(photo["jpeg"])), formats=["JPEG"])
        image.paste(_cover(picture.convert("RGB"), 460, 345), (left, top))
        draw.text((left, top + 353), _fit(draw, photo["title"], 460), QUIET, _font(24))
    return _png(image)


def _cover(picture, width, height):
    """Scale and crop so that the box is filled."""
    scale = max(width / picture.width, height / picture.height)
    size = (max(width, round(picture.width * scale)), max(height, round(picture.height * scale)))
    picture = picture.resize(size, Image.Resampling.BICUBIC)
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    return picture.crop((left, top, left + width, top + height))


def _fit(draw, words: str, width: int) -> str:
    """The words, or as many of them as fit with an ellipsis."""
    font = _font(30 if width > 500 else 24)
    words = words[:120]
    if draw.textlength(words, font) <= width:
        return words
    while words and draw.textlength(words + "…", font) > width:
        words = words[:-1]
    return words + "…"


def _png(image: Image.Image) -> Drawn:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue(), image.width, image.height
