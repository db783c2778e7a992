"""Paper ballots and shows of hands: two planners agree, and they are counted with the others."""

import io
import json
import re

import pytest
from PIL import Image

from civic.db import db
from civic.people.rules import AlreadyDecided, SamePerson
from civic.photos.models import Photo
from civic.plans.section.tables import outcome
from civic.plans.snapshots.gather_outcome import tally as frozen_tally
from civic.votes.ballots.voter_roll import Participation
from civic.votes.paper.models import PaperSheet
from civic.votes.paper.sheet import check_sheet, distribute
from civic.votes.rules import BadSheet, NeedsWholeBallots, SheetsWait
from civic.votes.seal.publication import Publication
from civic.votes.seal.tally import Tally
from tests.pages import tight

OFFICE = "/gaon/1/office/vote"


@pytest.fixture
def doha(person):
    return person("도하", "planner")


@pytest.fixture
def voting(person, round, ballot, open_phase):
    open_phase("vote")
    Participation.submit(person("민지", lives=True), round, [ballot[1].id, ballot[2].id])
    db.session.commit()


@pytest.fixture
def sheet(voting, round, ballot, seoyeon):
    """Three voters at 달내 경로당: 가온콜 2, 정류장 쉼터 1, 돌봄 센서 2."""
    photo = Photo(key="0" * 32, sha256="0" * 64, width=1, height=1)
    db.session.add(photo)
    db.session.flush()
    entered = PaperSheet.enter(
        round, seoyeon, [photo], "request-1", source="paper", place="달내 경로당",
        held_at=round.phase("vote").starts_at, voters=3,
        counts={ballot[1].id: 2, ballot[2].id: 1, ballot[5].id: 2, ballot[3].id: 0},
    )  # fmt: skip
    db.session.commit()
    return entered


def picture():
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(data, "JPEG")
    return io.BytesIO(data.getvalue()), "sheet.jpg"


def count(round, clock, planner):
    clock(round.phase("vote").ends_at)
    tally = Tally.count(round, planner)
    db.session.commit()
    return tally


def test_who_entered_a_sheet_can_not_confirm_it(sheet, seoyeon, doha):
    with pytest.raises(SamePerson):
        sheet.confirm(seoyeon)
    sheet.confirm(doha)
    assert (sheet.state, sheet.decided_by) == ("confirmed", doha)


def test_a_sheet_is_decided_once(sheet, seoyeon, doha):
    sheet.confirm(doha)
    for again in (sheet.confirm, sheet.drop):
        with pytest.raises(AlreadyDecided):
            again(doha)


def test_confirmed_sheets_count_with_the_others_and_are_labelled(
    sheet, round, clock, seoyeon, doha, client, ballot
):
    sheet.confirm(doha)
    tally = count(round, clock, seoyeon)
    assert (tally.voters, tally.paper_voters, tally.choices) == (4, 3, 7)
    votes = {row.solution.number: row.votes for row in tally.rows}
    assert votes == {1: 3, 2: 2, 5: 2, 3: 0, 4: 0}
    told = json.loads(Publication.of(round)["result.json"].body)
    assert told["paper"] == {"voters": 3, "choices": 5}
    assert {row["id"]: row["paper"] for row in told["projects"]} == {1: 2, 2: 1, 3: 0, 4: 0, 5: 2}
    assert tally.differences() == []
    assert "종이 투표지와 모임에서 3명" in client.get("/gaon/1/vote/result").text


def test_each_solution_says_which_votes_came_on_paper(
    sheet, round, clock, seoyeon, doha, client, ballot
):
    sheet.confirm(doha)
    tally = count(round, clock, seoyeon)
    assert tally.on_paper == {1: 2, 2: 1, 3: 0, 4: 0, 5: 2}
    assert client.get("/gaon/1/vote/result").text.count("온라인 1 · 종이·모임 2") == 1
    page = tight(client.get(f"/gaon/1/solutions/{ballot[1].id}").text)
    assert re.search(r"3표</p><p[^>]*>온라인 1 · 종이·모임 2", page)
    first = next(outcome.result({"tally": frozen_tally(round), "format": 2}))
    assert [getattr(part, "text", part) for part in first[2]] == ["3표", " (종이·현장 ", "2표", ")"]


def test_without_paper_nothing_is_labelled(voting, round, clock, seoyeon, client, ballot):
    assert count(round, clock, seoyeon).on_paper == {}
    assert "종이·모임" not in client.get("/gaon/1/vote/result").text
    assert "1표" in client.get(f"/gaon/1/solutions/{ballot[1].id}").text
    assert "paper" not in frozen_tally(round)["rows"][0]


def test_a_sheet_that_waits_stops_the_count(sheet, round, clock, seoyeon, as_person):
    clock(round.phase("vote").ends_at)
    with pytest.raises(SheetsWait):
        Tally.count(round, seoyeon)
    db.session.rollback()
    answer = as_person(seoyeon).post("/gaon/1/vote/tally")
    assert answer.status_code == 409
    assert "확인을 기다리는 종이표가 1장" in answer.text
    sheet.drop(seoyeon)
    assert count(round, clock, seoyeon).voters == 1


def test_no_other_planner_takes_a_waiting_sheet_out_alone(
    sheet, round, clock, client, seoyeon, doha, as_person
):
    clock(round.phase("vote").ends_at)
    second = as_person(doha)
    assert "이 종이 빼기" not in second.get(OFFICE).text
    answer = second.post(f"{OFFICE}/{sheet.id}/drop")
    assert answer.status_code == 409 and "적은 담당자만 뺄 수 있어요" in answer.text
    assert second.post("/gaon/1/vote/tally").status_code == 409
    assert db.session.get(PaperSheet, sheet.id, populate_existing=True).state == "waiting"
    first = as_person(seoyeon)
    assert "이 종이 빼기" in first.get(OFFICE).text
    assert first.post(f"{OFFICE}/{sheet.id}/drop").status_code == 303
    assert db.session.get(PaperSheet, sheet.id, populate_existing=True).state == "dropped"


def test_a_sheet_of_who_no_longer_works_here_stops_nobody(sheet, seoyeon, doha):
    seoyeon.leave()
    db.session.commit()
    db.session.expire_all()
    sheet.drop(doha)
    assert sheet.state == "dropped"


def test_an_operator_takes_a_waiting_sheet_out(sheet, person):
    sheet.drop(person("운영자 하늘", "operator"))
    assert sheet.state == "dropped"


def test_sums_are_not_enough_where_whole_ballots_are_counted(voting, round, seoyeon):
    round.rule = "equal-shares"
    with pytest.raises(NeedsWholeBallots):
        PaperSheet.enter(round, seoyeon, [], "request-2", voters=1, counts={})


def test_planners_enter_and_confirm_on_the_page(voting, round, ballot, seoyeon, doha, as_person):
    form = {
        "source": "meeting", "place": "느티동 주민총회", "held_at": "2026-12-12T10:00",
        "voters": "5", f"count_{ballot[1].id}": "4", f"count_{ballot[4].id}": "2",
    }  # fmt: skip
    first, second = as_person(seoyeon), as_person(doha)
    without = first.post(OFFICE, data=form)
    assert without.status_code == 422
    assert "사진을 함께 올려 주세요" in without.text
    assert 'value="느티동 주민총회"' in without.text
    key = {"request_key": "a" * 16}
    for _ in range(2):
        sent = form | key | {"photo": picture()}
        assert first.post(OFFICE, data=sent, content_type="multipart/form-data").status_code == 303
    sheet = db.session.scalars(db.select(PaperSheet)).one()
    assert (sheet.counts, sheet.voters) == ({str(ballot[1].id): 4, str(ballot[4].id): 2}, 5)
    assert sheet.photo.withheld_at is not None
    assert first.post(f"{OFFICE}/{sheet.id}/confirm").status_code == 409
    assert "종이와 같아요" not in first.get(OFFICE).text
    assert "종이와 같아요" in second.get(OFFICE).text
    assert second.post(f"{OFFICE}/{sheet.id}/confirm").status_code == 303
    assert db.session.get(PaperSheet, sheet.id, populate_existing=True).state == "confirmed"


def test_impossible_sums_are_said_at_the_field(voting, round, ballot, seoyeon, as_person):
    form = {"source": "paper", "place": "달내", "held_at": "2026-12-12T10:00", "voters": "2"}
    planner = as_person(seoyeon)
    for votes, words in (("3", "투표한 사람보다 많을 수 없어요"), ("1", "그 2배 이하여야 해요")):
        sent = form | {f"count_{ballot[1].id}": votes, "photo": picture()}
        answer = planner.post(OFFICE, data=sent, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert words in answer.text
    assert db.session.query(PaperSheet).count() == 0


@pytest.mark.parametrize("held_at", ["0001-01-01T00:00", "1000-01-01T00:00", "9999-12-31T23:59"])
def test_a_sheet_of_a_day_beyond_all_calendars_is_refused(
    held_at, voting, ballot, seoyeon, as_person
):
    form = {"source": "paper", "place": "달내", "held_at": held_at, "voters": "2"}
    sent = form | {f"count_{ballot[1].id}": "2", "photo": picture()}
    answer = as_person(seoyeon).post(OFFICE, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422 and "2100년 사이의 날짜" in answer.text
    assert db.session.query(PaperSheet).count() == 0


def test_the_photo_of_a_form_with_a_mistake_need_not_be_sent_again(
    voting, ballot, seoyeon, doha, as_person
):
    form = {"source": "paper", "place": "달내", "held_at": "2026-12-12T10:00", "voters": "2"}
    right, wrong = ({f"count_{ballot[1].id}": votes} for votes in ("2", "3"))
    planner, upload = as_person(seoyeon), {"content_type": "multipart/form-data"}
    told = planner.post(OFFICE, data=form | wrong | {"photo": picture()}, **upload)
    photo = db.session.scalars(db.select(Photo).where(Photo.uploader_id == seoyeon.id)).one()
    assert f'name="photo_key" value="{photo.key}"' in told.text
    assert photo.withheld_at is not None
    kept = right | {"photo_key": photo.key}
    damaged = form | kept | {"photo": (io.BytesIO(b"no picture"), "a.jpg")}
    refused = planner.post(OFFICE, data=damaged, **upload)
    assert refused.status_code == 422
    assert "사진 파일이 아니에요" in refused.text and photo.key in refused.text
    other = as_person(doha).post(OFFICE, data=form | kept, **upload)
    assert "사진을 함께 올려 주세요" in other.text  # the photo is hers alone
    for _tap in range(2):  # twice by mistake: one sheet
        again = form | kept | {"request_key": "b" * 16}
        assert planner.post(OFFICE, data=again, **upload).status_code == 303
    assert db.session.scalars(db.select(PaperSheet)).one().photo.key == photo.key


def test_only_planners_see_the_office_page(voting, person, as_person, client):
    assert as_person(person("민서")).get(OFFICE).status_code == 403
    assert client.get(OFFICE).status_code == 303


def test_dealing_gives_nobody_too_much():
    ballots = distribute(3, {1: 2, 2: 1, 5: 2})
    assert sorted(map(len, ballots)) == [1, 2, 2]
    assert all(len(set(ids)) == len(ids) for ids in ballots)
    assert sorted(id for ids in ballots for id in ids) == [1, 1, 2, 5, 5]
    for voters, counts in [(1, {1: 2}), (3, {1: 2}), (2, {1: 2, 2: 2, 3: 1}), (0, {})]:
        with pytest.raises(BadSheet):
            check_sheet(voters, counts, max_choices=2)


def test_after_the_seal_no_sheet_comes_in(sheet, round, clock, seoyeon, doha, as_person, ballot):
    sheet.confirm(doha)
    root = count(round, clock, seoyeon).root
    form = {"source": "paper", "place": "달내", "held_at": "2026-12-12T10:00", "voters": "1"}
    sent = form | {f"count_{ballot[1].id}": "1", "photo": picture()}
    planner = as_person(seoyeon)
    answer = planner.post(OFFICE, data=sent, content_type="multipart/form-data")
    assert (answer.status_code, "봉인해서 바꿀 수 없어요" in answer.text) == (409, True)
    assert planner.post(f"{OFFICE}/{sheet.id}/drop").status_code == 409
    assert db.session.query(PaperSheet).count() == 1
    assert Tally.of(round).root == root
