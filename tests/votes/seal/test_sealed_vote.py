"""Nothing changes a vote once it is counted, whatever the clock says."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.notices.scheduled import scheduled_news
from civic.photos.models import Photo
from civic.rounds.rules import PhaseClosed, VoteBegan
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.frozen_ballot import hold_open
from civic.votes.ballots.voter_roll import Participation
from civic.votes.paper.models import PaperSheet
from civic.votes.rules import AlreadySealed
from civic.votes.seal.tally import Tally

REASON = "정전으로 하루 더 열어요"


@pytest.fixture
def sealed(person, round, ballot, open_phase, clock, seoyeon):
    """Two ballots are counted; the clock stands an hour before the vote's end again."""
    open_phase("vote")
    people = {name: person(name, lives=True) for name in ("민지", "하준", "늦봄")}
    for name in ("민지", "하준"):
        Participation.submit(people[name], round, [ballot[1].id])
    Participation.save_draft(people["늦봄"], round, [ballot[2].id])
    db.session.commit()
    clock(round.phase("vote").ends_at)
    Tally.count(round, seoyeon)
    db.session.commit()
    clock(-timedelta(hours=1))
    return people


@pytest.mark.parametrize("name", ["민지", "늦봄"])
@pytest.mark.parametrize("act", ["submit", "save_draft", "withdraw"])
def test_no_voter_changes_a_sealed_vote_when_the_clock_steps_back(sealed, round, ballot, name, act):
    chosen = [] if act == "withdraw" else [[ballot[3].id]]
    with pytest.raises(PhaseClosed):
        getattr(Participation, act)(sealed[name], round, *chosen)
    db.session.rollback()
    assert db.session.query(Ballot).count() == 2
    assert Tally.of(round).differences() == []


def test_who_waited_for_the_count_with_an_older_view_of_the_round_is_refused_too(
    sealed, round, ballot, monkeypatch
):
    """On another server, whose clock is behind and which read the round before the seal."""
    monkeypatch.setattr(type(round), "open_phases", lambda self, at=None: frozenset({"vote"}))
    for act, *chosen in (
        ("submit", [ballot[3].id]),
        ("save_draft", [ballot[3].id]),
        ("withdraw",),
    ):
        with pytest.raises(PhaseClosed):
            getattr(Participation, act)(sealed["민지"], round, *chosen)
        db.session.rollback()
    assert Tally.of(round).differences() == []


def test_no_page_shows_an_open_ballot(sealed, round, as_person):
    minji = as_person(sealed["민지"])
    for address in ("vote", "vote/result", "", "mine"):
        page = minji.get(f"/gaon/1/{address}").text
        assert "제출하기" not in page and "다시 제출" not in page, address
        assert "투표 취소하기" not in page and "투표하러 가기" not in page, address
    assert "아직 제출되지 않았어요" not in as_person(sealed["늦봄"]).get("/gaon/1/").text
    for act in ("submit", "draft", "withdraw"):
        answer = minji.post(f"/gaon/1/vote/{act}", data={"solutions": ["1"], "client_seq": "7"})
        assert answer.status_code in (409, 422), act
    assert db.session.query(Ballot).count() == 2


def test_no_planner_changes_its_phase_settings_or_paper(sealed, round, ballot, seoyeon, as_person):
    vote = round.phase("vote")
    start, end = vote.starts_at, vote.ends_at
    for period in (None, (start, end + timedelta(days=1)), (start, end - timedelta(minutes=5))):
        with pytest.raises(VoteBegan):
            round.set_phases({"vote": period} if period else {}, seoyeon, reason=REASON)
        db.session.rollback()
    with pytest.raises(VoteBegan):
        round.change(seoyeon, budget_won=1)
    db.session.rollback()
    photo = Photo(key="0" * 32, sha256="0" * 64, width=1, height=1)
    db.session.add(photo)
    db.session.flush()
    sheet = PaperSheet(
        round_id=round.id, source="paper", place="달내", held_at=start, voters=1, counts={},
        photo_id=photo.id, entered_by_id=seoyeon.id, request_key="late",
    )  # fmt: skip
    db.session.add(sheet)
    db.session.commit()
    office = as_person(seoyeon)
    for act in ("confirm", "drop"):
        assert office.post(f"/gaon/1/office/vote/{sheet.id}/{act}").status_code == 409
    assert Tally.of(round).differences() == []


def test_no_reminder_goes_out(sealed, round, clock, app):
    assert [news for news in scheduled_news() if news.kind == "ballot"] == []


def test_counting_again_under_an_earlier_clock_gives_the_same_result(sealed, round, seoyeon):
    assert Tally.count(round, seoyeon).id == Tally.of(round).id
    with pytest.raises(AlreadySealed):
        hold_open(round)
