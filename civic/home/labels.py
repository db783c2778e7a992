"""Words for what to do next: one sentence each, with the reason."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.home.next_step import Step
from civic.rounds.labels import PHASE_NAMES
from civic.web.filters import lasted, number

# Where no round is open for it.
NOT_NOW = {
    "report": _l("지금은 제보를 받는 기간이 아니에요."),
    "vote": _l("지금은 투표하는 기간이 아니에요."),
}
# code of a step → (icon, page, sentence); n: how many, when: how near, lasted: since when.
NEXT_STEPS = {
    "no_calendar": (
        *("calendar", "rounds.phases.edit"),
        _l("주민이 언제 무엇을 하는지 알 수 있게, 일정을 먼저 정해 주세요."),
    ),
    "sheets": (
        *("vote", "votes.paper.index"),
        _l("확인하지 않은 종이표는 셀 수 없으니, 다른 담당자와 종이표 %(n)s장을 확인해 주세요."),
    ),
    "corrections": (
        *("shield", "votes.corrections.index"),
        _l("두 사람이 확인해야 하니, 무효와 빼기 %(n)s건을 다른 담당자와 확인해 주세요."),
    ),
    "calendar": (
        *("calendar", "rounds.phases.edit"),
        _l("두 사람이 확인해야 하니, 바꾸자고 한 투표 기간을 다른 담당자와 확인해 주세요."),
    ),
    "count": (
        *("vote", "votes.result"),
        _l("투표가 끝나 주민이 결과를 기다리니, 집계해서 공개해 주세요."),
    ),
    "hand_in": (
        *("flag", "plans.filing.show"),
        _l("낼 준비가 끝났으니, 공모에 내고 낸 날과 접수번호를 적어 주세요."),
    ),
    "hurry": (
        *("clock", "plans.readiness.show"),
        _l("접수 마감이 %(when)s인데 꼭 채울 것이 %(n)s가지 남았으니, 먼저 채워 주세요."),
    ),
    "empty_ballot": (
        *("vote", "solutions.screening.index"),
        _l("투표 시작이 %(when)s인데 투표지가 비어 있으니, 제안을 투표에 올려 주세요."),
    ),
    "remarks": (
        *("pen", "plans.show"),
        _l("컨설턴트가 답을 기다리니, 컨설팅 의견 %(n)s건에 조치를 적어 주세요."),
    ),
    "to_screen": (
        *("bulb", "solutions.screening.index"),
        _l("검토한 제안만 투표에 오르니, 제안 %(n)s건을 검토해 주세요."),
    ),
    "new": (
        *("inbox", "triage.index"),
        _l("가장 오래된 것이 %(lasted)s 기다렸으니, 새 제보 %(n)s건을 살펴봐 주세요."),
    ),
    "new_today": (
        *("inbox", "triage.index"),
        _l("오늘 새로 들어왔으니, 제보 %(n)s건을 살펴봐 주세요."),
    ),
    "replies": (
        *("talk", "triage.index"),
        _l("물어본 것에 제보자가 답했으니, 답 %(n)s건을 읽고 이어서 처리해 주세요."),
    ),
    "flags": (
        *("flag", "moderation.queue"),
        _l("신고한 사람이 기다리니, 글 %(n)s건을 가릴지 그대로 둘지 정해 주세요."),
    ),
    "heard": (
        *("talk", "meetings.office.index"),
        _l("확인해야 제보로 세니, 모임에서 들은 의견 %(n)s건을 다른 담당자와 확인해 주세요."),
    ),
    "survey_sheets": (
        *("list", "surveys.office.index"),
        _l("확인해야 답으로 세니, 종이 설문 %(n)s묶음을 다른 담당자와 확인해 주세요."),
    ),
    "outcomes": (
        *("star", "plans.outcomes.show"),
        _l("제보한 주민이 결과를 아직 모르니, 해결방안에 이어진 제보 %(n)s건을 옮겨 주세요."),
    ),
    "alike": (
        *("merge", "triage.piles.index"),
        _l("나뉘어 있으면 공감도 나뉘니, 같아 보이는 제보 %(n)s건을 합칠지 살펴봐 주세요."),
    ),
    "unnamed": (
        *("group", "themes.desk.names"),
        _l("이름이 있어야 주민과 계획서에 보이니, 주제 %(n)s개에 이름을 붙여 주세요."),
    ),
    "no_snapshot": (
        *("doc", "plans.show"),
        _l("숫자를 굳혀야 글을 쓸 수 있으니, 계획서를 처음으로 만들어 주세요."),
    ),
    "form_places": (
        *("doc", "plans.call_form.uploads.index"),
        _l("확인한 칸만 채우니, 공모 양식의 칸 %(n)s곳을 확인해 주세요."),
    ),
    "stale": (
        *("doc", "plans.show"),
        _l("계획서를 만든 뒤에 바뀐 것이 있으니, 다시 만들어 주세요."),
    ),
    "lacking": (
        *("doc", "plans.readiness.show"),
        _l("아직 낼 수 없으니, 계획서에 꼭 채울 것 %(n)s가지를 채워 주세요."),
    ),
    "carried": (
        *("clock", "issues.browsing.carried"),
        _l("지난 참여 기간의 제보자가 아직 기다리니, 이어온 제보 %(n)s건에 답해 주세요."),
    ),
    "lost": (
        *("flag", "plans.filing.show"),
        _l("공모에서 선정되지 않았으니, 받은 평가를 적어 다음 공모에 쓸 수 있게 남겨 주세요."),
    ),
    "next_result": (
        *("flag", "plans.filing.show"),
        _l("주민이 결과를 궁금해하니, 공모에서 나온 결과를 적어 주세요."),
    ),
    "measure": (
        *("gauge", "targets.results.index"),
        _l("목표를 이뤘는지 주민이 알게, 다 만든 뒤 성과지표 %(n)s개의 값을 재서 적어 주세요."),
    ),
    "measure_again": (
        *("gauge", "targets.results.index"),
        _l("다시 재겠다고 한 날이 지났으니, 성과지표 %(n)s개의 값을 다시 재서 적어 주세요."),
    ),
    "running": (
        *("done", "dashboard.show"),
        _l("%(phase)s 단계에서 기다리는 일이 없으니, 현황판만 한 번 살펴보세요."),
    ),
    "coming": (
        *("calendar", "rounds.phases.edit"),
        _l("%(phase)s 단계가 %(when)s 시작되니, 일정이 맞는지 확인해 주세요."),
    ),
    "all_said": (
        *("done", "dashboard.show"),
        _l("이 참여에서 적을 것을 모두 적었으니, 현황판만 한 번 살펴보세요."),
    ),
    "over": (
        *("done", "plans.filing.show"),
        _l("참여가 모두 끝났으니, 계획서를 냈다면 낸 날을 적어 주세요."),
    ),
}


def next_step_words(step: Step) -> tuple[str, str, str]:
    """(icon, endpoint, sentence). A step of a queue leads where the queue does (cockpit.way_to)."""
    icon, endpoint, sentence = NEXT_STEPS[step.code]
    values = {"n": number(step.n), "when": _near(step.days), "lasted": lasted(step.days)}
    values["phase"] = str(PHASE_NAMES[step.phase][1]) if step.phase else ""
    return icon, endpoint, str(sentence) % values


def _near(days: int) -> str:
    if days > 1:
        return _("%(n)s일 뒤", n=days)
    return _("내일") if days else _("오늘")
