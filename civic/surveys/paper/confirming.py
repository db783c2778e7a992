"""What two planners do with a pile of sheets: one types it, the other types it again."""

from datetime import datetime
from typing import Any

from civic.db import db, hold, insert_once, now
from civic.people.models import Person
from civic.people.rules import AlreadyDecided
from civic.personal_data import mask
from civic.surveys.answers import SurveyAnswer
from civic.surveys.batches import SurveyBatch
from civic.surveys.models import Survey
from civic.surveys.paper.lines import Sheet, SheetFault, differing_lines, read_sheets
from civic.surveys.rules import SurveyClosed


class FaultySheets(Exception):
    """Lines that are no sheet; none: no line was typed at all."""

    def __init__(self, faults: list[SheetFault]):
        super().__init__(faults)
        self.faults = faults


class SheetsDiffer(Exception):
    """lines: which, from 1, two planners did not type alike."""

    def __init__(self, lines: list[int]):
        super().__init__(lines)
        self.lines = lines


def enter_batch(survey: Survey, planner: Person, request_key: str, text: str, **where) -> None:
    """A new pile, which waits; the same request again changes nothing. where: place, held_on,
    district_id. Raises: SurveyClosed unless it is open, FaultySheets."""
    hold(Survey, [survey.id])
    key = {"entered_by_id": planner.id, "request_key": request_key}
    if db.session.scalar(db.select(SurveyBatch.id).filter_by(**key)) is not None:
        return
    if survey.state != "open":
        raise SurveyClosed
    sheets = [_masked(sheet) for sheet in _read(survey, text)]
    insert_once(SurveyBatch, survey_id=survey.id, sheets=sheets, entered_at=now(), **key, **where)


def confirm_batch(batch: SurveyBatch, survey: Survey, planner: Person, text: str) -> None:
    """Count the sheets, as a second planner typed the same numbers.

    Raises: SamePerson, NotIndependent, FaultySheets, SheetsDiffer, AlreadyDecided.
    """
    batch.asks_another(planner)
    if batch.state != "waiting":
        raise AlreadyDecided
    if lines := differing_lines(batch.sheets, _read(survey, text)):
        raise SheetsDiffer(lines)
    batch.confirm(planner)
    assert batch.confirmed_at is not None  # it was confirmed just now
    for sheet in batch.sheets:
        _count(batch, survey, sheet, batch.confirmed_at)


def _count(batch: SurveyBatch, survey: Survey, sheet: Sheet, at: datetime) -> None:
    about: dict[str, Any] = {"batch_id": batch.id, "audience": survey.audience}
    if survey.asks_place:
        about["district_id"] = batch.district_id
    answer = SurveyAnswer(survey_id=survey.id, answered_at=at, **about)
    db.session.add(answer)
    db.session.flush()
    answer.say({int(id): value for id, value in sheet.items()})


def _read(survey: Survey, text: str) -> list[Sheet]:
    sheets, faults = read_sheets(text, survey.questions)
    if faults or not sheets:
        raise FaultySheets(faults)
    return sheets


def _masked(sheet: Sheet) -> Sheet:
    return {id: mask(value) if isinstance(value, str) else value for id, value in sheet.items()}
