"""The queues of the office: what waits, for whom, how much, and the page that lists it."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from civic.dashboard.waiting import waiting
from civic.meetings.opinions import waiting as opinions
from civic.rounds.models import Round
from civic.web.filters import lasted


@dataclass(frozen=True)
class Queue:
    """kind: a name of waiting. whom: a code of labels.WHOM. words: what is to be done, or since
    when it waits. days: how long the oldest does, where that is known."""

    kind: str
    whom: str
    icon: str
    name: str
    count: int
    words: str
    address: str
    days: int = 0


def queues_of(round: Round) -> list[Queue]:
    """What any planner can do, and what another planner than who entered it has to confirm."""
    counts_of = waiting(round)
    alike = counts_of["alike"]
    merge = url_for("issues.office.find_merge", issue_id=alike[0]) if alike else _flags()
    replies = counts_of["replies"]
    reply = _first_reply(replies[0]) if replies else url_for("triage.index")
    oldest = _("가장 오래된 것 %(n)s", n=lasted(counts_of["oldest_days"]))
    rows = (
        ("planner", "inbox", _("새 제보"), "new", oldest, url_for("triage.index", show="new")),
        ("planner", "talk", _("제보자의 답"), "replies", _("물어본 것에 답이 왔어요"), reply),
        (
            *("planner", "clock", _("이어온 제보"), "carried"),
            *(_("지난 참여 기간에 답하지 못함"), url_for("issues.browsing.carried", unanswered=1)),
        ),
        ("planner", "merge", _("같아 보이는 제보"), "alike", _("합칠지 살펴보기"), merge),
        ("planner", "flag", _("신고"), "flags", _("가리거나 그대로 두기"), _flags()),
        (
            *("planner", "bulb", _("검토할 제안"), "to_screen"),
            *(_("적격인지 살펴보고 투표에 올리기"), url_for("solutions.screening.index")),
        ),
        (
            *("planner", "pen", _("컨설팅 의견"), "remarks"),
            *(_("조치를 적지 않음"), url_for("plans.show")),
        ),
        (
            *("planner", "flag", _("결과를 전할 제보"), "outcomes"),
            *(_("처리 상태를 한 번에 옮기기"), url_for("plans.outcomes.show")),
        ),
        ("second", "talk", _("모임 의견"), "heard", _second(), _heard(round, counts_of["heard"])),
        (
            *("second", "list", _("종이 설문"), "survey_sheets"),
            *(_second(), url_for("surveys.office.index")),
        ),
        ("second", "vote", _("종이표"), "sheets", _second(), url_for("votes.paper.index")),
        (
            *("second", "calendar", _("투표 기간"), "calendar"),
            *(_second(), url_for("rounds.phases.edit")),
        ),
        (
            *("second", "shield", _("무효와 빼기"), "corrections"),
            *(_second(), url_for("votes.corrections.index")),
        ),
    )
    days = {"new": counts_of["oldest_days"]}
    counts = counts_of | {"alike": len(alike), "replies": len(replies)}
    return [
        Queue(key, whom, icon, name, counts[key], words, address, days.get(key, 0))
        for whom, icon, name, key, words, address in rows
    ]


def _first_reply(issue_id: int) -> str:
    return url_for("issues.show", issue_id=issue_id, _anchor="life")


def _heard(round: Round, count: int) -> str:
    """The batch that waits the longest; the meetings, where none does."""
    first = opinions.first_waiting(round) if count else None
    if first is None:
        return url_for("meetings.office.index")
    meeting, batch = first
    return url_for("meetings.opinions.batch", meeting_id=meeting, opinions_id=batch)


def _flags() -> str:
    return url_for("moderation.queue")


def _second() -> str:
    return _("다른 담당자의 확인 기다림")
