"""The life of a report in sentences: how it stands, by when somebody answers, what comes next.
Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from civic.issues.life.labels import NEXT, STANDINGS
from civic.issues.rules import UNANSWERED


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
    return str(STANDINGS[status])


def _next(status: str, mine: bool) -> str:
    if status in UNANSWERED and status != "asked":
        return _("읽은 뒤에는 어떻게 할지, 왜 그런지 이 자리에 적어요.")
    if status == "done" and mine:
        return _("4주 뒤에 정말 해결됐는지 여쭤볼게요.")
    return str(NEXT.get(status, ""))
