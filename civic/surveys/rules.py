"""What a survey and an answer to it may hold, and the names of what goes wrong."""

from collections.abc import Mapping, Sequence
from typing import Protocol

MOST_QUESTIONS = 10
POINTS = (5, 7, 10)  # of a scale
MOST_OPTIONS = 10
WORDS_MAX, END_MAX, OPTION_MAX, TEXT_MAX = 200, 20, 60, 500
TITLE_MAX, SERVICE_MAX, INTRO_MAX = 80, 80, 500
# Codes: labels.py has their words.
KINDS = ("scale", "one", "several", "text")
AUDIENCES = ("residents", "open", "panel")
# Whom a survey asks → who is counted apart in it.
COUNTED: Mapping[str, tuple[str, ...]] = {
    "residents": ("residents",),
    "open": ("residents", "open"),
    "panel": ("panel",),
}
MEASURES = ("mean", "top")
UNKNOWN = "none"  # an age that was not told

# question id → numbers chosen (a point of the scale, or the place of an option from 1), or words
Given = Mapping[int, Sequence[int] | str]


class SurveyFrozen(Exception):
    """Somebody answered, or it is closed: another question would make answers another's."""


class SurveyClosed(Exception):
    """It is not open, so nobody answers."""


class NoQuestions(Exception):
    """A survey without a question can't open."""


class TooManyQuestions(Exception):
    """It has MOST_QUESTIONS."""


class NotYetOpened(Exception):
    """Only an open survey is closed, and only one that was opened takes paper."""


class PaperWaits(Exception):
    """Paper that another planner has to confirm: it would be lost with the closing."""


class NotResident(Exception):
    """A survey for residents, of somebody who has not shown to be one."""


class NotOfPanel(Exception):
    """A survey for the resident panel, of somebody who has not accepted a seat in it."""


class AnswerWrong(Exception):
    """problems: question id → missing | unknown | too_many | too_long."""

    def __init__(self, problems: Mapping[int, str]):
        super().__init__(problems)
        self.problems = problems


class AskedQuestion(Protocol):
    """A question, as far as an answer is held against it."""

    @property
    def id(self) -> int: ...

    @property
    def kind(self) -> str: ...

    @property
    def words(self) -> str: ...

    @property
    def required(self) -> bool: ...

    @property
    def highest(self) -> int: ...


def check_answer(questions: Sequence[AskedQuestion], given: Given) -> None:
    """Raises: AnswerWrong."""
    wrong = {each.id: _problem(each, given.get(each.id, ())) for each in questions}
    if mistakes := {id: why for id, why in wrong.items() if why}:
        raise AnswerWrong(mistakes)


def _problem(question: AskedQuestion, value: Sequence[int] | str) -> str:
    """Why a value is no answer to a question; "" where it is one."""
    if not value:
        return "missing" if question.required else ""
    if isinstance(value, str) != (question.kind == "text"):
        return "unknown"
    if isinstance(value, str):
        return "too_long" if len(value) > TEXT_MAX else ""
    if any(not 1 <= number <= question.highest for number in value):
        return "unknown"
    is_several = question.kind == "several"
    return "" if len(set(value)) == len(value) and (is_several or len(value) == 1) else "too_many"
