"""The demo's surveys: one that is over and one that can be answered."""

import tomllib
from datetime import datetime, time, timedelta
from random import Random

from civic.db import db
from civic.demo.clock import living_at
from civic.demo.content import DATA
from civic.korean_time import SEOUL, day
from civic.surveys.models import Survey
from civic.surveys.quotes import written

AGES = ("20", "30", "40", "50", "60", "70")
ASKED = ("title", "service", "intro", "audience")
OF_QUESTION = ("kind", "words", "low_end", "high_end", "options", "required")


def hold_surveys(round, stage, office, residents, until) -> None:
    """The surveys of one demo round, answered up to a moment."""
    for n, entry in enumerate(tomllib.loads((DATA / "surveys.toml").read_text())["survey"]):
        if entry["round"] != stage.number:
            continue
        opens_at = stage.zero + timedelta(days=entry["day"], hours=10)
        if stage.number != 1:
            opens_at = until + timedelta(days=entry["day"])
        with living_at(opens_at):
            survey = _open(round, office["서연"], n, entry)
        closes_at = survey.closes_at
        _answer(survey, entry, residents, min(until, closes_at) - timedelta(hours=1))
        if closes_at < until:
            _quote(survey, office["지호"], entry["question"][-1]["quoted"])


def _open(round, planner, n, entry) -> Survey:
    about = {name: entry[name] for name in ASKED} | {"asks_place": True, "asks_age": True}
    survey = Survey.write(round, planner, f"demo-survey-{n}", **about)
    for question in entry["question"]:
        words = {name: question[name] for name in OF_QUESTION if name in question}
        survey.add_question(**{"required": True} | words)
    last_on = day(survey.created_at + timedelta(days=entry["days"]))
    survey.open(datetime.combine(last_on, time(), SEOUL))  # the midnight before
    return survey


def _answer(survey, entry, residents, at) -> None:
    """The first resident, who tries the demo, has not answered yet."""
    chance = Random(entry["title"])
    with living_at(at):
        for person in residents[1:]:
            if chance.random() > entry["share"]:
                continue
            given = {
                question.id: _given(question, described, chance)
                for question, described in zip(survey.questions, entry["question"], strict=True)
            }
            band = chance.choice(AGES) if chance.random() < 0.8 else "none"
            survey.answer(person, None, given, person.home_district_id, band)


def _given(question, described, chance):
    if question.kind == "text":
        left = described["words_given"]  # each is written once
        return left.pop() if left and chance.random() < 0.12 else ""
    if question.kind == "several":
        often = enumerate(described["answers"], 1)
        return [n for n, percent in often if chance.random() < percent / 100] or [1]
    numbers = range(1, len(described["answers"]) + 1)
    return chance.choices(numbers, described["answers"])


def _quote(survey, planner, number) -> None:
    """So many different things that were written."""
    quoted: set[str] = set()
    with living_at(survey.closes_at):
        for value in db.session.scalars(written(survey)):
            if value.words not in quoted and len(quoted) < number:
                value.quote(planner, True)
                quoted.add(value.words)
