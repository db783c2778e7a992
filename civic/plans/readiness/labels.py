"""How each item of the readiness list is said."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.plans.readiness.rules import Item
from civic.plans.snapshots.gather import labels
from civic.web.filters import number

ITEMS = {
    "vote_open": _l("투표가 끝나지 않음"),
    "vote_uncounted": _l("투표를 집계하지 않음"),
    "sheets": _l("확인하지 않은 종이표 %(n)s장"),
    "no_indicator": _l("성과지표 없음: %(name)s"),
    "no_project": _l("사업 내용의 사업비 없음: %(name)s"),
    "no_baseline": _l("기준값 없음: %(name)s"),
    "no_baseline_year": _l("기준값을 잰 해 없음: %(name)s"),
    "no_baseline_source": _l("기준값 출처 없음: %(name)s"),
    "no_method": _l("측정방법 없음: %(name)s"),
    "no_formula": _l("산출식이나 자료출처 없음: %(name)s"),
    "no_target": _l("주민이 정한 목표값 없음: %(name)s"),
    "wrong_way": _l("목표값이 기준값보다 나아지지 않음: %(name)s"),
    "no_weight": _l("가중치 없음: %(name)s"),
    "weights": _l("가중치 합 %(percent)s%%"),
    "remarks": _l("답변 없는 컨설팅 의견 %(n)s건"),
    "photos": _l("사진 설명 없음 %(n)s건"),
    "open_place": _l("‘%(name)s’ 장에 채우지 않은 자리: %(words)s"),
    "no_snapshot": _l("계획서를 아직 만들지 않음"),
    "stale": _l("제%(n)s호를 만든 뒤 바뀜: %(parts)s"),
    "years_off": _l("연차별 목표의 마지막 해가 목표값과 다름: %(name)s"),
    "national_off": _l("참여 기간의 국비 비율이 공모와 다름: 공모 %(asked)s%%, 설정 %(planned)s%%"),
    "shares_off": _l("%(payer)s 비율이 공모와 다름: 공모 %(asked)s%%, 계획 %(planned)s%%"),
    "no_follow_up": _l("참여를 이어 갈 활동을 적지 않음"),
    "number_off": _l("손으로 적은 ‘%(words)s’, 자료의 값은 %(value)s"),
    "wording": _l("다듬으면 좋은 글 %(n)s곳"),
    "too_long": _l("‘%(name)s’ 장 %(letters)s자, 정한 길이는 %(most)s자"),
    "too_many_pages": _l("본문 %(pages)s쪽, 정한 것은 %(most)s쪽"),
    "example": _l("공모의 서식이 아직 예시"),
    "population": _l("인구를 모르는 읍면동 %(n)s곳"),
    "reports": _l("답하지 않은 제보 %(n)s건"),
}


def item_words(item: Item) -> str:
    """The item in the reader's language, its numbers written as everywhere."""
    return str(ITEMS[item.kind]) % {name: _said(value) for name, value in item.values.items()}


def part_words(parts) -> str:
    """Names of parts of a snapshot (gather.Part)."""
    return ", ".join(labels(parts)) or _("프로그램이 바뀐 부분")


def _said(value) -> str:
    if isinstance(value, tuple):
        return part_words(value)
    return number(value) if isinstance(value, int | float) else value
