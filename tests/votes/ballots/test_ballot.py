"""A voter's own ballot: drafting, submitting, changing, taking back, and what is refused."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from civic.db import db
from civic.people.residency.models import Residency
from civic.rounds.rules import PhaseClosed
from civic.votes.ballots.ballot import Ballot, store_statement
from civic.votes.ballots.voter_roll import Participation, act_statement
from civic.votes.rules import (
    NotAVoter,
    NothingChosen,
    NotOnBallot,
    OutOfDate,
    TooManyChoices,
)
from tests.factory import add_round, add_solution
from tests.orm import orm_statements


@pytest.fixture
def minji(person, open_phase, ballot):
    open_phase("vote")
    return person("민지", lives=True)


def submit(person, round, *solutions, seq=None):
    Participation.submit(person, round, [s.id for s in solutions], seq)
    db.session.commit()
    return Participation.of(person, round)


def stored():
    """Nonce by solution of every choice there is."""
    return dict(
        choice for ballot in db.session.scalars(db.select(Ballot)) for choice in ballot.choices
    )


def test_a_submitted_ballot_is_kept_apart_from_the_roll(minji, round, ballot):
    participation = submit(minji, round, ballot[1], ballot[3])
    assert set(stored()) == {ballot[1].id, ballot[3].id}
    assert participation.submitted_at is not None
    assert (participation.draft, participation.draft_at) == ([], None)
    assert participation.level == "invite"


def test_nonces_are_random_and_stay_with_unchanged_choices(minji, round, ballot):
    submit(minji, round, ballot[1], ballot[2])
    before = stored()
    submit(minji, round, ballot[2], ballot[3])
    after = stored()
    assert set(after) == {ballot[2].id, ballot[3].id}
    assert after[ballot[2].id] == before[ballot[2].id]
    assert after[ballot[3].id] not in before.values()
    assert all(len(nonce) == 32 for nonce in after.values())


def test_submitting_again_the_same_changes_nothing(minji, round, ballot, clock):
    first = submit(minji, round, ballot[1], seq=4).submitted_at
    before = stored()
    clock(timedelta(minutes=5))
    assert submit(minji, round, ballot[1], ballot[1], seq=4).submitted_at == first
    assert stored() == before
    assert db.session.query(Ballot).count() == 1


def test_who_left_and_came_back_during_the_vote_has_no_second_one(
    minji, round, ballot, gaon, person, as_person
):
    submit(minji, round, ballot[1])
    minji.leave()
    back = person("돌아온 민지", lives=True)
    back.residency_in(gaon).votes_from = minji.deleted_at
    db.session.commit()
    for act in (Participation.submit, Participation.save_draft):
        with pytest.raises(NotAVoter):
            act(back, round, [ballot[2].id], 1)
        db.session.rollback()
    sent = as_person(back).post("/gaon/1/vote/submit", data={"solutions": ballot[2].id})
    assert sent.status_code == 403
    assert list(stored()) == [ballot[1].id]
    back.residency_in(gaon).votes_from = round.phase("vote").starts_at - timedelta(seconds=1)
    submit(back, round, ballot[2])
    assert db.session.query(Ballot).count() == 2


def test_a_draft_is_kept_and_counts_for_nothing(minji, round, ballot):
    Participation.save_draft(minji, round, [ballot[5].id], 1)
    db.session.commit()
    participation = Participation.of(minji, round)
    assert participation.draft == [ballot[5].id]
    assert participation.submitted_at is None
    assert stored() == {}
    assert Participation.unsubmitted(minji, round) is participation


def test_a_draft_equal_to_the_ballot_leaves_nothing_to_submit(minji, round, ballot):
    submit(minji, round, ballot[1])
    Participation.save_draft(minji, round, [ballot[1].id, ballot[2].id])
    assert Participation.unsubmitted(minji, round) is not None
    Participation.save_draft(minji, round, [ballot[1].id])
    assert Participation.unsubmitted(minji, round) is None
    Participation.save_draft(minji, round, [])
    assert Participation.unsubmitted(minji, round) is not None
    assert set(stored()) == {ballot[1].id}


def test_a_ballot_can_be_taken_back_and_cast_again(minji, round, ballot):
    submit(minji, round, ballot[1])
    Participation.withdraw(minji, round)
    db.session.commit()
    assert stored() == {}
    assert db.session.query(Ballot).count() == 0
    assert Participation.of(minji, round).submitted_at is None
    submit(minji, round, ballot[2])
    assert set(stored()) == {ballot[2].id}


def test_an_older_request_never_undoes_a_newer_one(minji, round, ballot):
    submit(minji, round, ballot[1], seq=7)
    for act in ("save_draft", "submit"):
        with pytest.raises(OutOfDate):
            getattr(Participation, act)(minji, round, [ballot[2].id], 6)
        db.session.rollback()
    with pytest.raises(OutOfDate):
        Participation.withdraw(minji, round, 6)
    db.session.rollback()
    assert set(stored()) == {ballot[1].id}
    submit(minji, round, ballot[2], seq=8)
    assert set(stored()) == {ballot[2].id}


def test_two_pages_that_use_the_same_number_do_not_overwrite_each_other(minji, round, ballot):
    submit(minji, round, ballot[1], seq=0)
    with pytest.raises(OutOfDate):
        submit(minji, round, ballot[2], seq=0)
    db.session.rollback()
    with pytest.raises(OutOfDate):
        Participation.withdraw(minji, round, 0)
    db.session.rollback()
    assert set(stored()) == {ballot[1].id}


def test_more_than_the_round_allows_is_refused_whole(minji, round, ballot):
    submit(minji, round, ballot[1])
    with pytest.raises(TooManyChoices) as refused:
        submit(minji, round, ballot[1], ballot[2], ballot[3])
    assert refused.value.sent == [ballot[1].id, ballot[2].id, ballot[3].id]
    db.session.rollback()
    assert set(stored()) == {ballot[1].id}


def test_an_empty_ballot_is_refused(minji, round):
    with pytest.raises(NothingChosen):
        submit(minji, round)


@pytest.mark.parametrize("change", [{"status": "proposed"}, {"id": -5}])
def test_only_solutions_on_this_rounds_ballot_can_be_chosen(minji, round, ballot, change):
    if "status" in change:
        ballot[2].status = "proposed"
    db.session.commit()
    wanted = change.get("id") or ballot[2].id
    with pytest.raises(NotOnBallot):
        Participation.submit(minji, round, [ballot[1].id, wanted])


def test_another_rounds_solution_can_not_be_chosen(minji, round, ballot):
    other = add_round(round.municipality, round.call, number=2)
    foreign = add_solution(other, status="on_ballot")
    db.session.commit()
    with pytest.raises(NotOnBallot):
        submit(minji, round, foreign)


def test_only_proven_residents_at_an_accepted_level_vote(person, round, ballot, open_phase, gaon):
    open_phase("vote")
    visitor = person("도윤")
    with pytest.raises(NotAVoter):
        submit(visitor, round, ballot[1])
    visitor.residencies = [Residency(municipality_id=gaon.id, level="declared")]
    db.session.commit()
    with pytest.raises(NotAVoter):
        submit(visitor, round, ballot[1])
    round.vote_levels = ["declared"]
    assert submit(visitor, round, ballot[1]).level == "declared"


def test_voting_is_open_from_the_first_moment_until_just_before_the_last(
    minji, round, ballot, clock
):
    phase = round.phase("vote")
    tick = timedelta(microseconds=1)
    for moment, is_open in [
        (phase.starts_at - tick, False),
        (phase.starts_at, True),
        (phase.ends_at - tick, True),
        (phase.ends_at, False),
    ]:
        clock(moment)
        if is_open:
            submit(minji, round, ballot[1])
            continue
        with pytest.raises(PhaseClosed):
            submit(minji, round, ballot[1])
        db.session.rollback()


def test_ballot_ids_do_not_tell_the_order_of_the_roll(person, minji, round, ballot):
    for name in ["하준", "서아", "지호", "유나", "은우", "하윤", "시우", "다은"]:
        submit(person(name, lives=True), round, ballot[1])
    by_roll = db.select(Ballot.id).order_by(Ballot.participation_id)
    ids = db.session.scalars(by_roll).all()
    assert ids != sorted(ids)


def test_no_statement_of_a_vote_goes_through_the_orm(as_person, minji, ballot):
    hers, chosen = as_person(minji), [ballot[1].id, ballot[3].id]
    assert hers.post("/gaon/1/vote/submit", data={"solutions": chosen}).status_code == 303
    with orm_statements() as asked:  # from the second on: the first writes the ballot down
        sent = hers.post("/gaon/1/vote/submit", data={"solutions": chosen[:1]})
    assert (sent.status_code, asked) == (303, [])
    assert sorted(stored()) == chosen[:1]


def test_a_vote_asks_the_database_little(as_person, minji, ballot):
    """Who asks, the roll, the ballot and its log; on PostgreSQL the last two at once, and all in
    one transaction."""
    hers, chosen, sent = as_person(minji), {"solutions": [ballot[1].id]}, []
    assert hers.post("/gaon/1/vote/submit", data=chosen).status_code == 303
    heard = [("before_cursor_execute", lambda *call: sent.append(call[2]))]
    heard += [("commit", lambda _connection: sent.append("COMMIT"))]
    for name, note in heard:
        event.listen(db.engine, name, note)
    try:
        assert hers.post("/gaon/1/vote/submit", data=chosen).status_code == 303
    finally:
        for name, note in heard:
            event.remove(db.engine, name, note)
    asked = [text for text in sent if not text.startswith(("BEGIN", "COMMIT"))]
    is_sqlite = db.engine.dialect.name == "sqlite"
    assert (len(asked), sent.count("COMMIT")) == ((4, 2) if is_sqlite else (3, 1))


def test_nothing_is_written_into_the_statement_of_a_vote():
    """As a list of values would be, anew at each."""
    statement = store_statement("sqlite", ("chosen_0", "chosen_1"))
    assert "POSTCOMPILE" not in str(statement)
    assert "POSTCOMPILE" not in str(act_statement("sqlite", "submit", False, ("level_0",)))
