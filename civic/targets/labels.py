"""Labels of indicators: what is wrong with one, by the codes of rules.py."""

from flask_babel import lazy_gettext as _l

PROBLEMS = {
    "direction": _l("줄어야 좋은지 늘어야 좋은지 골라 주세요."),
    "bounds": _l("가장 큰 값은 가장 작은 값보다 커야 해요."),
    "points_have_no_baseline": _l(
        "%p(퍼센트포인트)는 두 비율의 차이라서 기준값이 없어요. 비율이라면 단위를 %로 적어 주세요."
    ),
    "no_way_down": _l("줄어야 좋은 지표인데 기준값이 이미 가장 작은 값이에요."),
    "no_way_up": _l("늘어야 좋은 지표인데 기준값이 이미 가장 큰 값이에요."),
    "year_missing": _l("기준값을 잰 해를 적어 주세요."),
    "future_baseline": _l("기준값을 잰 해는 올해까지예요."),
    "source_missing": _l("기준값의 출처를 적어 주세요."),
    "past_target": _l("목표로 하는 해는 올해나 그 뒤, 기준값을 잰 해보다 늦어야 해요."),
    "name_taken": _l("이 해결방안에 같은 이름의 지표가 이미 있어요."),
    "over_hundred": _l(
        "몫을 나타내는 %는 100까지예요. 100%를 넘을 수 있는 비율이면 아래 칸에 표시해 주세요."
    ),
    "below_nothing": _l("이 단위로 재는 값은 0보다 작을 수 없어요."),
}
