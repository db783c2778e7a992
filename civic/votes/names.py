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
    "equal-shares": (
        _l("고르게 나누기"),
        _l(
            "예산을 투표한 사람 수로 똑같이 나눠요. 한 해결방안의 돈은 그것을 고른 사람들의 몫에서"
            " 나가요. 그래서 수가 적은 주민의 바람도 그만큼은 뽑혀요."
        ),
    ),
    "borda": (
        _l("순위 점수 순서"),
        _l(
            "앞 순위일수록 높은 점수를 줘요. 점수가 높은 것부터 예산 안에서 뽑고, 남은 예산보다 큰"
            " 것은 건너뛰어요."
        ),
    ),
}
# How each form of ballot is filled in.
HOW_TO = {
    "approval": _l("고른 것은 모두 똑같이 한 표예요. 예산을 넘게 골라도 괜찮아요."),
    "knapsack": _l("고른 것의 돈을 더해 예산 안이어야 해요. 담은 것은 모두 똑같이 한 표예요."),
    "ranked": _l("위에 있을수록 점수가 높아요. 버튼을 눌러 차례를 바꿀 수 있어요."),
}
TIE_RULE = _l("표가 같으면 먼저 제안된 것(제안 번호가 작은 것)이 앞서요.")
LEAST_VOTES_RULE = _l("한 표도 받지 못한 것은 예산이 남아도 뽑지 않아요.")
