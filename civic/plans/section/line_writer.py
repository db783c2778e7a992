"""Writes lines of a template or of planners, their named figures filled in. Pure."""

from collections.abc import Mapping
from typing import Any

from civic.documents.model import Fact, Line, Text
from civic.plans.section.facts import FIGURES
from civic.plans.section.reading import says_once
from civic.plans.section.schema import SnapshotData, Template
from civic.plans.section.template import OPTIONAL, PLACEHOLDER, key_of

MARKS = ("□", "○", "-", "※")


class Missing(Exception):
    """A figure that has nothing to count."""


class LineWriter:
    def __init__(self, data: SnapshotData):
        self.data = data

    def otherwise(self, block: Template) -> list[Line]:
        text = block.get("otherwise", "")
        return self.paragraph({"key": key_of(block), "text": text}) if text else []

    def paragraph(self, paragraph: Template) -> list[Line]:
        """A line, or nothing when one of its figures is missing."""
        try:
            return [self.line(paragraph)]
        except Missing:
            return []

    def line(self, paragraph: Mapping[str, Any], missing: str | None = None) -> Line:
        """A line under the mark it begins with, else ○. missing: printed for a missing figure.

        Raises: Missing when nothing is to be printed for it.
        """
        mark, text = _marked(paragraph["text"])
        pieces: list[str | Fact] = []
        for n, part in enumerate(OPTIONAL.split(text)):
            try:
                filled = self.filled(part, None if n % 2 else missing)
                pieces += [] if n % 2 and self._counts_nothing(filled) else filled
            except Missing:
                if n % 2 == 0:
                    raise
        return Line(paragraph["key"], mark, _joined(pieces))

    def _counts_nothing(self, pieces: list[str | Fact]) -> bool:
        """The figures of an optional part are all 0, which nobody writes down."""
        values = [piece.value for piece in pieces if isinstance(piece, Fact)]
        return says_once(self.data) and bool(values) and not any(values)

    def filled(self, text: str, missing: str | None) -> list[str | Fact]:
        """The words with their figures. Raises: Missing."""
        pieces: list[str | Fact] = []
        for n, part in enumerate(PLACEHOLDER.split(text)):
            if n % 2 == 0:
                pieces.append(part)
            elif part not in FIGURES:
                pieces.append(f"{{{part}}}")  # a planner's own braces
            else:
                shown = FIGURES[part].show(part, self.data) or missing
                if shown is None:
                    raise Missing(part)
                pieces.append(shown)
        return pieces


def _joined(pieces: list[str | Fact]) -> Text:
    """Words join their neighbours: only numbers are pieces of their own."""
    out: list[str | Fact] = []
    for piece in pieces:
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif piece != "":
            out.append(piece)
    return tuple(out)


def _marked(text: str) -> tuple[str, str]:
    if text[:1] in MARKS and text[1:].strip():
        return text[0], text[1:].strip()
    return "○", text
