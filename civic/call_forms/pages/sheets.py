"""A drawn page: its cells and lines with words and boxes, and its picture made small. Pure."""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

Box = tuple[float, float, float, float]  # x, y, width, height
_SVG = "{http://www.w3.org/2000/svg}"
_FAMILY = re.compile(r'font-family="([^",]*)[^"]*?(,serif)?"')
_SERIF = "Batang,'Nanum Myeongjo',AppleMyungjo,'Noto Serif KR','Noto Serif CJK KR',serif"
_SANS = "'Malgun Gothic','Apple SD Gothic Neo','Noto Sans KR','Noto Sans CJK KR',sans-serif"
_DECIMALS = re.compile(r"(\d\.\d\d)\d+")
_MOVED = re.compile(r"translate\(([-\d.]+)[ ,]+([-\d.]+)\)")
GAP = 2.2  # letters' widths between words of one line; more is between cells
_CELL = re.compile(r"url\(#(cell-clip-\d+)\)")


class _Letter(NamedTuple):
    x: float
    y: float
    size: float
    letter: str


@dataclass(frozen=True)
class PageUnit:
    """A cell or, outside of tables, a line. is_cell: its box is the whole cell."""

    text: str
    box: Box
    is_cell: bool


@dataclass(frozen=True)
class PageDrawing:
    """units: in the order they are drawn, which is that of reading."""

    svg: str
    width: float
    height: float
    units: list[PageUnit]


def read_sheet(svg: str) -> PageDrawing:
    """svg: of a page as rhwp draws it, letter by letter, each cell in a group that clips it."""
    from lxml import etree  # for the process that draws alone

    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
    units = [*_units(root)]
    return PageDrawing(smaller(svg), float(root.get("width")), float(root.get("height")), units)


def smaller(svg: str) -> str:
    """The same picture in fewer letters: fonts are named in a few words, decimals cut."""
    return _DECIMALS.sub(r"\1", _FAMILY.sub(_fonts, svg))


def _fonts(match: re.Match[str]) -> str:
    return f'font-family="{match[1]},{_SERIF if match[2] else _SANS}"'


def _units(root: Any) -> list[PageUnit]:
    boxes = {clip.get("id"): _box(clip[0]) for clip in root.iter(f"{_SVG}clipPath") if len(clip)}
    words: dict[object, list[_Letter]] = defaultdict(list)
    for group in root.iter(f"{_SVG}g"):
        if cell := _cell_of(group):
            words[cell] = words[cell]  # also one without a word
    for letter in root.iter(f"{_SVG}text"):
        x, y = _place_of(letter)
        size = float(letter.get("font-size") or 0)
        cell = next(filter(None, map(_cell_of, letter.iterancestors())), "")
        words[cell or round(y)].append(_Letter(x, y, size, "".join(letter.itertext())))
    units: list[PageUnit] = []
    for key, letters in words.items():
        if isinstance(key, str):
            units.append(PageUnit("".join(one.letter for one in letters), boxes[key], True))
        else:
            units += map(_line, _runs(letters))
    return units


def _runs(letters: list[_Letter]) -> list[list[_Letter]]:
    """Of one height, those written together: some tables have no groups for their cells."""
    runs = [letters[:1]]
    for before, one in pairwise(letters):
        if before.x < one.x < before.x + GAP * before.size:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _line(letters: list[_Letter]) -> PageUnit:
    size, left = max(one.size for one in letters), letters[0].x
    box = left, letters[0].y - size, letters[-1].x + size - left, size * 1.3
    return PageUnit("".join(one.letter for one in letters), box, False)


def _cell_of(group: Any) -> str:
    match = _CELL.fullmatch(group.get("clip-path") or "")
    return match[1] if match else ""


def _place_of(letter: Any) -> tuple[float, float]:
    if moved := _MOVED.search(letter.get("transform") or ""):
        return float(moved[1]), float(moved[2])
    return float(letter.get("x") or 0), float(letter.get("y") or 0)


def _box(rect: Any) -> Box:
    return (
        float(rect.get("x") or 0),
        float(rect.get("y") or 0),
        float(rect.get("width") or 0),
        float(rect.get("height") or 0),
    )
