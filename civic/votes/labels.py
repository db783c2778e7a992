"""말: how ballots are filled in and counted, in plain words."""

from flask_babel import lazy_gettext as _l

# How each form of ballot is filled in.
HOW_TO = {
    "approval": _l("고른 것은 모두 똑같이 한 표예요. 예산을 넘게 골라도 괜찮아요."),
    "knapsack": _l("고른 것의 돈을 더해 예산 안이어야 해요. 담은 것은 모두 똑같이 한 표예요."),
    "ranked": _l("위에 있을수록 점수가 높아요. 버튼을 눌러 차례를 바꿀 수 있어요."),
}
HOW_TO_ON_PAPER = {
    "approval": _l("고르는 해결방안의 빈칸에 ○표를 하세요."),
    "knapsack": _l("고르는 해결방안의 빈칸에 ○표를 하고, 고른 것의 돈을 더해 보세요."),
    "ranked": _l("고르는 해결방안의 빈칸에 1, 2, 3처럼 순위를 적으세요. 1이 가장 높아요."),
}
# What each published file is.
FILE_LABELS = {
    "ledger.jsonl": _l("모든 표, 이름과 시각 없이"),
    "result.json": _l("투표의 조건과 순위, 확인용 번호"),
    "verify.py": _l("처음부터 다시 세는 프로그램"),
    "README.md": _l("다시 세는 방법"),
    "ballots.pb": _l("연구자들이 쓰는 형식(Pabulib)"),
}
TIE_RULE = _l("표가 같으면 먼저 제안된 것(제안 번호가 작은 것)이 앞서요.")
LEAST_VOTES_RULE = _l("한 표도 받지 못한 것은 예산이 남아도 뽑지 않아요.")
