"""What is said about files, columns and rows of an import."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.issues.importing.preview import DayLine
from civic.issues.importing.reading.complaints import RowMistake
from civic.issues.importing.reading.dates import EARLIEST_YEAR
from civic.issues.importing.reading.leftovers import LeftOut
from civic.issues.importing.reading.rows import MOST_SUPPORTS
from civic.issues.importing.reading.words import LONGEST
from civic.issues.importing.reading.years import AssumedDay
from civic.places.district_names import Match
from civic.places.tables import MAX_ROWS

FIELD_NAMES = {
    "title": _l("제목"),
    "body": _l("내용"),
    "category": _l("분야"),
    "district": _l("읍면동"),
    "place": _l("장소·주소"),
    "lat": _l("위도"),
    "lon": _l("경도"),
    "supports": _l("공감 수"),
    "external_id": _l("원래 번호"),
    "created_at": _l("접수한 때"),
}

# What may stand on an issue, by the table of its rows: why an import can't be undone.
BUILT_ON = {
    "support": _l("공감"),
    "issue_comment": _l("의견"),
    "issue_photo": _l("사진"),
    "status_change": _l("처리 상태와 답변"),
    "merge": _l("병합"),
    "issue_correction": _l("고친 기록"),
    "issue_answer": _l("답변"),
    "office_note": _l("담당자 메모"),
    "office_act_change": _l("한꺼번에 한 일"),
    "heard_support": _l("모임에서 들은 공감"),
    "opinion": _l("모임에서 들은 의견"),
    "placement": _l("담당자가 정한 주제"),
    "quote": _l("인용"),
    "hidden": _l("가린 제보"),
    "flag": _l("신고"),
    "notice": _l("알림"),
    "solution_issue": _l("해결방안과의 연결"),
    "snapshot": _l("사업계획서의 기준 시점 자료"),
}


def about_built_on(counts: dict[str, int]) -> str:
    """What was built on an import: 공감 3개, 의견 1개."""
    parts = [(BUILT_ON.get(name, _("다른 기록")), n) for name, n in counts.items()]
    return ", ".join(_("%(what)s %(n)s개", what=what, n=f"{n:,}") for what, n in parts)


def about_district(match: Match, names: dict[int, str]) -> str:
    """What words were taken for. names: district id → name."""
    if match.key is not None:
        return names.get(match.key, "")
    return {
        "unclear": _(
            "%(names)s 가운데 어디인지 알 수 없어 비워 둬요.", names=", ".join(match.fits)
        ),
        "unknown": _("우리 지역의 읍면동 이름이 없어 비워 둬요."),
    }[match.how]


def about_days(line: DayLine) -> str:
    """Why days were read as they were."""
    words = {
        "chosen": _("고른 연도예요."),
        "near": _("가장 가까운 행의 날짜에 맞춘 연도예요."),
        "said": _("제목이나 시트·파일 이름에 적힌 연도예요."),
        "last": _("연도가 없어 가장 가까운 지난 날짜로 읽었어요."),
        "short_year": _("앞의 두 자리를 연도로 읽었어요."),
        "ymd": _("연도/월/일로 읽었어요."),
        "mdy": _("월/일/연도로 읽었어요."),
        "dmy": _("일/월/연도로 읽었어요."),
    }[line.why]
    if line.cut_short:
        words += " " + _("엑셀 숫자는 끝의 0이 지워져요. 10·20·30일이 아닌지 봐 주세요.")
    return words


def about_order(day: AssumedDay) -> str:
    """A day as it is in an order of month, day and year."""
    order = {"ymd": _("연도/월/일"), "mdy": _("월/일/연도"), "dmy": _("일/월/연도")}[day.why]
    return f"{day.day} ({order})"


def about_choices(why: str, what: str = "") -> str:
    """What is wrong with the columns chosen."""
    return {
        "twice": _("두 열에서 같은 항목을 골랐어요: %(name)s", name=FIELD_NAMES.get(what, what)),
        "no_words": _("제목이나 내용 가운데 하나는 골라 주세요."),
        "half_position": _("위도와 경도는 둘 다 고르거나 둘 다 비워 주세요."),
        "no_rows": _("이 줄 아래에는 내용이 없어요. 더 위의 줄을 골라 주세요."),
        "too_many_rows": _("한 번에 %(most)s행까지 가져올 수 있어요.", most=f"{MAX_ROWS:,}"),
    }[why]


def about_row(mistake: RowMistake) -> str:
    """What is wrong with a row, with the limit."""
    return {
        "missing": _("제목이 비었어요."),
        "too_long": _("%(most)s자를 넘어요.", most=f"{LONGEST.get(mistake.field, 0):,}"),
        "not_a_number": _("숫자가 아니에요."),
        "negative": _("0보다 작아요."),
        "too_many": _("%(most)s보다 커요.", most=f"{MOST_SUPPORTS:,}"),
        "half_position": _("위도와 경도 가운데 하나만 있어요."),
        "swapped": _("위도와 경도가 바뀐 것 같아요."),
        "plane": _("TM 좌표 같아요. 위도·경도(도 단위)로 바꿔 주세요."),
        "off_earth": _("위도는 -90~90, 경도는 -180~180이어야 해요."),
        "outside": _("우리 지역 밖의 위치예요."),
        "not_a_time": _(
            "날짜로 읽을 수 없어요. %(year)s년부터의 날짜를 적어 주세요.", year=EARLIEST_YEAR
        ),
        "future": _("아직 오지 않은 때예요."),
        "uncalculated": _(
            "값이 없는 수식이에요. 엑셀에서 열어 값을 확인하고 저장한 뒤 다시 올려 주세요."
        ),
        "extra_cells": _("열 제목보다 칸이 많아요. 따옴표가 빠졌는지 봐 주세요."),
    }[mistake.why]


def mistake_row(mistake: RowMistake) -> list:
    """[row number, column, what is wrong, value] for the table and the file."""
    return [
        mistake.number,
        str(FIELD_NAMES.get(mistake.field, "")),
        about_row(mistake),
        mistake.value,
    ]


def about_left_out(row: LeftOut) -> str:
    """Why a row became no issue, or what is to be seen about it."""
    return {
        "total": _("합계 행이에요."),
        "header": _("열 제목이 되풀이된 행이에요."),
        "day": _("날짜만 있는 줄이에요. 날짜가 없는 아래 행을 이날 접수한 것으로 읽어요."),
        "remark": _("한 칸만 채워졌어요. 설명이나 비고로 보여요."),
        "other_table": _("다른 열 제목이 나온 뒤의 행이에요. 제목 줄을 바꾸어 따로 가져오세요."),
        "repeated": _("%(n)s행과 번호도 내용도 같아요.", n=row.equals),
        "here": _("전에 가져온 제보와 내용이 같아요."),
        "same_number": _("번호가 같은 제보가 있지만 내용은 달라요."),
        "chosen": _("담당자가 빼기로 했어요."),
    }[row.why]


def left_out_row(row: LeftOut, address) -> list:
    """[row number, words, reason, address of the issue it equals]. address: issue id → address."""
    is_issue = row.equals is not None and row.why != "repeated"
    return [row.number, row.words, about_left_out(row), address(row.equals) if is_issue else ""]
