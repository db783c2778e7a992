"""Words of a panel: states, sources, ways to part people, the names of strata."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l

from civic.korean_time import SEOUL
from civic.panel.draw.cells import age_groups, group_ages
from civic.places.population.labels import age_words
from civic.web.filters import moment

# state → (icon, tone class, name).
STATE_NAMES = {
    "draft": ("pen", "", _l("아직 알리지 않음")),
    "announced": ("calendar", "now", _l("곧 신청받음")),
    "open": ("people", "now", _l("신청받는 중")),
    "closing": ("clock", "now", _l("명단 만드는 중")),
    "closed": ("clock", "now", _l("추첨 기다리는 중")),
    "late": ("alert", "warn", _l("추첨을 미룸")),
    "drawn": ("done", "ok", _l("추첨함")),
}
STEP_NAMES = {
    "announced": _l("조건과 추첨 방법을 알림"),
    "changed": _l("담당자 두 사람이 바꿈"),
    "closed": _l("신청 명단의 확인용 번호를 공개함"),
    "drawn": _l("추첨함"),
}
SOURCE_NAMES = {"lotto": _l("동행복권 로또 6/45"), "drand": _l("drand 난수 공개망(quicknet)")}
RESULT_HINTS = {
    "lotto": _l("당첨번호 여섯 개와 보너스 번호. 예: 3, 9, 15, 22, 31, 44 + 7"),
    "drand": _l("api.drand.sh에 나오는 이 회차의 signature, 96글자"),
}
FEATURE_NAMES = {"age": _l("연령대"), "sex": _l("성별"), "district": _l("읍면동")}
SCHEME_NAMES = {"thirds": _l("셋으로: 39세까지, 40~59세, 60세 이상"), "decades": _l("10년마다")}
YOUNGEST_NAMES = {"10": _l("10대부터(14세 이상)"), "20": _l("20대부터")}
SEX_NAMES = {"f": _l("여성"), "m": _l("남성"), "none": _l("밝히지 않음")}
APPLICANT_NAMES = {
    "applied": _l("신청함"),
    "numbered": _l("추첨 기다림"),
    "reserve": _l("예비"),
    "none": _l("뽑히지 않음"),
    "asked": _l("뽑힘, 답 기다림"),
    "accepted": _l("참여단"),
    "gone": _l("참여하지 않음"),
}
DEPARTURE_NAMES = {
    "withdrew": _l("스스로 그만둠"),
    "declined": _l("거절함"),
    "no_answer": _l("날짜까지 답하지 않음"),
    "left": _l("계정을 지움"),
    "removed": _l("담당자 두 사람이 뺌"),
}
FILE_NAMES = {
    "applicants.csv": _l("신청 명단: 번호와 칸 기호만"),
    "panel.json": _l("조건, 인구, 자리, 추첨 결과"),
    "redraw.py": _l("처음부터 다시 뽑는 프로그램"),
}


def source_name(source: str, number: int) -> str:
    """동행복권 로또 6/45 제1,252회"""
    return str(_l("%(name)s 제%(n)s회", name=SOURCE_NAMES[source], n=f"{number:,}"))


def feature_names(features: Sequence[str]) -> str:
    """연령대, 성별"""
    return ", ".join(str(name) for code, name in FEATURE_NAMES.items() if code in features)


def known_moment(panel) -> str:
    """11월 28일(토) 20:35, in Korea."""
    return moment(panel.known_at.astimezone(SEOUL))


def stratum_name(panel, cells: Sequence[Mapping], districts: Mapping[str, str]) -> str:
    """20~39세 · 여성 · 달내동, 느티동. districts: code → name, all there are."""
    groups = age_groups(panel.ages, panel.youngest)
    ages = list(dict.fromkeys(cell["age"] for cell in cells if "age" in cell))
    sexes = list(dict.fromkeys(cell["sex"] for cell in cells if "sex" in cell))
    codes = list(dict.fromkeys(cell["district"] for cell in cells if "district" in cell))
    pieces = ["·".join(age_words(*group_ages(age, groups)) for age in ages)]
    pieces += [str(SEX_NAMES[sexes[0]])] if len(sexes) == 1 else []
    pieces += [", ".join(districts.get(code, code) for code in codes)]
    return " · ".join(piece for piece in pieces if piece) or str(_l("모두"))
