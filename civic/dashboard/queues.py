"""The queues of the office: what waits, for whom, how much, and the page that lists it."""

from collections.abc import Iterator
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
    counts = counts_of | {name: len(counts_of[name]) for name in ("alike", "replies")}
    days = {"new": counts_of["oldest_days"]}
    return [
        Queue(kind, whom, icon, name, counts[kind], words, address, days.get(kind, 0))
        for whom, waits in (
            ("planner", _for_any_planner(counts_of)),
            ("second", _for_a_second(round, counts_of)),
        )
        for kind, icon, name, words, address in waits
    ]


def _for_any_planner(counts_of: dict) -> Iterator[tuple[str, str, str, str, str]]:
    """Kind, icon, name, words and address of each."""
    alike, replies = counts_of["alike"], counts_of["replies"]
    oldest = _("가장 오래된 것 %(n)s", n=lasted(counts_of["oldest_days"]))
    yield "new", "inbox", _("새 제보"), oldest, url_for("triage.index", show="new")
    reply = _first_reply(replies[0]) if replies else url_for("triage.index")
    yield "replies", "talk", _("제보자의 답"), _("물어본 것에 답이 왔어요"), reply
    carried = url_for("issues.browsing.carried", unanswered=1)
    yield "carried", "clock", _("이어온 제보"), _("지난 참여 기간에 답하지 못함"), carried
    merge = url_for("issues.office.find_merge", issue_id=alike[0]) if alike else _flags()
    yield "alike", "merge", _("같아 보이는 제보"), _("합칠지 살펴보기"), merge
    yield "flags", "flag", _("신고"), _("가리거나 그대로 두기"), _flags()
    screening = url_for("solutions.screening.index")
    yield "to_screen", "bulb", _("검토할 제안"), _("적격인지 살펴보고 투표에 올리기"), screening
    yield "remarks", "pen", _("컨설팅 의견"), _("조치를 적지 않음"), url_for("plans.show")
    outcomes = url_for("plans.outcomes.show")
    yield "outcomes", "flag", _("결과를 전할 제보"), _("처리 상태를 한 번에 옮기기"), outcomes


def _for_a_second(round: Round, counts_of: dict) -> Iterator[tuple[str, str, str, str, str]]:
    """Likewise."""
    words = _("다른 담당자의 확인 기다림")
    yield "heard", "talk", _("모임 의견"), words, _heard(round, counts_of["heard"])
    yield "survey_sheets", "list", _("종이 설문"), words, url_for("surveys.office.index")
    yield "sheets", "vote", _("종이표"), words, url_for("votes.paper.index")
    yield "calendar", "calendar", _("투표 기간"), words, url_for("rounds.phases.edit")
    yield "corrections", "shield", _("무효와 빼기"), words, url_for("votes.corrections.index")


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
