"""Residents sign up for a coming meeting, as many as it has places, and cancel."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from civic.db import db
from civic.meetings.models import Meeting
from civic.meetings.rules import MeetingFull, SignUpClosed
from civic.meetings.sign_ups import SignUp
from civic.people.models import Person
from civic.people.office import WorksHere
from tests.pages import say_why

MEETINGS = "/gaon/1/meetings"


def test_a_resident_signs_up_and_cancels(coming, minji, as_person):
    page, resident = f"{MEETINGS}/{coming.id}", as_person(minji)
    assert "남은 자리 2" in resident.get(page).text
    for _again in range(2):
        assert resident.post(f"{page}/sign-up").status_code == 303
    assert "신청했어요" in resident.get(page).text
    assert [row.person_id for row in coming.sign_ups()] == [minji.id]
    assert resident.post(f"{page}/sign-up/cancel").status_code == 303
    assert coming.sign_ups() == [] and coming.places_left() == 2
    assert resident.post(f"{page}/sign-up").status_code == 303
    assert coming.places_left() == 1


def test_a_visitor_is_sent_to_sign_in_and_comes_back(coming, client):
    page = f"{MEETINGS}/{coming.id}"
    assert f"/sign-in?next={page}" in client.get(page).text
    answer = client.post(f"{page}/sign-up")
    assert answer.status_code == 303 and answer.location.startswith("/sign-in")


def test_a_full_meeting_takes_nobody_until_someone_cancels(coming, person):
    people = [person(name) for name in ("민지", "준호", "하루")]
    for one in people[:2]:
        assert coming.sign_up(one)
    with pytest.raises(MeetingFull):
        coming.sign_up(people[2])
    coming.cancel_sign_up(people[0])
    assert coming.sign_up(people[2])


def test_of_three_at_once_only_as_many_come_in_as_there_are_places(coming, person, application):
    ids, meeting_id = [person(f"주민 {n}").id for n in range(4)], coming.id
    db.session.commit()

    def sign_up(person_id):
        with application.app_context():
            try:
                db.session.get(Meeting, meeting_id).sign_up(db.session.get(Person, person_id))
                db.session.commit()
            except MeetingFull:
                return "full"
            finally:
                db.session.remove()
        return "in"

    with ThreadPoolExecutor(len(ids)) as pool:
        answers = [*pool.map(sign_up, ids)]
    assert sorted(answers) == ["full", "full", "in", "in"]


def test_nobody_signs_up_for_what_begins_or_is_cancelled_or_takes_none(
    coming, plan, minji, seoyeon, clock
):
    without = plan(7, "meeting-0004")
    with pytest.raises(SignUpClosed):
        without.sign_up(minji)
    off = plan(7, "meeting-0005", signs_up=True)
    off.call_off(seoyeon, "비가 와서")
    with pytest.raises(SignUpClosed):
        off.sign_up(minji)
    coming.sign_up(minji)
    clock(coming.starts_at)
    for act in (coming.sign_up, coming.cancel_sign_up):
        with pytest.raises(SignUpClosed):
            act(minji)


def test_the_office_takes_no_residents_place(coming, doyun, as_person):
    with pytest.raises(WorksHere):
        coming.sign_up(doyun)
    assert "신청하지 않아도 돼요" in as_person(doyun).get(f"{MEETINGS}/{coming.id}").text


def test_only_the_planner_sees_who_comes(coming, minji, junho, seoyeon, as_person):
    coming.sign_up(minji)
    db.session.commit()
    office, page = as_person(seoyeon), f"/gaon/1/office/meetings/{coming.id}"
    assert minji.email not in office.get(page).text
    say_why(office, f"{page}/sign-ups")
    assert minji.email in office.get(f"{page}/sign-ups").text
    shown = as_person(junho).get(f"{MEETINGS}/{coming.id}").text
    assert "민지" not in shown and minji.email not in shown


def test_who_left_the_app_does_not_come(coming, minji):
    coming.sign_up(minji)
    minji.leave()
    db.session.commit()
    assert coming.sign_ups() == [] and coming.places_left() == 2
    assert db.session.scalar(db.select(db.func.count()).select_from(SignUp)) == 1
