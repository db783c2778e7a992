"""Who may be at a store of another machine: half of a server's threads, nobody once it was given
up."""

import threading
from contextlib import ExitStack, contextmanager

import pytest

from civic.engines import store_gate
from civic.engines.store_gate import Gate
from tests.waiting import PATIENCE_S, until

EVER = 10_000


@pytest.fixture
def silent_s(monkeypatch):
    """silent_s(seconds): for how long the store may be silent before others are sent away."""
    monkeypatch.setattr(store_gate, "LOOKS_EACH_S", 0.01)
    return lambda seconds: monkeypatch.setattr(store_gate, "SILENT_S", seconds)


class Place:
    """The store itself, as whoever asks whether it is back finds it."""

    def __init__(self, error=None):
        self.error, self.asked = error, 0

    def __call__(self):
        self.asked += 1
        if self.error:
            raise self.error


@contextmanager
def at_it(gate, times):
    """So many threads are at the store and get no answer."""
    with ExitStack() as inside:
        for _ in range(times):
            inside.enter_context(gate.entered())
        yield


def enter(gate, is_brief=False):
    with gate.entered(is_brief):
        pass


def fail(gate, error, is_brief=False):
    with pytest.raises(type(error)), gate.entered(is_brief):
        raise error


@pytest.mark.parametrize("threads, places", [(1, 1), (2, 1), (3, 1), (4, 2), (8, 4)])
def test_half_of_the_threads_are_at_it_and_the_others_are_sent_away(silent_s, threads, places):
    silent_s(0)
    gate = Gate(Place(), threads)
    with at_it(gate, places), pytest.raises(OSError, match="too many"):
        enter(gate)
    enter(gate)


def test_who_finds_no_place_waits_while_it_answers(silent_s):
    silent_s(EVER)
    gate, turns = Gate(Place(), threads=2), []
    with gate.entered():
        other = threading.Thread(target=lambda: (enter(gate), turns.append("second")))
        other.start()
        turns.append("first")
    other.join(PATIENCE_S)
    assert turns == ["first", "second"]


def test_what_can_do_without_waits_for_no_place(silent_s):
    silent_s(EVER)
    gate = Gate(Place(), threads=2)
    with at_it(gate, 1), pytest.raises(OSError, match="too many"):
        enter(gate, is_brief=True)


def test_nobody_asks_one_that_was_given_up_until_it_answers_again(silent_s):
    silent_s(0)
    place = Place(OSError("no answer"))
    gate = Gate(place, threads=4)
    fail(gate, OSError("given up"))
    for _ in range(2):
        with pytest.raises(OSError, match="does not answer"):
            enter(gate)
    until(lambda: place.asked > 1, "it is asked again and again")
    place.error = FileNotFoundError("an answer")
    until(lambda: not gate.is_away, "it was found to be back")
    enter(gate)


def test_who_waits_is_sent_away_as_it_is_given_up(silent_s):
    silent_s(EVER)
    gate, errors = Gate(Place(OSError("no answer")), threads=2), []

    def wait():
        try:
            enter(gate)
        except OSError as refused:
            errors.append(refused)

    with pytest.raises(OSError, match="given up"), gate.entered():
        others = [threading.Thread(target=wait) for _ in range(3)]
        for other in others:
            other.start()
        silent_s(0)
        raise OSError("given up")
    for other in others:
        other.join(PATIENCE_S)
    assert len(errors) == 3


def test_a_quick_refusal_is_an_answer(silent_s):
    silent_s(EVER)
    gate = Gate(Place(), threads=4)
    fail(gate, OSError("403"))
    fail(gate, FileNotFoundError("404"))
    enter(gate)


def test_no_answer_to_what_was_brief_is_no_sign(silent_s):
    silent_s(0)
    gate = Gate(Place(), threads=4)
    fail(gate, OSError("not within a second"), is_brief=True)
    assert not gate.is_away
