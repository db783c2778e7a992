"""What is wrong with a row of population numbers: why of a Mistake → sentence."""

from flask_babel import lazy_gettext as _l

ROW_MISTAKES = {
    "unknown_district": _l("우리 지역의 읍면동 이름이나 코드가 아니에요."),
    "not_a_band": _l("연령대로 읽을 수 없어요. 20대, 20~29세, 80세 이상처럼 적어 주세요."),
    "not_a_number": _l("0명에서 1,000만 명 사이의 수가 아니에요."),
    "twice": _l("같은 읍면동과 연령대가 앞에 또 있어요."),
    "mixed": _l("전체 인구와 연령대별 인구가 섞여 있어요. 하나만 적어 주세요."),
}
