"""Words of screenings: verdicts (icon, tone, name), grounds (name)."""

from flask_babel import lazy_gettext as _l

VERDICT_NAMES = {
    "fit": ("done", "ok", _l("적격")),
    "conditional": ("info", "now", _l("조건부 적격")),
    "unfit": ("no", "bad", _l("부적격")),
}
GROUND_NAMES = {
    "authority": _l("시가 정할 수 있는 일이 아니에요"),
    "duplicate": _l("이미 하고 있거나 계획된 사업과 겹쳐요"),
    "private_interest": _l("특정한 사람이나 단체의 이익이 돼요"),
    "over_budget": _l("예산 한도를 넘어요"),
    "unlawful": _l("법령이나 조례에 어긋나요"),
    "no_site": _l("부지나 시설을 마련할 수 없어요"),
    "infeasible": _l("기술로나 기간 안에 이루기 어려워요"),
    "upkeep": _l("운영비를 이어서 댈 수 없어요"),
    "off_call": _l("공모의 취지와 맞지 않아요"),
    "partisan": _l("정치나 종교가 목적이에요"),
    "unclear": _l("내용이 분명하지 않아요"),
    "other": _l("그 밖의 이유"),
}
