"""What pages and documents promise happens by itself: nobody has to run a command."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from civic.db import db, now
from civic.housekeeping.chores import CHORES
from civic.housekeeping.labels import LABELS, OWED
from civic.housekeeping.models import ChoreRun
from civic.housekeeping.report import report
from civic.issues.reporting.drafts import Draft
from civic.meetings.models import Meeting
from civic.meetings.sign_ups import SignUp
from civic.people.sign_in.models import SignInCode
from civic.photos.models import Photo
from civic.plans.jobs.models import Job
from civic.plans.models import Plan
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.event_log import ChainHead, VoteEvent
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally

DAY = timedelta(days=1)


def rows(model, **values) -> int:
    query = db.select(db.func.count()).select_from(model)
    return db.session.scalar(query.filter_by(**values))


@pytest.fixture
def counted(round, person, clock):
    """A vote of 민지 and 준호 that was counted; their links may go 14 days later."""
    for name in ("민지", "준호"):
        mine = Participation(round_id=round.id, person_id=person(name).id, level="invite")
        mine.submitted_at = now()
        db.session.add(mine)
        db.session.flush()
        db.session.add(Ballot(round_id=round.id, participation_id=mine.id, choices=[]))
    told = {"rule": "greedy-skip", "budget_won": 1, "voters": 2, "choices": 2, "eligible": 2}
    tally = Tally(round_id=round.id, sealed_at=now(), **told)
    db.session.add(tally)
    db.session.commit()
    return tally


def links() -> int:
    tied = db.select(db.func.count(Ballot.participation_id))
    return db.session.scalar(tied) + db.session.scalar(db.select(db.func.count(Participation.salt)))


def test_links_to_ballots_go_after_the_objection_window_and_not_before(counted, clock, worker):
    clock(14 * DAY - timedelta(minutes=1))
    assert worker() == []
    assert links() == 4
    clock(timedelta(hours=1))
    assert worker() == []
    assert links() == 0


def test_links_that_should_be_gone_are_shown_as_overdue(counted, clock, worker):
    clock(14 * DAY + timedelta(hours=1))
    assert owed("vote-links") == ()
    clock(timedelta(hours=2))
    [late] = owed("vote-links")
    assert (late.count, late.where) == (2, "2027 참여")
    assert late.due_at == counted.sealed_at + 14 * DAY
    worker()
    assert owed("vote-links") == ()


def owed(name):
    return next(chore.owed for chore in report().chores if chore.name == name)


def test_heads_of_the_votes_log_are_published_hourly(round, person, open_phase, clock, worker):
    open_phase("vote")
    mine = Participation(round_id=round.id, person_id=person("민지").id, level="invite")
    db.session.add(mine)
    db.session.flush()
    VoteEvent.log(round, mine.id, "submit", "f" * 64)
    db.session.commit()
    worker()
    assert rows(ChainHead) == 0
    clock(timedelta(hours=2))
    worker()
    assert rows(ChainHead) >= 1


def test_one_time_codes_and_their_addresses_go_a_day_after(app, clock, worker):
    SignInCode.issue("minji@example.com", "secret", "her browser")
    db.session.commit()
    clock(DAY + timedelta(minutes=1))
    worker()
    assert rows(SignInCode) == 0


def test_drafts_go_after_a_week(round, clock, worker):
    Draft.keep(round, {"title": "가로등이 꺼졌어요"})
    db.session.commit()
    clock(7 * DAY + timedelta(minutes=1))
    worker()
    assert rows(Draft) == 0


def test_who_signed_up_for_a_meeting_is_forgotten_a_month_after(round, person, clock, worker):
    words = {"kind": "visit", "title": "상담", "place": "복지관", "signs_up": True}
    planner = person("서연", "planner")
    meeting = Meeting.plan(round, planner, "meeting-0001", starts_at=now() + DAY, **words)
    meeting.sign_up(person("민지"))
    db.session.commit()
    clock(30 * DAY)
    worker()
    assert rows(SignUp) == 1
    clock(4 * DAY)
    [late] = owed("sign-ups")
    assert late.count == 1
    worker()
    assert (rows(SignUp), rows(Meeting)) == (0, 1)


def test_photos_of_nothing_go_after_a_day_with_their_files(app, clock, worker):
    clock(datetime.now(UTC))  # files carry the system's time
    store, out = app.extensions["photo_store"], BytesIO()
    store.files.clear()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    Photo.take_in(store, out.getvalue(), None, "browser")
    db.session.commit()
    clock(DAY + timedelta(minutes=1))
    worker()
    assert (rows(Photo), store.names()) == (0, [])


def test_long_work_that_ended_two_weeks_ago_is_forgotten(round, clock, worker):
    plan = Plan.start(round)
    db.session.add(Job(plan=plan, kind="compile", state="done", ended_at=now()))
    db.session.commit()
    clock(14 * DAY + timedelta(minutes=1))
    worker()
    assert rows(Job) == 0


def test_long_work_whose_call_was_lost_is_called_again(app, round, worker, monkeypatch):
    called = []
    queue = app.extensions["job_queue"]
    monkeypatch.setattr(queue, "wake", lambda *call: called.append(call), raising=False)
    job = Job.ask(Plan.start(round), "compile", None)
    db.session.commit()
    job_id = job.id
    worker()
    assert called == [(job_id, "work")]


def test_every_chore_has_words_for_the_operator(app):
    names = {chore.name for chore in CHORES}
    assert names == LABELS.keys()
    assert OWED.keys() <= names
    assert {chore.name for chore in CHORES if chore.overdue(timedelta()) != ()} <= OWED.keys()


def test_a_chore_is_done_at_its_interval(app, clock, worker):
    worker()
    first = ChoreRun.all()["drafts"].finished_at
    clock(timedelta(minutes=59))
    worker()
    assert ChoreRun.all()["drafts"].finished_at == first
    clock(timedelta(minutes=1))
    worker()
    assert ChoreRun.all()["drafts"].finished_at == now()
