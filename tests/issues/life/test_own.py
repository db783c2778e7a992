"""민지 changes her report, takes it back, and answers what 서연 asks."""

import io
from datetime import timedelta

import pytest

from civic.db import db
from civic.issues.correction import IssueCorrection
from civic.issues.life.replies import waiting_replies
from civic.issues.models import Issue
from civic.issues.status import StatusChange
from tests.conftest import NOW


@pytest.fixture
def issue(report, minji):
    return report(minji)


@pytest.fixture
def address(issue):
    return f"/gaon/1/issues/{issue.id}"


@pytest.fixture
def hers(as_person, minji):
    return as_person(minji)


@pytest.fixture
def asked(issue, seoyeon):
    issue.set_status("asked", seoyeon, "어느 정류장인가요?")
    db.session.commit()
    return issue


def words(issue, **changes):
    said = {
        **{"title": issue.title, "body": issue.body, "category": issue.category},
        **{"district_id": issue.district_id, "place": issue.place},
        **{"lat": issue.lat, "lon": issue.lon},
    }
    return said | changes


def steps():
    return db.session.execute(
        db.select(StatusChange.status, StatusChange.reason).order_by(StatusChange.id)
    ).all()


def test_she_changes_words_and_place_and_what_was_stays(hers, issue, address, gaon):
    assert hers.get(f"{address}/edit").status_code == 200
    changed = words(issue, title="버스가 두 시간마다 와요", lat=36.55, lon=127.15)
    answer = hers.post(f"{address}/edit", data=changed)
    assert answer.status_code == 303
    db.session.refresh(issue)
    assert (issue.title, issue.lon) == ("버스가 두 시간마다 와요", 127.15)
    assert issue.district_id == gaon.districts[1].id
    kept = db.session.scalars(db.select(IssueCorrection).order_by(IssueCorrection.id)).all()
    assert [row.field for row in kept] == ["title", "place"]
    assert kept[0].before == {"title": "마을버스를 한 시간 넘게 기다려요"}


def test_what_she_first_wrote_is_read_by_her_and_the_office_alone(
    hers, issue, address, client, as_person, seoyeon
):
    hers.post(f"{address}/edit", data=words(issue, body="막차가 빨라요."))
    old = "막차가 6시 40분이에요."
    assert old in hers.get(address).text
    assert old in as_person(seoyeon).get(address).text
    page = client.get(address).text
    assert old not in page
    assert "제보한 분이 고친 제보예요" in page


def test_nobody_else_changes_it_and_she_not_once_it_is_decided(
    hers, issue, address, as_person, junho, seoyeon
):
    his = as_person(junho)
    for act in ("edit", "withdraw", "reply"):
        assert his.post(f"{address}/{act}", data=words(issue, title="남의 글")).status_code == 409
    issue.set_status("reviewing", seoyeon)
    db.session.commit()
    assert hers.get(f"{address}/edit").status_code == 409
    assert hers.post(f"{address}/edit", data=words(issue, title="늦은 글")).status_code == 409
    assert hers.post(f"{address}/withdraw").status_code == 409
    db.session.refresh(issue)
    assert issue.title == "마을버스를 한 시간 넘게 기다려요"
    assert issue.withdrawn_at is None


def test_a_mistake_comes_back_with_what_she_typed(hers, issue, address):
    answer = hers.post(f"{address}/edit", data=words(issue, title="", body="그대로 있어요"))
    assert answer.status_code == 422
    assert "그대로 있어요" in answer.text


def test_photos_are_added_up_to_five(hers, issue, address, jpeg):
    def photos(*colours):
        files = [(io.BytesIO(jpeg(colour)), f"{colour}.jpg") for colour in colours]
        return words(issue) | {"photos": files}

    assert hers.post(f"{address}/edit", data=photos("red", "blue")).status_code == 303
    db.session.refresh(issue)
    assert [photo.position for photo in issue.photos] == [0, 1]
    cover = issue.cover_key
    hers.post(f"{address}/edit", data=photos("green"))
    db.session.refresh(issue)
    assert ([photo.position for photo in issue.photos], issue.cover_key) == ([0, 1, 2], cover)
    full = hers.post(f"{address}/edit", data=photos("white", "black", "pink"))
    assert full.status_code == 422
    assert "모두 5장까지" in full.text


def test_a_report_taken_back_is_gone_for_others_and_comes_back(
    hers, issue, address, client, round, as_person, seoyeon
):
    hers.post(f"{address}/withdraw")
    db.session.refresh(issue)
    db.session.refresh(round)
    assert issue.withdrawn_at
    assert (issue.listed, round.issues_count) == (False, 0)
    gone = client.get(address)
    assert gone.status_code == 410
    assert "마을버스" not in gone.text
    assert "취소한 제보" in as_person(seoyeon).get(address).text
    assert "취소함" in hers.get("/gaon/mine").text
    hers.post(f"{address}/withdraw/undo")
    db.session.refresh(issue)
    assert (issue.withdrawn_at, issue.listed) == (None, True)
    assert client.get(address).status_code == 200


def test_what_the_office_hid_she_does_not_bring_back(hers, issue, address):
    issue.hide("전화번호가 있어요")
    db.session.commit()
    assert hers.post(f"{address}/withdraw/undo").status_code == 409
    db.session.refresh(issue)
    assert issue.hidden_at


def test_her_answer_clears_the_question_and_waits_for_the_planner(
    hers, asked, address, round, client, seoyeon, as_person
):
    assert "답 보내기" in hers.get(address).text
    assert "답 보내기" not in client.get(address).text
    answer = hers.post(f"{address}/reply", data={"body": "달내초 앞이에요."})
    assert answer.status_code == 303
    db.session.refresh(asked)
    assert asked.status == "reviewing"
    assert steps()[-1] == ("reviewing", "달내초 앞이에요.")
    assert waiting_replies(round) == [asked.id]
    assert "제보자의 답" in as_person(seoyeon).get("/gaon/1/office").text
    page = client.get(address).text
    assert "달내초 앞이에요." in page
    assert "민지" not in page
    asked.set_status("reviewing", seoyeon)
    db.session.commit()
    assert waiting_replies(round) == []


def test_an_answer_sent_twice_is_one(hers, asked, address):
    for _again in range(2):
        assert hers.post(f"{address}/reply", data={"body": "달내초 앞이에요."}).status_code == 303
    assert len(steps()) == 3


def test_an_answer_brings_a_place_and_a_photo(hers, asked, address, jpeg, gaon):
    photo = (io.BytesIO(jpeg()), "here.jpg")
    sent = {"body": "여기예요.", "lat": "36.55", "lon": "127.15", "photos": [photo]}
    hers.post(f"{address}/reply", data=sent)
    db.session.refresh(asked)
    assert (asked.lon, asked.district_id) == (127.15, gaon.districts[1].id)
    assert len(asked.photos) == 1
    assert asked.place == "달내천로 41 앞"


@pytest.mark.parametrize(
    "typed", [{"body": " \u200b"}, {"body": "가" * 1001}, {"body": "네", "lat": "9"}]
)
def test_an_answer_with_a_mistake_changes_nothing(hers, asked, address, typed):
    assert hers.post(f"{address}/reply", data=typed).status_code == 422
    db.session.refresh(asked)
    assert asked.status == "asked"


def test_it_is_answered_in_a_finished_round_too(as_person, minji, asked, address, clock):
    clock(timedelta(days=400))
    answer = as_person(minji).post(f"{address}/reply", data={"body": "달내초 앞이에요."})
    assert answer.status_code == 303
    assert db.session.scalar(db.select(Issue.status)) == "reviewing"


def test_a_promise_past_its_day_is_shown_to_everyone(client, issue, address, seoyeon, clock):
    promised_on = (NOW + timedelta(days=3)).date()
    issue.set_status("rejected", seoyeon, "다시 재서 알려요.", promised_on=promised_on)
    db.session.commit()
    assert "까지 다시 알려 드려요" in client.get(address).text
    clock(timedelta(days=5))
    assert "늦어지고 있어요" in client.get(address).text


def test_the_round_promises_a_day_until_the_office_answers(
    client, issue, address, round, seoyeon, clock
):
    round.answer_days = 14
    db.session.commit()
    assert "12월\u00a06일(일)까지 답해요" in client.get(address).text
    clock(timedelta(days=20))
    assert "늦어지고 있어요" in client.get(address).text
    issue.set_status("rejected", seoyeon, "도로과 계획에 있어요.")
    db.session.commit()
    page = client.get(address).text
    assert "늦어지고 있어요" not in page
    assert page.index("도로과 계획에 있어요.") < page.index("talk-title")


def test_done_needs_a_sentence_and_shows_before_and_after(
    as_person, seoyeon, issue, address, client, jpeg
):
    office = as_person(seoyeon)
    form = f"/gaon/1/office/issues/{issue.id}/status"
    assert office.post(form, data={"status": "done"}).status_code == 422
    photo = (io.BytesIO(jpeg("blue")), "after.jpg")
    sent = {"status": "done", "reason": "새로 칠했어요.", "photo": photo, "photo_alt": "새 길"}
    assert office.post(form, data=sent).status_code == 303
    db.session.refresh(issue)
    assert issue.completion.photo.attached_at
    page = client.get(address).text
    assert 'alt="새 길"' in page
    assert "새로 칠했어요." in page
    home = client.get("/gaon/").text
    assert "이렇게 바뀌었어요" in home
    assert "새로 칠했어요." in home


def test_a_promise_of_a_day_that_is_over_is_refused(as_person, seoyeon, issue):
    form = f"/gaon/1/office/issues/{issue.id}/status"
    sent = {"status": "reviewing", "promised_on": "2026-11-01"}
    assert as_person(seoyeon).post(form, data=sent).status_code == 422
