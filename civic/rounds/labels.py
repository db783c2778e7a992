"""단계와 행위의 이름: how phases and acts are called on pages."""

from flask_babel import lazy_gettext as _l

# kind: (the resident's two words for the path, the planner's name)
PHASE_NAMES = {
    "report": (_l("문제 찾기"), _l("제보")),
    "propose": (_l("해결방안 모으기"), _l("제안")),
    "vote": (_l("투표하기"), _l("투표")),
    "target": (_l("목표 정하기"), _l("성과목표")),
    "compile": (_l("계획서 만들기"), _l("정리")),
    "consult": (_l("전문가 의견"), _l("컨설팅")),
    "submit": (_l("계획서 내기"), _l("제출")),
}
ACTS_IN_WORDS = {
    "report": _l("문제를 제보하는"),
    "support": _l("공감하는"),
    "comment": _l("의견을 쓰는"),
    "propose": _l("해결방안을 제안하는"),
    "comment_on_solution": _l("의견을 쓰는"),
    "vote": _l("투표하는"),
    "set_preference": _l("목표값을 정하는"),
    "moderate": _l("글을 관리하는"),
    "tally": _l("투표를 집계하는"),
    "compile": _l("계획서를 만드는"),
    "remark": _l("컨설팅 의견을 쓰는"),
    "answer": _l("의견에 답하는"),
    "ready": _l("낼 준비를 마치는"),
    "file": _l("계획서를 낸 것을 적는"),
    "measure": _l("잰 값을 적는"),
}
# ballot form: (what it is called, how one fills it in)
FORM_NAMES = {
    "approval": (_l("여러 개 고르기"), _l("마음에 드는 것을 정한 가짓수까지 골라요.")),
    "knapsack": (
        _l("예산 안에서 담기"),
        _l("고른 것의 돈을 더한 값이 예산을 넘지 않게 담아요."),
    ),
    "ranked": (_l("순위 매기기"), _l("가장 바라는 것부터 정한 가짓수까지 순서를 매겨요.")),
}
# rule: (what it is called, how it goes)
COUNTING_NAMES = {
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
            " 나가요. 그래서 수가 적은 주민의 바람도 그 몫만큼 뽑히기 쉬워요."
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
COMPLETION_NAMES = {
    "add1u-greedy": _l("몫을 조금씩 늘려 더 뽑고, 그래도 남으면 많은 표 순서로 뽑기"),
    "greedy": _l("많은 표 순서로 더 뽑기"),
    "none": _l("남겨 두기"),
}
LEVEL_NAMES = {
    "desk": _l("창구에서 신분증을 보인 주민"),
    "invite": _l("우편으로 받은 참여 코드를 적은 주민"),
    "phone": _l("휴대전화로 본인확인을 한 주민"),
    "declared": _l("사는 동네를 스스로 알려 준 사람"),
}
# what becomes of the acts of people whose residency is not shown: (in short, how it goes)
UNPROVEN_NAMES = {
    "apart": (
        _l("따로 세기"),
        _l("확인된 주민만 세고, 확인 전인 사람은 몇 명인지와 중간값을 따로 밝혀요."),
    ),
    "left_out": (
        _l("확인된 주민만 세기"),
        _l("확인 전에 한 것은 보관해 두었다가, 거주 확인을 하면 그때부터 세요."),
    ),
    "together": (
        _l("함께 세기"),
        _l("모두 세고, 그 가운데 확인 전인 사람이 몇 명인지 밝혀요."),
    ),
}
SETTING_NAMES = {
    "title": _l("이름"),
    "intro": _l("소개"),
    "answer_days": _l("제보에 답하는 날수"),
    "wave_posts": _l("먼저 살펴보기 시작하는 글 수"),
    "wave_hours": _l("새 계정으로 보는 시간"),
    "budget_won": _l("예산"),
    "national_share": _l("국비 비율"),
    "ballot_form": _l("투표 방법"),
    "rule": _l("세는 규칙"),
    "completion": _l("남는 예산"),
    "max_choices": _l("고를 수 있는 가짓수"),
    "vote_levels": _l("투표할 수 있는 주민"),
    "unproven": _l("거주 확인 전인 사람"),
    "vote": _l("투표 기간"),
}
