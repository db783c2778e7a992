"""Places left open in words that are to be filed: ○○동, 〔 〕, [사업명 기입], ____. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MARKS = "□○-※"  # that a line of a plan may begin with
CIRCLES = ("○", "◯", "〇")
CIRCLE = f"[{''.join(CIRCLES)}]"
UNIT = "(?:시|군|구|읍|면|동|리|건|명|개|회|곳|원|년|월|일|억|만)"
FILLER = r"[\s○◯〇OoXx＿_.…·‥~-]*"
ASKS = "[^\\[\\]〔〕【】]*(?:기입|입력|작성|적으세요|적어 주세요|채우|채워)[^\\[\\]〔〕【】]*"
OPEN = re.compile(
    rf"{CIRCLE}(?:\s?{CIRCLE})+\s?\w*"  # ○○시, ○ ○ 읍면
    rf"|{CIRCLE}{UNIT}"  # ○건
    rf"|\[(?:{FILLER}|{ASKS})\]|〔(?:{FILLER}|{ASKS})〕|【(?:{FILLER}|{ASKS})】"
    r"|(?<![A-Za-z])(?:O{2,}|X{2,})(?![A-Za-z])\w*"  # OO시, XX명
    r"|_{2,}|＿{2,}"
)


def placeholders(text: str) -> list[str]:
    """Every place left open, as it is written, in reading order; the marks lines begin with are
    none."""
    return [place for line in text.splitlines() for place in OPEN.findall(_unmarked(line))]


@dataclass(frozen=True)
class OpenPlace:
    """words: as they are written. part, heading: of the chapter; key: of the line or block."""

    part: str
    heading: str
    key: str
    words: str


def open_places(
    template: dict[str, Any], written: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterator[OpenPlace]:
    """The first place left open of each line and block that is printed, as a snapshot has them; of
    lines of no chapter none."""
    for chapter in template["chapters"]:
        lines = written.get(chapter["part"], [])
        texts = [(block, (block.get("text", ""), block.get("otherwise", "")))
                 for block in chapter["blocks"]]  # fmt: skip
        for block, pieces in [*texts, *((line, (line["text"],)) for line in lines)]:
            places = [place for text in pieces for place in placeholders(text)]
            if places:
                yield OpenPlace(
                    chapter["part"], chapter["heading"], block.get("key", ""), places[0]
                )


def one_mark(text: str, start: int, words: str) -> str:
    """Words that come to stand at this place of a text, without a mark of their own where the line
    has one already."""
    before = text[:start].rpartition("\n")[2].strip()
    own = words.lstrip()
    if before in tuple(MARKS) and own[:1] in MARKS and own[1:2].isspace():
        return own[1:].lstrip()
    return words


def _unmarked(line: str) -> str:
    """A line without its mark; a ○ before another is no mark."""
    line = line.strip()
    rest = line[1:].lstrip()
    return rest if line[:1] in tuple(MARKS) and rest[:1] not in CIRCLES else line
