"""Sheets of paper as they are typed, one a line: `5 / 2,3 / - / 친절해요`. Pure.

Answers stand in the order of the questions, parted by /; - or nothing is no answer. Of a question
that takes several, commas part the numbers.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from civic.surveys.rules import AnswerWrong, AskedQuestion, check_answer

MOST_LINES = 500
NOTHING = ("", "-", "–", "—")
NUMBERS = re.compile(r"[0-9]{1,2}(?:[,\s]+[0-9]{1,2})*")

# question id as text → numbers, or words; as JSON keeps it
Sheet = Mapping[str, Sequence[int] | str]


@dataclass(frozen=True)
class SheetFault:
    """A line that is no sheet. reason: blank | cells (about: how many there are) | answer (about:
    the question's place) | too_long (about: how many lines)."""

    line: int
    reason: str
    about: int = 0


def read_sheets(
    text: str, questions: Sequence[AskedQuestion]
) -> tuple[list[Sheet], list[SheetFault]]:
    """The sheets, and the lines that are none. On paper nothing has to be answered."""
    lines = text.strip().splitlines()
    if len(lines) > MOST_LINES:
        return [], [SheetFault(MOST_LINES + 1, "too_long", len(lines))]
    sheets: list[Sheet] = []
    faults = []
    for place, line in enumerate(lines, 1):
        sheet, fault = _read_line(line, questions, place)
        if fault is None:
            sheets.append(sheet)
        else:
            faults.append(fault)
    return sheets, faults


def differing_lines(first: Sequence[Sheet], second: Sequence[Sheet]) -> list[int]:
    """Lines, from 1, whose numbers two people did not type alike; words are not compared, for two
    people hardly write down the same sentence to the letter."""
    pairs = enumerate(zip_longest(map(_numbers, first), map(_numbers, second)), 1)
    return [line for line, (one, other) in pairs if one != other]


def _numbers(sheet: Sheet) -> dict[str, list[int]]:
    return {id: sorted(value) for id, value in sheet.items() if not isinstance(value, str)}


def _read_line(line, questions, place) -> tuple[Sheet, SheetFault | None]:
    if not line.strip():
        return {}, SheetFault(place, "blank")
    cells = [cell.strip() for cell in line.split("/", len(questions) - 1)]
    if len(cells) != len(questions):
        return {}, SheetFault(place, "cells", len(cells))
    sheet: dict[str, Sequence[int] | str] = {}
    for n, (question, cell) in enumerate(zip(questions, cells, strict=True), 1):
        if cell in NOTHING:
            continue
        value = cell if question.kind == "text" else _read_numbers(cell)
        try:
            check_answer([question], {question.id: value})
        except AnswerWrong:
            return {}, SheetFault(place, "answer", n)
        sheet[str(question.id)] = value
    return sheet, None


def _read_numbers(cell: str) -> list[int]:
    """[0], which answers nothing, of what is no number."""
    text = unicodedata.normalize("NFKC", cell)
    return list(map(int, re.split(r"[,\s]+", text))) if NUMBERS.fullmatch(text) else [0]
