"""Letter, paragraph and border shapes of the HWPX export: made once a document, used by id."""

from dataclasses import dataclass
from itertools import product
from typing import Any

from hwpx import HwpxDocument
from hwpx.oxml.namespaces import HH

from civic.documents.export.one_page import LEAST, Fit

SERIF, SANS = "함초롬바탕", "함초롬돋움"
INK, QUIET, ACCENT, RULE, SHADE = "#1E2124", "#464C53", "#0B50D0", "#8A949E", "#E6EBF2"
NOTICE = "#FFF8E1"
# 바탕글, whose breakNonLatinWord is BREAK_WORD: 한글 then keeps Korean words whole, and breaks
# them with KEEP_WORD, against what the names say (measured in rhwp issue 2185).
_WHOLE_WORDS = "0"

CELL_SIZES: tuple[float, ...] = (8, 9)  # points of letters in tables
_SIDES = ("left", "center", "right")
_SMALLER, _CLOSER, _SMALL_SPACING = 0.8, 0.35, 125  # of a document of one page
_MORE = 15  # percent of spacing for each 1 of air


def mm(length: float) -> int:
    """Millimetres in HWPUNIT (1/7200 inch)."""
    return round(length * 7200 / 25.4)


def pt(length: float) -> int:
    """Points in HWPUNIT."""
    return round(length * 100)


def scaled(size: float, scale: float) -> float:
    """Points of letters, to the tenth where they are not as they were."""
    return size if scale == 1 else round(size * scale, 1)


_MARKS: dict[str, dict[str, Any]] = {
    "□": {"size": 11.5, "bold": True, "hang": 1.55, "before": 7, "after": 2},
    "○": {"size": 11, "left": mm(3.5), "hang": 1.55, "before": 3, "after": 2},
    "-": {"size": 11, "left": mm(8), "hang": 1.1, "before": 2, "after": 2},
    "※": {"size": 9.5, "left": mm(8), "hang": 1.55, "before": 1, "after": 3}
    | {"color": QUIET, "font": SANS},
}


@dataclass(frozen=True)
class Look:
    """Ids of a paragraph: its shape, its letters, its style; size of the letters in points."""

    paragraph: str
    letters: str
    style: str = "0"
    size: float = 10


class Shapes:
    """All the looks of a document. is_small: of one page, whose letters are smaller and whose lines
    are closer; fit: of those."""

    def __init__(self, hwpx: HwpxDocument, is_small: bool = False, fit: Fit = LEAST):
        self.hwpx, self.is_small, self.fit = hwpx, is_small, fit
        self.header = hwpx.oxml.headers[0]
        self.no_border = "1"
        self.cell = hwpx.styles.ensure_border_fill(border_color=RULE, border_width="0.12 mm")
        self.head_cell = hwpx.styles.ensure_border_fill(
            border_color=RULE, border_width="0.12 mm", fill_color=SHADE
        )
        self.box = hwpx.styles.ensure_border_fill(
            border_color=NOTICE, border_width="0.12 mm", fill_color=NOTICE
        )
        self._silence_outline_numbers()
        self.headings = {level: self._heading(level) for level in (1, 2, 3)}
        self._lines = {(m, keep): self._line(m, keep) for m in _MARKS for keep in (False, True)}
        self._cells: dict[tuple[float, str], Look] = {
            asked: self._cell(*asked) for asked in product(self._cell_sizes(), _SIDES)
        }
        self._heads: dict[float, Look] = {
            size: self._cell(size, "center", bold=True) for size in self._cell_sizes()
        }
        self.caption = self._named(
            "캡션", self.look(10, bold=True, font=SANS, before=9, after=3, keep=True)
        )
        self.picture = self.look(10, align="CENTER", before=8, after=2, keep=True)
        self.picture_caption = self.look(10, bold=True, font=SANS, align="CENTER", after=10)
        self.unit = self.look(9, font=SANS, color=QUIET, align="RIGHT", after=2, keep=True)
        self.note = self.look(9, font=SANS, color=QUIET, before=2, after=8)
        self.holder = self.look(4, before=1, after=2, spacing=100)
        self.small = self.look(9, font=SANS, color=QUIET)
        self.programme = self.look(11, font=SANS, color=QUIET)
        self.title = self._named(
            "문서 제목", self.look(22, bold=True, font=SANS, before=4, after=8)
        )
        self.running = self._named("머리말", self.look(9, font=SANS, color=QUIET, under=True))
        self.base = self.look(9, font=SANS, color=QUIET, after=8, under=True)
        self.notice = self.look(9.5, font=SANS)

    def look(
        self,
        size: float,
        *,
        bold: bool = False,
        color: str = INK,
        font: str = SERIF,
        align: str = "LEFT",
        left: int = 0,
        hang: float = 0,
        before: float = 0,
        after: float = 0,
        keep: bool = False,
        under: bool = False,
        spacing: int = 150,
        outline: int | None = None,
        fixed: bool = False,
    ) -> Look:
        """size, before, after in points, made smaller on one page unless they are fixed; left in
        HWPUNIT; hang in ems; spacing in percent."""
        if self.is_small and not fixed:
            size = scaled(_SMALLER * size, self.fit.letters)
            closer = _CLOSER * self.fit.air
            before, after = closer * before, closer * after
            spacing = min(spacing, _SMALL_SPACING + round(_MORE * (self.fit.air - 1)))
        letters = self.hwpx.styles.ensure_run(bold=bold, color=color, font=font, size=size)
        heading: dict[str, str | int] = {"type": "NONE"}
        if outline is not None:
            heading = {"type": "OUTLINE", "level": outline}
        paragraph = self.header.ensure_paragraph_format(
            base_para_pr_id=_WHOLE_WORDS,
            alignment=align,
            line_spacing_percent=spacing,
            margins={
                "left": left,
                "right": 0,
                "intent": -round(hang * pt(size)),
                "prev": pt(before),
                "next": pt(after),
            },
            heading=heading,
            break_setting={"keep_with_next": keep, "widow_orphan": True},
            border={"borderFillIDRef": self._underline() if under else "2"},
        )
        return Look(paragraph, letters, "0", size)

    def line(self, mark: str, keep: bool) -> Look:
        """Of a paragraph of 개조식; keep: on the page of what follows."""
        return self._lines[mark if mark in _MARKS else "□", keep]

    def _line(self, mark: str, keep: bool) -> Look:
        return self.look(**_MARKS[mark], keep=keep)

    def _cell_sizes(self) -> list[float]:
        return [scaled(size, self.fit.letters) for size in CELL_SIZES]

    def cell_look(self, size: float, align: str) -> Look:
        return self._cells[size, align]

    def head_look(self, size: float) -> Look:
        return self._heads[size]

    def _cell(self, size: float, align: str, bold: bool = False) -> Look:
        return self.look(size, font=SANS, align=align.upper(), bold=bold, spacing=130, fixed=True)

    def _underline(self) -> str:
        return self.hwpx.styles.ensure_border_fill(
            border_color=RULE, border_width="0.4 mm", active_borders=["bottom"]
        )

    def _heading(self, level: int) -> Look:
        size, before, after = {1: (15, 16, 6), 2: (13, 12, 5), 3: (11.5, 9, 4)}[level]
        color = ACCENT if level == 1 else INK
        look = self.look(
            size, bold=True, color=color, font=SANS, before=before, after=after, keep=True,
            outline=level - 1,
        )  # fmt: skip
        return self._named(f"개요 {level}", look)

    def _named(self, name: str, look: Look) -> Look:
        """The look as a named style, so that the office can restyle the whole document at once."""
        style = self.header.ensure_style(
            name, para_pr_id_ref=look.paragraph, char_pr_id_ref=look.letters, lang_id=1042
        )
        return Look(look.paragraph, look.letters, style, look.size)

    def _silence_outline_numbers(self) -> None:
        """Headings print their own numbers; 한글 would put a second one before them."""
        for head in self.header.element.iter(f"{HH}paraHead"):
            head.text = None
        self.header.mark_dirty()
