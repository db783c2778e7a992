"""Casting, changing, taking back, retrying and coming late, in any order, against a plain dict."""

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from civic.db import db
from civic.rounds.rules import PhaseClosed
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.voter_roll import Participation
from civic.votes.rules import NotAVoter, NothingChosen, OutOfDate, TooManyChoices
from civic.votes.seal.publication import differences
from civic.votes.seal.tally import Tally
from tests.conftest import NOW
from tests.databases import empty
from tests.factory import add_person, add_solution, open_city

NUMBERS = range(1, 6)
WHO = st.sampled_from(["민지", "하준", "서아"])
CHOSEN = st.lists(st.sampled_from(NUMBERS), min_size=0, max_size=3, unique=True)
REFUSALS = (PhaseClosed, NotAVoter, NothingChosen, OutOfDate, TooManyChoices)


class Vote(RuleBasedStateMachine):
    """What should stand is kept in self.expected: who → {seq, ballot, draft (None for none)}."""

    world = None  # set by the test: makes an open round, its ballot and three people, a clock

    def __init__(self):
        super().__init__()
        self.round, self.ballot, self.people, self.clock = type(self).world()
        self.expected = {name: {"seq": -1, "ballot": [], "draft": None} for name in self.people}
        self.last = {}
        self.closed = False

    def do(self, act, who, *arguments):
        """Send an act; the same act must be told yes or no as the plain dict says."""
        answer = self.say(act, who, *arguments)
        try:
            getattr(Participation, act)(self.people[who], self.round, *arguments)
            db.session.commit()
            assert answer is None
        except REFUSALS as refused:
            db.session.rollback()
            assert type(refused) is answer

    def say(self, act, who, *arguments):
        """Change the plain dict as the act should; the refusal there should be, or None."""
        *chosen, seq = arguments
        wish = sorted(chosen[0]) if chosen else []
        mine = self.expected[who]
        if len(wish) > self.round.max_choices:
            return TooManyChoices
        if act == "submit" and not wish:
            return NothingChosen
        if seq == mine["seq"] and self.repeats(act, mine, wish):
            return None
        if self.closed:
            return PhaseClosed
        if seq <= mine["seq"]:
            return OutOfDate
        mine["seq"] = seq
        if act == "save_draft":
            mine["draft"] = None if wish == mine["ballot"] else wish
        else:
            mine["draft"], mine["ballot"] = None, wish
        return None

    @staticmethod
    def repeats(act, mine, wish):
        standing = mine["ballot"] if mine["draft"] is None else mine["draft"]
        return standing == wish and (act == "save_draft" or mine["draft"] is None)

    def ids(self, numbers):
        return [self.ballot[number].id for number in numbers]

    @rule(who=WHO, chosen=CHOSEN, act=st.sampled_from(["submit", "save_draft"]))
    def choose(self, who, chosen, act):
        self.last[who] = act, self.ids(chosen), self.expected[who]["seq"] + 1
        act, *arguments = self.last[who]
        self.do(act, who, *arguments)

    @rule(who=WHO)
    def take_back(self, who):
        self.last[who] = "withdraw", self.expected[who]["seq"] + 1
        self.do("withdraw", who, self.last[who][1])

    @precondition(lambda self: self.last)
    @rule(data=st.data())
    def retry(self, data):
        who = data.draw(st.sampled_from(sorted(self.last)))
        act, *arguments = self.last[who]
        self.do(act, who, *arguments)

    @rule(who=WHO, chosen=CHOSEN, behind=st.integers(0, 3))
    def arrive_late(self, who, chosen, behind):
        seq = max(self.expected[who]["seq"] - behind, 0)
        self.do("submit", who, self.ids(chosen), seq)

    @precondition(lambda self: not self.closed)
    @rule()
    def close(self):
        self.closed = True
        self.clock(self.round.phase("vote").ends_at)

    @precondition(lambda self: self.closed)
    @rule()
    def count(self):
        tally = Tally.count(self.round, None)
        db.session.commit()
        for mine in self.expected.values():  # drafts never submitted are forgotten
            mine["draft"] = None if mine["draft"] is None else []
        held = [mine["ballot"] for mine in self.expected.values() if mine["ballot"]]
        assert (tally.voters, tally.choices) == (len(held), sum(map(len, held)))
        for row in tally.rows:
            assert row.votes == sum(row.solution_id in ballot for ballot in held)
        assert tally.differences() == []

    @invariant()
    def rows_are_as_expected(self):
        counted = Tally.of(self.round) is not None
        for name, person in self.people.items():
            mine, expected = Participation.of(person, self.round), self.expected[name]
            assert (mine.submitted_ids() if mine else []) == expected["ballot"]
            if not counted:
                assert (mine.draft if mine and mine.draft_at else None) == expected["draft"]
        assert db.session.query(Ballot).count() == sum(
            bool(mine["ballot"]) for mine in self.expected.values()
        )
        if not counted:
            assert differences(self.round) == []


def made_world():
    """(round, solutions by number, people by name): two choices of five, voting open."""
    db.session.rollback()
    empty()
    day = timedelta(days=1)
    round = open_city({"vote": (NOW - day, NOW + day)}, budget_won=10, max_choices=2)
    city, names = round.municipality, ("민지", "하준", "서아")
    people = {name: add_person(name, city=city, lives=True) for name in names}
    ballot = {n: add_solution(round, n, cost_won=4, status="on_ballot") for n in NUMBERS}
    db.session.commit()
    return round, ballot, people


def test_any_order_of_acts_leaves_what_a_plain_dict_says(app, clock):
    def world():
        clock(NOW)
        return *made_world(), clock

    machine = type("Machine", (Vote,), {"world": staticmethod(world)})
    quick = settings(
        max_examples=8,
        stateful_step_count=15,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=quick)
