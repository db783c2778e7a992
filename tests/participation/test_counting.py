"""In a large round the page shows what the worker counted, and as of when."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.participation import counting
from civic.participation.counting import count_large_rounds, shown_participation
from civic.participation.models import ParticipantsCounted
from civic.participation.participants import count_participants, participation_of


@pytest.fixture
def large(neighbours, round, monkeypatch):
    monkeypatch.setattr(counting, "FEW", 0)
    round.issues_count = 1
    db.session.commit()
    return round


def test_a_small_round_is_counted_as_it_is_asked(neighbours, round):
    count_large_rounds()
    assert ParticipantsCounted.of(round) is None
    assert shown_participation(round) == (participation_of(round), None)


def test_before_the_worker_came_a_large_round_is_counted_too(large):
    assert shown_participation(large) == (participation_of(large), None)


def test_what_was_counted_is_shown_until_it_is_counted_anew(large, neighbours, client, clock):
    count_large_rounds()
    before, counted_at = shown_participation(large)
    assert before == participation_of(large) and counted_at is not None
    assert ParticipantsCounted.of(large).counter() == count_participants(large)
    for person in neighbours[:20]:
        person.birth_year = 1999
    db.session.commit()
    clock(timedelta(minutes=5))
    count_large_rounds()
    assert shown_participation(large)[0] == before != participation_of(large)
    assert "11월\u00a022일(일) 12:00에 센 수예요" in client.get("/gaon/1/voices/").text
    clock(timedelta(minutes=5))
    count_large_rounds()
    assert shown_participation(large)[0] == participation_of(large)


def test_a_round_in_which_nothing_is_open_is_counted_once_a_day(large, neighbours, clock):
    clock(timedelta(days=300))
    count_large_rounds()
    first = ParticipantsCounted.of(large).counted_at
    clock(timedelta(hours=23))
    count_large_rounds()
    assert ParticipantsCounted.of(large).counted_at == first
    clock(timedelta(hours=1))
    count_large_rounds()
    assert ParticipantsCounted.of(large).counted_at > first
