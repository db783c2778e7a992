"""What a call is evaluated by, a line a criterion: its name and its points. Pure."""

import re
from collections.abc import Iterable
from typing import TypedDict

from civic.text import one_line

MOST, NAME, POINTS = 30, 80, 1000  # criteria; letters of a name; points of one, at most
LINE = re.compile(r"(?P<name>.*\S)\s*[:：]\s*(?P<points>\d{1,4}(?:\.\d)?)\s*점?")


class Criterion(TypedDict):
    name: str
    points: float


class CriteriaWrong(ValueError):
    """why: line | points | name | twice | many. n: the number of the line, from 1."""

    def __init__(self, why: str, n: int = 0):
        super().__init__(f"{why}: {n}")
        self.why, self.n = why, n


def read_criteria(text: str) -> list[Criterion]:
    """The criteria of "주민참여: 20" a line; empty lines are left out. Raises: CriteriaWrong."""
    criteria: list[Criterion] = []
    for n, line in enumerate((text or "").splitlines(), 1):
        if not (words := one_line(line)):
            continue
        match = LINE.fullmatch(words)
        if match is None:
            raise CriteriaWrong("line", n)
        name, points = match["name"], float(match["points"])
        if len(name) > NAME:
            raise CriteriaWrong("name", n)
        if not 0 < points <= POINTS:
            raise CriteriaWrong("points", n)
        if any(each["name"] == name for each in criteria):
            raise CriteriaWrong("twice", n)
        criteria.append({"name": name, "points": points})
    if len(criteria) > MOST:
        raise CriteriaWrong("many", len(criteria))
    return criteria


def typed_criteria(criteria: Iterable[Criterion] | None) -> str:
    """The same as they are typed."""
    return "\n".join(f"{each['name']}: {each['points']:g}" for each in criteria or ())
