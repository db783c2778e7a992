"""Words of population numbers: what is wrong with a row (why of a Mistake → sentence), and ages."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.places.population.rows import OLDEST

ROW_MISTAKES = {
    "unknown_district": _l("우리 지역의 읍면동 이름이나 코드가 아니에요."),
    "not_a_band": _l("연령대로 읽을 수 없어요. 20대, 20~29세, 80세 이상처럼 적어 주세요."),
    "not_a_number": _l("0명에서 1,000만 명 사이의 수가 아니에요."),
    "twice": _l("같은 읍면동과 연령대가 앞에 또 있어요."),
    "mixed": _l("전체 인구와 연령대별 인구가 섞여 있어요. 하나만 적어 주세요."),
}


def band_words(band: str) -> str:
    """Of one of BANDS, in the reader's language: 20~29세; 80세 이상."""
    return age_words(int(band), None if int(band) == OLDEST else int(band) + 9)


def age_words(first: int, last: int | None) -> str:
    """20~39세; 60세 이상 where there is no last."""
    if last is None:
        return _("%(n)s세 이상", n=first)
    return _("%(first)s~%(last)s세", first=first, last=last)
