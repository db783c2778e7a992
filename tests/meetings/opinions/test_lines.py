"""A line as it is typed, dictated or pasted, without its mark and with how many people said it."""

import pytest

from civic.meetings.opinions.lines import OpinionLine, as_report, read_line, read_lines
from civic.personal_data import find


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("1. 버스가 안 와요", "버스가 안 와요"),
        ("12) 버스", "버스"),
        ("(3) 버스", "버스"),
        ("- 버스", "버스"),
        ("○ 버스", "버스"),
        ("□ ○ 버스", "버스"),
        ("③버스", "버스"),
        ("가. 버스", "버스"),
        ("ㅇ 버스", "버스"),
        ("3.1절 행사에 차가 막혀요", "3.1절 행사에 차가 막혀요"),
        ("-5도에 수도가 얼어요", "-5도에 수도가 얼어요"),
        ("10-20분 기다려요", "10-20분 기다려요"),
        ("1번 버스가 안 와요", "1번 버스가 안 와요"),
        ("문. 열어 주세요", "문. 열어 주세요"),
        ("ㅇㅇ 버스", "ㅇㅇ 버스"),
        ("•", ""),
        ("1.", ""),
    ],
)
def test_what_marks_the_start_of_a_line_is_taken_off(typed, text):
    assert read_line(typed) == OpinionLine(text)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("버스 (5명)", OpinionLine("버스", 5)),
        ("버스 [5 명]", OpinionLine("버스", 5)),
        ("버스 (외 4명)", OpinionLine("버스", 5)),
        ("버스 x3", OpinionLine("버스", 3)),
        ("버스 (0명)", OpinionLine("버스 (0명)")),
        ("버스를 5명", OpinionLine("버스를 5명")),
        ("(5명)", OpinionLine("(5명)")),
    ],
)
def test_how_many_said_it_stands_at_its_end(typed, line):
    assert read_line(typed) == line


def test_blank_lines_are_none():
    assert read_lines("\n버스\r\n \n- \n등") == [OpinionLine("버스"), OpinionLine("등")]


def test_a_short_one_is_the_title_alone():
    assert as_report("버스") == {"title": "버스", "body": ""}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("010-1234-5678로 전화", ["phone"]),
        ("01012345678", ["phone"]),
        ("031) 123-4567", ["phone"]),
        ("+82 10 1234 5678", ["phone"]),
        ("850101-1234567", ["resident_number"]),
        ("a.b@example.kr 로", ["email"]),
        ("농협 302-1234-5678-91", ["account"]),
        ("4234-5678-1234-5678", ["card"]),
        ("12가 3456 차가", ["plate"]),
        ("2026-11-22에 3만 원, 20-30분, 010번 버스", []),
        ("1,234,567명", []),
    ],
)
def test_what_may_say_who_somebody_is_is_seen(text, kinds):
    assert [each.kind for each in find(text)] == kinds
