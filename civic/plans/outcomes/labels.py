"""Words for moves: what came out, what happens to the issues, and why some stay."""

from flask_babel import lazy_gettext as _l

# move → (icon, heading, the words offered to those who reported and support).
MOVE_NAMES = {
    "selected": (
        "star",
        _l("투표에서 뽑혔어요"),
        _l("이 문제를 풀 해결방안이 주민투표에서 선정됐어요. 계획서에 담아 공모에 낼게요."),
    ),
    "planned": (
        "doc",
        _l("계획서를 냈어요"),
        _l("이 문제를 풀 해결방안을 계획서에 담아 공모에 냈어요. 결과가 나오면 알릴게요."),
    ),
    "building": (
        "clock",
        _l("공모에 선정됐어요"),
        _l("공모에 선정되어 이 문제를 풀 해결방안을 만들기 시작해요."),
    ),
    "lost": (
        "half",
        _l("공모에 선정되지 않았어요"),
        _l("이번 공모에는 선정되지 않았어요. 다른 방법과 다음 공모를 함께 살펴볼게요."),
    ),
    "others": (
        "undo",
        _l("이번에는 뽑히지 않았어요"),
        _l("이번 투표에서는 뽑히지 않았어요. 다음 공모 때 다시 살펴볼게요."),
    ),
}
# Why an issue behind the same solutions stays as it is.
STAYS = {
    "hidden": _l("가려진 제보예요"),
    "merged": _l("다른 제보에 합친 제보예요"),
    "further": _l("이미 그만큼 나아갔어요"),
    "decided": _l("미반영이나 이송으로 따로 답했어요"),
    "moved": _l("이 소식을 이미 전했어요"),
    "both": _l("선정된 해결방안에도 이어져 있어요"),
}
