"""What a notice says, in the reader's language, and where it leads."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.issues.labels import PLAIN_STATUSES
from civic.notices.models import Notice
from civic.notices.notice_types import NOTICE_TYPES
from civic.rounds.labels import PHASE_NAMES
from civic.solutions.screening.labels import VERDICT_NAMES
from civic.web.filters import called, last_moment, moment

PHASE_PAGES = {
    "report": "issues.reporting.new",
    "propose": "solutions.index",
    "vote": "votes.show",
    "target": "targets.index",
}
PAGES = {
    "ballot": "votes.show",
    "vote": "votes.show",
    "result": "votes.result",
    "remark": "plans.show",
    "kept": "targets.results.index",
    "panel": "panel.show",
}
ANCHORS = {
    "correction": "corrected",
    "answer": "talk",
    "comment": "talk",
    "reply": "life",
    "status": "life",
    "solved": "solved",
}


HEADLINES = {
    "area": _l("소식 받는 동네에 새 제보가 있어요"),
    "answer": _l("담당자가 물어봤어요"),
    "reply": _l("제보자가 답했어요"),
    "solved": _l("해결됐나요?"),
    "merge": _l("같은 문제와 합쳤어요"),
    "comment": _l("새 의견이 달렸어요"),
    "solution": _l("소식 받는 문제의 해결방안이 나왔어요"),
    "ballot": _l("투표를 아직 내지 않았어요"),
    "result": _l("투표 결과가 나왔어요"),
    "remark": _l("컨설팅 의견에 답이 달렸어요"),
    "kept": _l("바라는 값을 정한 목표의 결과가 나왔어요"),
}
CORRECTIONS = {
    "title": _l("담당자가 제목을 바로잡았어요"),
    "category": _l("담당자가 분야를 바로잡았어요"),
    "body": _l("담당자가 내용을 바로잡았어요"),
    "place": _l("담당자가 위치를 바로잡았어요"),
    "masked": _l("담당자가 내가 쓴 글에서 개인정보를 가렸어요"),
    "moved": _l("공감한 제보의 위치가 바뀌었어요"),
    "withdrawn": _l("공감한 제보를 제보한 분이 취소했어요"),
}
SOLUTION_ACTS = {
    "put_on_ballot": _l("해결방안이 투표에 올랐어요"),
    "take_off_ballot": _l("해결방안을 투표에서 내렸어요"),
    "remove": _l("해결방안이 투표 중에 투표지에서 빠졌어요"),
    "revise": _l("해결방안의 내용이 바뀌었어요"),
    "fill_in": _l("해결방안의 내용이 바뀌었어요"),
    "withdraw": _l("해결방안의 내용이 바뀌었어요"),
}
VOTE_ACTS = {
    "end": _l("투표 마감이 늦춰졌어요"),
    "period": _l("투표 기간이 바뀌었어요"),
    "off": _l("투표를 열지 않기로 했어요"),
    "removed": _l("투표지가 바뀌었어요"),
    "annulled": _l("내 표가 무효가 되었어요"),
}
MEETING_ACTS = {
    "moved": _l("신청한 모임의 때나 곳이 바뀌었어요: %(title)s"),
    "cancelled": _l("신청한 모임이 취소됐어요: %(title)s"),
    "tomorrow": _l("신청한 모임이 곧 열려요: %(title)s"),
}
PANEL_ACTS = {
    "closed": _l("시민참여단 추첨 번호를 받았어요"),
    "drawn": _l("시민참여단 추첨 결과가 나왔어요"),
    "asked": _l("시민참여단에 뽑혔어요. 참여할지 답해 주세요"),
}
SURVEY_ACTS = {
    "opened": _l("짧은 설문이 열렸어요: %(title)s"),
    "finished": _l("답한 설문의 결과가 나왔어요: %(title)s"),
}
OUTCOMES = {
    "selected": _l("계획서가 공모에 선정됐어요"),
    "not_selected": _l("계획서가 공모에 선정되지 않았어요"),
}
REPLIES = {
    "again": _l("컨설턴트가 다시 물었어요"),
    "reply": _l("컨설팅 의견에 답글이 달렸어요"),
}
# kind → the detail that tells its notices apart, and what each says
HEADLINES_BY_DETAIL = {
    "correction": ("field", CORRECTIONS),
    "solution": ("act", SOLUTION_ACTS),
    "vote": ("act", VOTE_ACTS),
    "meeting": ("act", MEETING_ACTS),
    "panel": ("act", PANEL_ACTS),
    "survey": ("act", SURVEY_ACTS),
    "kept": ("outcome", OUTCOMES),
    "remark": ("said", REPLIES),
}


def together(notices: Sequence[Notice]) -> list[tuple[Notice, int]]:
    """Neighbours that say the same of the same thing as one: (the newest, how many)."""
    runs = (list(run) for _same, run in groupby(notices, key=lambda n: (n.about, headline(n))))
    return [(run[0], len(run)) for run in runs]


def icon(notice: Notice) -> str:
    """The icon of the status it tells of, else of its kind."""
    status = PLAIN_STATUSES.get(notice.details.get("status", ""))
    return status[0] if status else NOTICE_TYPES[notice.kind].icon


def headline(notice: Notice) -> str:
    """What happened, in one short sentence."""
    details = notice.details
    match notice.kind:
        case "status":
            return _("처리 상태: %(status)s", status=PLAIN_STATUSES[details["status"]][2])
        case "solution" if "verdict" in details:
            return _("시의 검토 결과: %(verdict)s", verdict=VERDICT_NAMES[details["verdict"]][2])
        case "phase":
            return _("새 단계가 열렸어요: %(phase)s", phase=PHASE_NAMES[details["phase"]][0])
        case "answer" if "answered" in details:
            return _("담당자가 답했어요")
        case "answer" if "status" not in details:
            return _("담당자가 의견을 남겼어요")
    name, headlines = HEADLINES_BY_DETAIL.get(notice.kind, ("", {}))
    words = headlines.get(details.get(name, "")) or HEADLINES[notice.kind]
    return str(words) % details


def subject(notice: Notice) -> str:
    """What it is about: a title, or that a planner hid it since; a report taken back is told by
    where it was, for its words are no longer public."""
    thing = notice.issue or notice.solution
    if thing is None:
        return notice.round.title
    if notice.issue is not None and notice.issue.withdrawn_at:
        where = called(notice.issue.district) if notice.issue.district else ""
        number = _("접수번호 %(number)s", number=notice.issue.receipt_number)
        return f"{where} {number}".strip()
    return _("가려진 글") if thing.hidden_at else thing.title


def detail(notice: Notice) -> str:
    """The reason or the deadline; empty when there is none, or when the thing is hidden."""
    details, thing = notice.details, notice.issue or notice.solution
    if thing is not None and thing.hidden_at:
        return ""
    if notice.kind == "vote":
        return _vote_detail(details)
    if notice.kind == "meeting":
        return _meeting_detail(details)
    if details.get("sha256") and details["act"] == "closed":
        return _("신청 명단의 확인용 번호: %(sha256)s", sha256=details["sha256"])
    if details.get("ends_at"):
        until = last_moment(datetime.fromisoformat(details["ends_at"]))
        if notice.kind == "ballot":
            return _("고른 것은 그대로 있어요. %(day)s까지 내 주세요.", day=until)
        return _("%(day)s까지예요.", day=until)
    if notice.kind == "solved":
        return _("담당 부서에서 완료라고 한 지 4주가 지났어요. 지금은 어떤지 알려 주세요.")
    if details.get("agency"):
        agency = _("보낸 곳: %(agency)s.", agency=details["agency"])
        return f"{agency} {details['reason']}"
    return details.get("reason", "")


def _vote_detail(details) -> str:
    why = _("이유: %(reason)s", reason=details["reason"])
    if details["act"] == "end":
        until = last_moment(datetime.fromisoformat(details["ends_at"]))
        return _("%(day)s까지예요.", day=until) + " " + why
    if details["act"] == "period":
        starts, ends = (datetime.fromisoformat(details[end]) for end in ("starts_at", "ends_at"))
        period = _("%(start)s부터 %(end)s까지예요.", start=moment(starts), end=last_moment(ends))
        return f"{period} {why}"
    if details["act"] == "off":
        return why
    if details["act"] == "removed":
        return _("빠진 해결방안이 있으니 내 표를 다시 확인해 주세요.") + " " + why
    return _("담당자 두 사람이 확인했어요.") + " " + why


def _meeting_detail(details) -> str:
    if details["act"] == "cancelled":
        return _("이유: %(reason)s", reason=details["reason"])
    return f"{moment(datetime.fromisoformat(details['starts_at']))} · {details['place']}"


def page(notice: Notice) -> tuple[str, dict]:
    """(endpoint, values for url_for or public_address) of where it leads."""
    here = {
        "municipality": notice.round.municipality.slug,
        "round_number": notice.round.number,
    }
    if notice.kind == "phase":
        return PHASE_PAGES[notice.details["phase"]], here
    if notice.kind == "meeting":
        return "meetings.show", here | {"meeting_id": notice.details["meeting"]}
    if notice.kind == "survey":
        return "surveys.show", here | {"survey_id": notice.details["survey"]}
    if notice.issue_id:
        return "issues.show", here | _part(notice) | {"issue_id": notice.issue_id}
    if notice.solution_id:
        return "solutions.show", here | _part(notice) | {"solution_id": notice.solution_id}
    return PAGES[notice.kind], here


def _part(notice):
    anchor = ANCHORS.get(notice.kind)
    if notice.kind == "answer" and "status" in notice.details:
        anchor = "question"
    if notice.kind == "answer" and "answered" in notice.details:
        anchor = "answers"
    return {"anchor": anchor} if anchor else {}
