"""A conversation as KakaoTalk saves it: who wrote what when, as rows. Pure."""

import re
from collections.abc import Iterator

HEADER = ["작성일시", "작성자", "내용"]
# 해미면 모임 님과 카카오톡 대화 | KakaoTalk Chats with 해미면 모임, and when it was saved.
BEGINNING = re.compile(
    r"[^\n]*(?:카카오톡 대화|KakaoTalk Chats)[^\n]*\n\s*(?:저장한 날짜|Date Saved)\s*:"
)
DAY = r"(\d{4}년 \d{1,2}월 \d{1,2}일|\d{4}\. ?\d{1,2}\. ?\d{1,2}\.)"
CLOCK = r"((?:오전|오후) \d{1,2}:\d{2}|\d{1,2}:\d{2}(?: ?[AP]M)?)"
# A line that begins a day, of a computer and of a phone.
OF_A_DAY = re.compile(rf"-* ?{DAY} ?[월화수목금토일]요일 ?-*")
BY_COMPUTER = re.compile(rf"\[([^\]]+)\] \[{CLOCK}\] ?(.*)")
BY_PHONE = re.compile(rf"{DAY},? {CLOCK}, (.+?) : (.*)")
# What the program says itself, and what stands for a picture: nobody's words.
WENT = "들어왔습니다|나갔습니다|내보냈습니다|초대했습니다|초대하였습니다"
OF_PROGRAM = re.compile(rf"{DAY},? {CLOCK}(?:,? .*)?|.{{1,60}}님(?:이|을|께서|과) .*(?:{WENT})\.?")
NO_WORDS = re.compile(
    r"(?:사진|동영상|이모티콘|음성메시지|지도|연락처|파일)(?: \d+장)?|파일: .*"
    r"|삭제된 메시지입니다\.?"
)


def is_chat(text: str) -> bool:
    return BEGINNING.match(text.lstrip("\ufeff \r\n")) is not None


def chat_rows(text: str) -> Iterator[list[str]]:
    """A header, and a row of each message with words, at the number of the line it begins on; the
    other rows are empty."""
    rows: list[list[str]] = []
    lines: dict[int, list[str]] = {}  # place of a message of several lines → those behind its first
    day, is_open, last = "", False, 0
    for line in text.splitlines():
        row: list[str] = []
        if match := BY_PHONE.fullmatch(line):
            row = [f"{match[1]} {match[2]}", match[3], match[4]]
        elif match := BY_COMPUTER.fullmatch(line):
            row = [f"{day} {match[2]}".strip(), match[1], match[3]]
        elif match := OF_A_DAY.fullmatch(line.strip()):
            day, is_open = match[1], False
        elif OF_PROGRAM.fullmatch(line):
            is_open = False
        elif is_open:  # a message of several lines
            lines.setdefault(last, []).append(line)
        if row:
            is_open, last = True, len(rows)
        rows.append(row)
    yield HEADER
    for place, row in enumerate(rows[1:], 1):
        words = "\n".join([*row[2:], *lines.get(place, [])])
        yield [] if not row or NO_WORDS.fullmatch(words.strip()) else [*row[:2], words]
