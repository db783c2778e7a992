"""How a report stands, in a sentence; by when, and when that is over."""

from datetime import date

import pytest

from civic.issues.labels import STATUSES
from civic.issues.life.sentences import answer_due_on, life_of

TODAY = date(2026, 11, 22)
YESTERDAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def in_korean(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_a_sentence(status):
    assert life_of(status, TODAY).says.endswith(".")


def test_a_round_that_promises_nothing_has_no_day():
    assert answer_due_on(TODAY, None) is None
    assert life_of("received", TODAY).due_on is None


def test_the_last_day_of_a_promise_is_not_late():
    due = answer_due_on(date(2026, 11, 8), 14)
    assert due == TODAY
    assert not life_of("reviewing", TODAY, answer_on=due).overdue
    assert life_of("reviewing", date(2026, 11, 23), answer_on=due).overdue


def test_a_decision_keeps_the_promise_of_an_answer_but_not_its_own():
    assert life_of("rejected", TODAY, answer_on=YESTERDAY).due_on is None
    late = life_of("rejected", TODAY, promised_on=YESTERDAY)
    assert late.overdue
    assert not late.is_reply


def test_a_question_reads_otherwise_to_who_is_asked():
    assert life_of("asked", TODAY, mine=True).says != life_of("asked", TODAY).says
    assert life_of("reviewing", TODAY, replied=True).says != life_of("reviewing", TODAY).says
