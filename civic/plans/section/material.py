"""What planners brought themselves as blocks of the section: tables, pictures, chapters. Pure.

No number in them is a figure: each says where it is from, and that is all that is known of it.
"""

import re
from base64 import b64decode

from civic.documents.charts.canvas import WIDE, Canvas
from civic.documents.charts.png import FORMER_SCALE, pixels
from civic.documents.export.text_width import em_width
from civic.documents.model import Column, Picture, Raster, Table
from civic.plans.section.pictures.picture_type import MAP, MM_A_UNIT
from civic.plans.section.schema.material import MaterialData

UNITS_A_PIXEL = 0.6  # a picture of few pixels is not blown up: 140 dots an inch at least
NARROWEST, WIDEST = 3.0, 24.0  # ems of a column
SHORT = 6  # letters: a column of nothing longer is centred
UNITS = "%|원|천원|만원|백만원|억원|명|건|개|곳|회|대|분|시간|일|개월|년|점|km|m|㎡"
NUMBER = re.compile(rf"[-+△▲]?[\d,]+(?:\.\d+)?\s?(?:{UNITS})?|-")


def own_picture(row: MaterialData, number: int) -> Picture:
    """The photograph as it is, no taller than a map."""
    width, height = row["width"], row["height"]
    wide = round(min(WIDE, UNITS_A_PIXEL * width, MAP * width / height))
    canvas = Canvas(max(1, wide))
    tall = max(1, round(wide * height / width))
    href = f"data:image/jpeg;base64,{row['jpeg']}"
    canvas.add("image", x=0, y=0, width=canvas.width, height=tall, href=href)
    drawn = canvas.drawn(tall)
    return Picture(
        row["key"],
        number,
        f"{row['title']} (출처: {row['source']})",
        row["alt"],
        drawn.svg,
        pixels(drawn.width, FORMER_SCALE),
        pixels(drawn.height, FORMER_SCALE),
        MM_A_UNIT * drawn.width,
        photo=Raster(b64decode(row["jpeg"]), "jpeg", width, height),
    )


def own_table(row: MaterialData, number: int) -> Table:
    """Columns as wide as what stands in them; numbers to the right, but those that name rows."""
    columns = [[title, *cells] for title, *cells in zip(row["columns"], *row["cells"], strict=True)]
    widths = [_width(cells) for cells in columns]
    return Table(
        key=row["key"],
        number=number,
        caption=row["title"],
        columns=tuple(
            Column(title, width / sum(widths), _align(cells) if n else "left")
            for n, ((title, *cells), width) in enumerate(zip(columns, widths, strict=True))
        ),
        cells=tuple(tuple((cell,) if cell else () for cell in cells) for cells in row["cells"]),
        unit=f"(단위: {row['unit']})" if row["unit"] else "",
        note=f"출처: {row['source']}",
    )


def _width(cells: list[str]) -> float:
    return min(WIDEST, max(NARROWEST, *map(em_width, cells)) + 1)


def _align(cells: list[str]) -> str:
    written = [cell for cell in cells if cell]
    if written and all(NUMBER.fullmatch(cell) for cell in written):
        return "right"
    return "center" if all(len(cell) <= SHORT for cell in written) else "left"
