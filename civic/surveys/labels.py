"""Words of surveys: kinds of questions, who is asked, states, measures, what is wrong."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.places.population.labels import band_words
from civic.places.population.rows import BANDS
from civic.surveys.disclosure import TOP
from civic.surveys.rules import TEXT_MAX, UNKNOWN
from civic.web.filters import number

# kind → (icon, name).
KINDS = {
    "scale": ("gauge", _l("점수")),
    "one": ("check", _l("하나 고르기")),
    "several": ("list", _l("여러 개 고르기")),
    "text": ("talk", _l("글로 쓰기")),
}
AUDIENCES = {
    "residents": _l("거주를 확인한 주민"),
    "open": _l("누구나"),
    "panel": _l("시민참여단"),
}
# In an open survey, who is counted apart from whom.
COUNTED_AS = {
    "residents": _l("거주를 확인한 주민"),
    "open": _l("거주를 확인하지 않은 사람"),
    "panel": _l("시민참여단"),
}
# state → (icon, tone, name).
STATES = {
    "draft": ("pen", "warn", _l("쓰는 중")),
    "open": ("clock", "now", _l("답 받는 중")),
    "closed": ("done", "ok", _l("마침")),
}
MEASURES = {"mean": _l("평균"), "top": _l("높은 두 점수의 비율")}
PROBLEMS = {
    "missing": _l("답을 골라 주세요."),
    "unknown": _l("보기에 있는 것으로 답해 주세요."),
    "too_many": _l("하나만 골라 주세요."),
    "too_long": _l("%(max)d자까지 쓸 수 있어요.", max=TEXT_MAX),
}
APART = {"place": _l("읍면동별"), "age": _l("나이대별")}


def age_name(band: str) -> str:
    """30~39세; 말하지 않음."""
    return band_words(band) if band in BANDS else _("말하지 않음")


def row_words(name: str, row: str, places: dict[str, str]) -> str:
    """Of a row results are told by. name: place or age. places: code → name."""
    if row == UNKNOWN:
        return _("말하지 않음")
    return places[row] if name == "place" else age_name(row)


def top_points(question) -> str:
    """4~5점."""
    return _("%(from)s~%(to)s점", **{"from": question.points - TOP + 1, "to": question.points})


def figure_words(figure) -> str:
    """‘버스 만족도’ 1번 평균 3.9점 (거주를 확인한 주민 120명)."""
    value = _("%(n)s점", n=number(figure.value))
    measure = MEASURES["mean"]
    if figure.measure == "top":
        measure = _("%(points)s 비율", points=top_points(figure.question))
        value = f"{number(figure.value)}%"
    return _(
        "‘%(title)s’ %(n)s번 %(measure)s %(value)s (%(who)s %(people)s명)",
        title=figure.survey.title,
        n=figure.number,
        measure=measure,
        value=value,
        who=COUNTED_AS[figure.audience],
        people=number(figure.people),
    )
