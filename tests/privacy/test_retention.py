"""How long things are kept: by city, counted, told and deleted; and never longer than may be."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.issues.reporting.drafts import Draft
from civic.korean_time import SEOUL
from civic.people.masked_words import MaskedWords
from civic.people.models import Person
from civic.people.sign_in.models import SignIn, SignInCode
from civic.privacy.notice.models import OWN_WORDS, PrivacyNotice
from civic.privacy.retention.due import all_due, overdue, purge
from civic.privacy.retention.models import RetentionPeriod
from civic.privacy.retention.rules import PERIODS, PeriodOutOfBounds
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally
from tests.factory import add_round_elsewhere, add_solution, report_issue

DAY = timedelta(days=1)


def due() -> dict[str, int]:
    return {each.kind: each.count for each in overdue()}


@pytest.fixture
def minji(person, round):
    return person("민지")


def test_a_city_keeps_drafts_as_long_as_it_says(round, gaon, seoyeon, clock):
    elsewhere = add_round_elsewhere(round.call)
    for here in (round, elsewhere):
        Draft.keep(here, {"title": "쓰다 만 제보"})
    RetentionPeriod.set_all(gaon, {"drafts": 2}, seoyeon)
    db.session.commit()
    clock(3 * DAY)
    assert due() == {"drafts": 1}
    purge()
    assert [draft.round_id for draft in db.session.scalars(db.select(Draft))] == [elsewhere.id]


@pytest.mark.parametrize("days", [0, 8, 10_000])
def test_nothing_is_kept_longer_than_may_be(gaon, seoyeon, days, round):
    with pytest.raises(PeriodOutOfBounds):
        RetentionPeriod.set_all(gaon, {"drafts": days}, seoyeon)


def test_originals_of_masked_words_go_and_the_record_stays(round, minji, clock):
    report_issue(round, minji, body="연락은 010-1234-5678")
    db.session.commit()
    clock(29 * DAY)
    assert due() == {}
    clock(2 * DAY)
    assert due() == {"masked_words": 1}
    purge()
    words = db.session.scalars(db.select(MaskedWords)).one()
    assert (words.original, words.kinds) == (None, ["phone"])


def test_an_account_nobody_used_for_years_is_let_go_and_others_are_not(
    round, minji, person, seoyeon, clock, app
):
    junho = person("준호")
    for someone in (minji, junho, seoyeon):
        SignIn.open(someone, device="휴대전화")
    db.session.commit()
    clock(timedelta(days=PERIODS["accounts_unused"].days + 31))
    SignIn.open(junho, device="새 휴대전화")
    db.session.commit()
    assert due()["accounts_unused"] == 1  # neither who came back nor who has a right
    purge()
    db.session.expire_all()
    assert [db.session.get(Person, p).deleted_at is None for p in (minji.id, junho.id)] == [
        False,
        True,
    ]
    assert any(name.startswith("left-") for name, _ in app.extensions["photo_store"].names())


def test_a_person_s_newest_sign_in_stays_so_that_use_is_known(round, minji, clock):
    SignIn.open(minji, device="하나")
    SignIn.open(minji, device="둘")
    db.session.commit()
    clock(timedelta(days=100))
    purge()
    assert [row.device for row in db.session.scalars(db.select(SignIn))] == ["둘"]


def test_reports_of_rounds_long_over_name_nobody(round, minji, clock):
    issue = report_issue(round, minji, shows_name=True)
    db.session.commit()
    clock(max(phase.ends_at for phase in round.phases) + timedelta(days=5 * 365 + 1))
    assert due()["rounds_ended"] == 1
    purge()
    db.session.expire_all()
    assert not issue.shows_name


def test_the_planner_sees_and_sets_the_city_s_periods(as_person, seoyeon, minji, gaon, round):
    page = as_person(seoyeon).get("/gaon/office/retention/")
    assert "쓰다 만 제보" in page.text
    assert as_person(minji).get("/gaon/office/retention/").status_code in (403, 404)
    kinds = [kind for kind, period in PERIODS.items() if period.by_city]
    data = {kind: str(PERIODS[kind].days) for kind in kinds}
    wrong = as_person(seoyeon).post("/gaon/office/retention/", data=data | {"drafts": "400"})
    assert wrong.status_code == 422 and 'value="400"' in wrong.text
    assert "1일부터 7일까지" in wrong.text
    good = as_person(seoyeon).post("/gaon/office/retention/", data=data | {"drafts": "3"})
    assert good.status_code == 303
    assert RetentionPeriod.days_in(gaon)["drafts"] == 3
    assert PrivacyNotice.versions(gaon) == []  # the page says it by itself
    alone = as_person(seoyeon).post("/gaon/office/retention/everywhere", data={"sign_ins": "5"})
    assert alone.status_code in (403, 404)


def test_a_published_notice_says_the_new_period_and_keeps_the_old_version(
    as_person, seoyeon, person, gaon, round, client
):
    today = now().astimezone(SEOUL).date()
    for words, day in (("이미", today), ("곧", today + 9 * DAY)):
        told = dict.fromkeys(OWN_WORDS, "") | {"officer": words}
        PrivacyNotice.publish(gaon, told, day, seoyeon)
    db.session.commit()
    kinds = [kind for kind, period in PERIODS.items() if period.by_city]
    data = {kind: str(PERIODS[kind].days) for kind in kinds} | {"drafts": "3"}
    as_person(seoyeon).post("/gaon/office/retention/", data=data)
    told = [(n.version, n.words["officer"], n.days["drafts"]) for n in PrivacyNotice.versions(gaon)]
    assert told == [(4, "곧", 3), (3, "이미", 3), (2, "곧", 7), (1, "이미", 7)]
    assert PrivacyNotice.current(gaon).version == 3
    everywhere = {kind: str(PERIODS[kind].days) for kind in PERIODS if kind not in kinds}
    operator = as_person(person("다온", "operator"))
    operator.post("/gaon/office/retention/everywhere", data=everywhere | {"sign_ins": "9"})
    assert PrivacyNotice.current(gaon).days["sign_ins"] == 9
    assert "9일" in client.get("/gaon/privacy/").text


def test_codes_and_links_of_voters_are_told_too(
    app, round, person, seoyeon, clock, as_person, open_phase
):
    open_phase("vote")
    chosen = add_solution(round, 1, status="on_ballot")
    Participation.submit(person("지우", lives=True), round, [chosen.id])
    SignInCode.issue("a@example.com", "key", "browser")
    clock(round.phase("vote").ends_at + DAY)
    Tally.count(round, seoyeon)
    db.session.commit()
    clock(15 * DAY)
    run = app.test_cli_runner().invoke
    told = run(args=["people", "purge", "--dry-run"]).output
    assert "vote_links\tgaon\t1 older than 14 days" in told
    assert "sign_in_codes\teverywhere\t1 older than 1 days" in told
    assert "지울 것 1건" in as_person(seoyeon).get("/gaon/office/retention/").text
    assert "vote_links" in run(args=["people", "purge"]).output
    assert "0 would be" in run(args=["people", "purge", "--dry-run"]).output


def test_a_city_says_how_long_voters_may_object_and_the_seal_keeps_it(
    app, round, person, gaon, seoyeon, clock, as_person, open_phase, client
):
    kinds = [kind for kind, period in PERIODS.items() if period.by_city]
    data = {kind: str(PERIODS[kind].days) for kind in kinds}
    office = as_person(seoyeon)
    assert "이의신청 기간 14일" in client.get("/gaon/privacy/").text
    wrong = office.post("/gaon/office/retention/", data=data | {"vote_links": "366"})
    assert wrong.status_code == 422
    office.post("/gaon/office/retention/", data=data | {"vote_links": "30"})
    assert RetentionPeriod.days_in(gaon)["vote_links"] == 30
    assert "이의신청 기간 30일" in client.get("/gaon/privacy/").text
    open_phase("vote")
    chosen = add_solution(round, 1, status="on_ballot")
    Participation.submit(person("지우", lives=True), round, [chosen.id])
    clock(round.phase("vote").ends_at + DAY)
    tally = Tally.count(round, seoyeon)
    db.session.commit()
    assert tally.objection_days == 30
    as_person(seoyeon).post("/gaon/office/retention/", data=data | {"vote_links": "1"})
    clock(29 * DAY)
    assert [each.kind for each in all_due() if each.kind == "vote_links"] == []
    clock(DAY)
    [due] = [each for each in all_due() if each.kind == "vote_links"]
    assert (due.days, due.count, due.where) == (30, 1, gaon)
    purge()
    assert db.session.scalar(db.select(Ballot.participation_id)) is None


def test_the_command_tells_and_deletes(app, round, clock):
    Draft.keep(round, {"title": "쓰다 만 제보"})
    db.session.commit()
    clock(8 * DAY)
    runner = app.test_cli_runner()
    told = runner.invoke(args=["people", "purge", "--dry-run"])
    assert (
        "drafts\tgaon\t1 older than 7 days" in told.output and "1 would be deleted" in told.output
    )
    assert db.session.scalar(db.select(Draft.id)) is not None
    assert "1 deleted" in runner.invoke(args=["people", "purge"]).output
    assert db.session.scalar(db.select(Draft.id)) is None
