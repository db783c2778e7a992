"""규칙의 이름: how counting rules are called and explained on pages."""

from flask_babel import lazy_gettext as _l

# name: (what it is called, how it goes)
RULE_NAMES = {
    "greedy-skip": (
        _l("많은 표 순서, 예산을 넘으면 건너뛰기"),
        _l("표가 많은 것부터 예산 안에서 뽑아요. 남은 예산보다 큰 것은 건너뛰고 다음을 봐요."),
    ),
    "greedy-stop": (
        _l("많은 표 순서, 예산을 넘으면 멈추기"),
        _l("표가 많은 것부터 예산 안에서 뽑아요. 남은 예산보다 큰 것이 나오면 거기서 멈춰요."),
    ),
}
TIE_RULE = _l("표가 같으면 먼저 제안된 것(제안 번호가 작은 것)이 앞서요.")
LEAST_VOTES_RULE = _l("한 표도 받지 못한 것은 예산이 남아도 뽑지 않아요.")
