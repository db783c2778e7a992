"""The life of a report in sentences: how it stands, by when somebody answers, what comes next.
Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.issues.rules import UNANSWERED

# How a report stands, and what comes next, by its status.
SAID = {
    "received": _l("잘 받았어요. 담당자가 곧 읽어요."),
    "reviewing": _l("담당자가 읽고 있어요."),
    "asked": _l("제보자의 답을 기다리고 있어요."),
    "merged": _l("같은 문제와 합쳐 함께 살펴보고 있어요."),
    "rejected": _l("이번에는 반영하지 않기로 했어요."),
    "transferred": _l("다른 기관에서 맡아요."),
    "soliciting": _l("어떻게 풀지 해결방안을 모으고 있어요."),
    "voting": _l("해결방안을 놓고 주민이 투표하고 있어요."),
    "selected": _l("해결방안이 주민 투표에서 뽑혔어요."),
    "planned": _l("사업계획서에 담았어요."),
    "building": _l("지금 해결하고 있어요."),
    "done": _l("담당자가 해결했다고 알려 왔어요."),
}
NEXT = {
    "asked": _l("답이 오면 담당자가 다시 살펴봐요."),
    "soliciting": _l("모은 해결방안 가운데 주민이 투표로 골라요."),
    "voting": _l("투표가 끝나면 결과를 알려 드려요."),
    "selected": _l("이제 사업계획서에 담아요."),
    "planned": _l("공모 결과가 나오면 알려 드려요."),
    "building": _l("마치면 바뀐 모습을 이 자리에 올려요."),
    "done": _l("4주 뒤에 제보자에게 정말 해결됐는지 물어봐요."),
}


@dataclass(frozen=True)
class Life:
    """says: how it stands, in a sentence. due_on: the last day of a promise that is still open,
    overdue once that day has passed. next: what happens after this, or nothing to add.
    """

    says: str
    next: str = ""
    due_on: date | None = None
    overdue: bool = False
    is_reply: bool = False  # due_on is when a first answer was promised


def answer_due_on(reported_on: date, answer_days: int | None) -> date | None:
    """The last day a round promises an answer for. answer_days: None when it promises nothing."""
    return None if answer_days is None else reported_on + timedelta(days=answer_days)


def life_of(
    status: str,
    today: date,
    *,
    answer_on: date | None = None,
    promised_on: date | None = None,
    replied: bool = False,
    mine: bool = False,
    agency: str = "",
) -> Life:
    """How a report stands.

    Args: answer_on: by when the round promises an answer. promised_on: the day that the office's
    last word names, if one. replied: the reporter's answer to a question is the last step. mine:
    for who reported it. agency: whose it is, once transferred.
    """
    is_reply = promised_on is None and status in ("received", "reviewing")
    due_on = answer_on if is_reply else promised_on
    return Life(
        says=_says(status, replied, mine, agency),
        next=_next(status, mine),
        due_on=due_on,
        overdue=due_on is not None and due_on < today,
        is_reply=is_reply,
    )


def _says(status: str, replied: bool, mine: bool, agency: str) -> str:
    if status == "reviewing" and replied:
        return _("보낸 답을 담당자가 읽고 있어요.") if mine else _("제보자의 답을 읽고 있어요.")
    if status == "asked" and mine:
        return _("담당자가 물어봤어요. 답을 보내 주세요.")
    if status == "transferred" and agency:
        return _("다른 기관에서 맡아요: %(agency)s", agency=agency)
    return str(SAID[status])


def _next(status: str, mine: bool) -> str:
    if status in UNANSWERED and status != "asked":
        return _("읽은 뒤에는 어떻게 할지, 왜 그런지 이 자리에 적어요.")
    if status == "done" and mine:
        return _("4주 뒤에 정말 해결됐는지 여쭤볼게요.")
    return str(NEXT.get(status, ""))
