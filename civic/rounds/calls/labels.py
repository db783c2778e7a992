"""What the fields of a call are called."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.rounds.calls.criteria import MOST, NAME, POINTS, CriteriaWrong
from civic.rounds.calls.shares import SHARES, Shares, SharesWrong

WORD_NAMES = {
    "programme": _l("사업 이름"),
    "ministry": _l("주관 부처"),
    "agency": _l("접수하는 기관"),
    "selection": _l("선정하는 때"),
    "source": _l("출처"),
}
MONEY_NAMES = {
    "total_won": _l("전체 사업비"),
    "national_won": _l("한 곳에 주는 국비"),
    "local_won": _l("한 곳이 내는 지방비"),
}
SHARE_NAMES = {
    "national": _l("국비(%)"),
    "local": _l("지방비(%, 도비와 시·군비를 나누지 않을 때)"),
    "province": _l("도비(%)"),
    "city": _l("시·군비(%)"),
    "private": _l("민간(%)"),
}
PAYERS = {
    "national": _l("국비"),
    "local": _l("지방비"),
    "province": _l("도비"),
    "city": _l("시·군비"),
    "private": _l("민간"),
}
COUNT_NAMES = {"cities": _l("선정하는 곳의 수"), "build_months": _l("만드는 달수")}
DAY_NAMES = {
    "announced_on": _l("공고일"),
    "apply_from_on": _l("접수 시작"),
    "apply_to_on": _l("접수 마지막 날"),
    "preliminary_from_on": _l("예비 검토 시작"),
    "preliminary_to_on": _l("예비 검토 마지막 날"),
    "evaluation_from_on": _l("평가 시작"),
    "evaluation_to_on": _l("평가 마지막 날"),
}


def about_shares(wrong: SharesWrong) -> str:
    """What is wrong with the shares of a call."""
    if wrong.why == "both":
        return _(
            "지방비를 적었으면 도비와 시·군비는 비워 두세요. 나누어 적으려면 지방비를 비우세요."
        )
    total = f"{wrong.total:g}"
    return _("재원 비율을 더하면 %(total)s%%예요. 합이 100%%가 되게 적어 주세요.", total=total)


def other_payers(shares: Shares | None) -> str:
    """Who pays what the nation does not: private money too, where the call asks for some."""
    return _("지방비와 민간") if (shares or {}).get("private") else str(PAYERS["local"])


def shares_in_words(shares: Shares | None) -> str:
    """국비 50% · 지방비 50%"""
    stated = shares or {}
    return " · ".join(f"{PAYERS[name]} {stated[name]:g}%" for name in SHARES if name in stated)


def about_criteria(wrong: CriteriaWrong) -> str:
    """What is wrong with a line of criteria."""
    number = {"n": wrong.n}
    return {
        "line": _("%(n)s번째 줄을 ‘주민참여: 20’처럼 이름, 쌍점, 배점으로 적어 주세요.", **number),
        "points": _(
            "%(n)s번째 줄의 배점은 0보다 크고 %(most)s까지예요.", most=f"{POINTS:,}", **number
        ),
        "name": _("%(n)s번째 줄의 이름이 길어요. %(most)s자까지예요.", most=NAME, **number),
        "twice": _("%(n)s번째 줄의 이름을 두 번 적었어요.", **number),
        "many": _("기준이 %(n)s개예요. %(most)s개까지 적을 수 있어요.", most=MOST, **number),
    }[wrong.why]
