"""What the columns of counted rows are called, and the codes in them."""

from flask_babel import lazy_gettext as _l

from civic.plans.review.labels import DISPOSITION_NAMES

COLUMN_NAMES = {
    "receipt": _l("접수 순번"),
    "starts_on": _l("연 날"),
    "kind": _l("종류"),
    "held": _l("모임"),
    "reports": _l("제보"),
    "on": _l("어디에 달렸나"),
    "number": _l("번호"),
    "title": _l("제목"),
    "body": _l("내용"),
    "act": _l("활동"),
    "people": _l("사람 수"),
    "name": _l("이름"),
    "indicator": _l("지표 번호"),
    "value": _l("값"),
    "listed": _l("목록에 있음"),
    "merged": _l("병합함"),
    "imported": _l("가져온 민원"),
    "by": _l("누가"),
    "office_voters": _l("투표한 담당자·컨설턴트"),
    "supports": _l("공감"),
    "district": _l("행정동코드"),
    "category": _l("분야"),
    "theme": _l("주제 번호"),
    "votes": _l("득표"),
    "paper": _l("종이·현장 득표"),
    "cost_won": _l("사업비(원)"),
    "budget_won": _l("예산(원)"),
    "national_share": _l("국비 비율"),
    "selected": _l("선정"),
    "voters": _l("투표 주민"),
    "paper_voters": _l("종이·현장 투표"),
    "eligible": _l("거주 확인 주민과 종이·현장 투표"),
    "choices": _l("고른 수"),
    "weight_percent": _l("가중치(%)"),
    "baseline": _l("기준값"),
    "population": _l("인구(명)"),
    "per_thousand": _l("천 명당 참여"),
    "share_percent": _l("참여 가운데(%)"),
    "population_percent": _l("인구 가운데(%)"),
    "disposition": _l("조치"),
}
# Column → the words of its codes.
VALUE_NAMES = {
    "by": {
        "resident": _l("주민"),
        "office": _l("담당자·컨설턴트"),
        "file": _l("파일"),
        "meeting": _l("주민 모임"),
    },
    "on": {"issue": _l("도시문제"), "solution": _l("해결방안")},
    "district": {"none": _l("읍면동 모름")},
    "theme": {"none": _l("주제 없음")},
    "disposition": DISPOSITION_NAMES,
}
