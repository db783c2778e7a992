"""The planner plans, moves and calls off meetings, and notes who came."""

import io

import pytest
from PIL import Image

from civic.db import db
from civic.meetings.models import Meeting, MeetingChange
from civic.moderation.recorded import RecordedAct
from civic.photos.models import Photo

OFFICE = "/gaon/1/office/meetings"


def form(**values):
    sent = {"kind": "visit", "title": "찾아가는 상담", "starts_at": "2026-12-01T14:00"}
    return sent | {"place": "느티동 복지관", "request_key": "request-0001"} | values


@pytest.fixture
def planner(as_person, seoyeon):
    return as_person(seoyeon)


def test_a_meeting_is_planned_once(round, planner):
    for _again in range(2):
        assert (
            planner.post(f"{OFFICE}/new", data=form(signs_up="y", capacity="20")).status_code == 303
        )
    meeting = db.session.scalars(db.select(Meeting)).one()
    assert (meeting.kind, meeting.capacity, meeting.signs_up) == ("visit", 20, True)
    assert meeting.starts_at.isoformat() == "2026-12-01T05:00:00+00:00"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": "\u3164"}, "모임 이름을 적어 주세요."),
        ({"title": "가" * 121}, "120자까지 적을 수 있어요."),
        ({"starts_at": "어제"}, "시작"),
        ({"starts_at": "0001-01-01T00:00"}, "2000년부터 2100년"),
        ({"ends_at": "2026-12-01T13:00"}, "끝은 시작보다 뒤여야 해요."),
        ({"kind": "party"}, "고칠 곳이 1개"),
        ({"district_id": "999"}, "목록에 있는 읍면동"),
        ({"capacity": "0"}, "1부터 100,000까지"),
    ],
)
def test_mistakes_are_said_and_nothing_is_lost(round, planner, values, sentence):
    answer = planner.post(f"{OFFICE}/new", data=form(host="이장단", **values))
    assert answer.status_code == 422 and sentence in answer.text
    assert 'value="이장단"' in answer.text and 'value="request-0001"' in answer.text
    assert db.session.scalar(db.select(db.func.count(Meeting.id))) == 0


def test_moving_a_coming_one_is_noted_and_mending_words_is_not(coming, planner):
    page = f"{OFFICE}/{coming.id}/edit"
    same = {"starts_at": "2026-11-29T12:00", "place": coming.place, "title": "워크숍"}
    assert planner.post(page, data=form(**same, revision="0")).status_code == 303
    assert db.session.scalar(db.select(db.func.count(MeetingChange.id))) == 0
    moved = form(revision="1", starts_at="2026-12-03T10:00", place="시청")
    assert planner.post(page, data=moved).status_code == 303
    change = db.session.scalars(db.select(MeetingChange)).one()
    assert (change.act, change.before["place"]) == ("moved", "다솔 경로당 1층")
    assert change.after["place"] == "시청"


def test_two_planners_who_save_one_form_are_told(coming, planner, doha, as_person):
    page = f"{OFFICE}/{coming.id}/edit"
    assert planner.post(page, data=form(revision="0", title="처음")).status_code == 303
    other = as_person(doha)
    answer = other.post(page, data=form(revision="0", title="둘째"))
    assert answer.status_code == 409 and "그 사이에 다른 담당자가 고쳤어요" in answer.text
    assert 'value="둘째"' in answer.text
    assert db.session.get(Meeting, coming.id).title == "처음"
    assert other.post(page, data=form(revision="1", title="둘째")).status_code == 303


def test_calling_off_needs_a_reason_and_holds(coming, planner, client):
    page = f"{OFFICE}/{coming.id}/cancel"
    assert planner.post(page, data={"reason": " "}).status_code == 422
    assert planner.post(page, data={"reason": "눈이 와서"}).status_code == 303
    assert "이유: 눈이 와서" in client.get(f"/gaon/1/meetings/{coming.id}").text
    assert planner.post(page, data={"reason": "또"}).status_code == 409
    assert planner.post(f"{OFFICE}/{coming.id}/edit", data=form(revision="1")).status_code == 409


def test_what_was_heard_at_can_not_be_called_off(enter, held, planner):
    enter("버스")
    answer = planner.post(f"{OFFICE}/{held.id}/cancel", data={"reason": "착오"})
    assert answer.status_code == 409
    assert db.session.get(Meeting, held.id).cancelled_at is None


def test_heads_are_counted_by_age_and_sex_where_they_were_asked(held, planner):
    page = f"{OFFICE}/{held.id}/after"
    assert planner.get(page).status_code == 200
    sent = {"people": "30", "heads_70_f": "12", "heads_70_m": "9", "minutes": "버스 이야기"}
    assert planner.post(page, data=sent | {"revision": "0"}).status_code == 303
    assert held.heads() == {("70", "f"): 12, ("70", "m"): 9, ("none", "none"): 9}
    assert held.people() == 30
    answer = planner.post(page, data=sent | {"people": "20", "revision": "1"})
    assert answer.status_code == 422 and "온 사람보다 많아요" in answer.text
    assert "버스 이야기" in answer.text


def test_nobody_came_to_what_has_not_begun(coming, planner):
    page = f"{OFFICE}/{coming.id}/after"
    assert planner.get(page).status_code == 409
    assert planner.post(page, data={"people": "3", "revision": "0"}).status_code == 409


def test_photos_are_shown_to_everybody_until_they_are_taken_out(held, planner, client):
    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, "JPEG")
    page = f"{OFFICE}/{held.id}/photos"
    sent = {"photos": (io.BytesIO(data.getvalue()), "a.jpg")}
    assert planner.post(page, data=sent, content_type="multipart/form-data").status_code == 303
    (row,) = held.photos()
    shown = client.get(f"/gaon/1/meetings/{held.id}").text
    assert f"/photos/{row.photo.key}.jpg" in shown
    again = {"photo_keys": row.photo.key}
    assert planner.post(page, data=again).status_code == 303 and len(held.photos()) == 1
    assert planner.post(page, data={"photo_keys": "0" * 32}).status_code == 422
    key, id = row.photo.key, row.id
    assert planner.post(f"{page}/{id}/remove").status_code == 303
    assert client.get(f"/photos/{key}.jpg").status_code == 410
    assert planner.post(f"{page}/{id}/remove").status_code == 404


def test_a_file_that_is_no_photo_is_refused_with_its_reason(held, planner):
    """A good one beside it stays for the form, which is no act of the office yet."""
    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, "JPEG")
    good, bad = io.BytesIO(data.getvalue()), io.BytesIO(b"no picture")
    sent = {"photos": [(good, "a.jpg"), (bad, "b.jpg")]}
    answer = planner.post(
        f"{OFFICE}/{held.id}/photos", data=sent, content_type="multipart/form-data"
    )
    assert answer.status_code == 422 and "사진 파일이 아니에요" in answer.text
    assert db.session.scalars(db.select(Photo)).one()
    assert db.session.scalars(db.select(RecordedAct)).all() == []
