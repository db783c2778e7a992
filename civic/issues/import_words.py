"""What is said about files, columns and rows of an import."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.issues.importing import EARLIEST_YEAR, LONGEST, MOST_SUPPORTS, Mistake

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


def about_row(mistake: Mistake) -> str:
    """What is wrong with a row, with the limit."""
    return {
        "missing": _("제목이 비었어요."),
        "too_long": _("%(most)s자를 넘어요.", most=f"{LONGEST.get(mistake.field, 0):,}"),
        "not_a_number": _("숫자가 아니에요."),
        "negative": _("0보다 작아요."),
        "too_many": _("%(most)s보다 커요.", most=f"{MOST_SUPPORTS:,}"),
        "half_position": _("위도와 경도 가운데 하나만 있어요."),
        "off_earth": _("위도는 -90~90, 경도는 -180~180이어야 해요."),
        "outside": _("우리 지역 밖의 위치예요."),
        "unknown_district": _("우리 지역의 읍면동 이름이나 코드가 아니에요."),
        "not_a_time": _(
            "날짜로 읽을 수 없어요. %(year)s년부터의 날짜를 적어 주세요.", year=EARLIEST_YEAR
        ),
        "future": _("아직 오지 않은 때예요."),
        "extra_cells": _("열 제목보다 칸이 많아요. 따옴표가 빠졌는지 봐 주세요."),
    }[mistake.why]


def mistake_row(mistake: Mistake) -> list:
    """[row number, column, what is wrong, value] for the table and the file."""
    return [
        mistake.number,
        str(FIELD_NAMES.get(mistake.field, "")),
        about_row(mistake),
        mistake.value,
    ]
