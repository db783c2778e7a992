"""A plan of a round whose ballots rank, or whose money is shared equally, says what it prints."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.documents.model import Line, Picture, plain
from civic.plans.evidence.verify import differences
from civic.plans.jobs.run import packed
from civic.plans.models import Plan
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from civic.solutions.models import Solution
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally


@pytest.fixture
def take(round, person, seoyeon, open_phase, clock):
    """take(settings) is the snapshot of a counted vote: 민지 puts the bus first, 하준 and 서아 the
    shelter, which is the second for 민지."""

    def counted(**settings):
        for name, value in ({"max_choices": 2, "budget_won": 1_500_000_000} | settings).items():
            setattr(round, name, value)
        told = {"summary": "와요", "category": "transit", "status": "on_ballot"}
        bus, shelter = (
            Solution(round_id=round.id, number=n, title=title, cost_won=cost, **told)
            for n, (title, cost) in enumerate((("버스", 10**9), ("쉼터", 4 * 10**8)), 1)
        )
        db.session.add_all((bus, shelter))
        db.session.flush()
        open_phase("vote")
        for name, chosen in (("민지", (bus, shelter)), ("하준", (shelter,)), ("서아", (shelter,))):
            Participation.submit(person(name, lives=True), round, [one.id for one in chosen])
        clock(round.phase("vote").ends_at + timedelta(minutes=1))
        Tally.count(round, seoyeon)
        snapshot = freeze(Plan.start(round), seoyeon)
        db.session.commit()
        return snapshot

    return counted


def printed(snapshot):
    """(cells of the result's table, the words of its picture, all paragraphs)."""
    document = document_of(snapshot)
    result = next(table for table in document.tables() if table.key == "solutions.result")
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    picture = next(picture for picture in pictures if picture.key == "solutions.bars")
    lines = [plain(block.text) for block in document.blocks if isinstance(block, Line)]
    return [tuple(map(plain, row)) for row in result.cells], picture.alt, "\n".join(lines)


def test_ranked_ballots_are_printed_as_points(take):
    snapshot = take(ballot_form="ranked", rule="borda")
    cells, alt, words = printed(snapshot)
    assert cells == [
        ("1", "쉼터", "5점", "400", "선정"),
        ("2", "버스", "2점", "1,000", "선정"),
    ]
    assert "1위 쉼터 5점(선정), 2위 버스 2점(선정)" in alt
    assert "순위 점수의 합이 많은 순서로" in words
    facts = {fact.id: fact for fact in document_of(snapshot).facts()}
    fact = facts["solution.2.votes"]
    assert (fact.value, fact.says) == (5, "투표지들이 제안 2호에 준 순위 점수의 합")
    assert differences(packed(snapshot)) == []


@pytest.mark.parametrize(
    ("completion", "told"),
    [
        ("none", "남는 예산은 쓰지 않음"),
        ("greedy", "남는 예산은 득표순으로 씀"),
        ("add1u-greedy", "몫을 조금씩 늘려"),
    ],
)
def test_equal_shares_say_what_became_of_the_money_left(take, completion, told):
    snapshot = take(rule="equal-shares", completion=completion)
    cells, _alt, words = printed(snapshot)
    assert cells[0][1:3] == ("쉼터", "3표")
    assert "예산을 투표자 수로 똑같이 나누고" in words and told in words
    assert differences(packed(snapshot)) == []
