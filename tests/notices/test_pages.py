"""The list of notices, reading them, and choosing what comes how."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.notices.models import Notice, NoticeChoice
from civic.people.models import Person


@pytest.fixture
def hers(minji, round, as_person):
    return as_person(minji)


@pytest.fixture
def news(issue, seoyeon, round, clock, worker):
    """Two notices of 민지's; the phase of the round opened longer ago."""
    clock(round.phase("propose").starts_at + timedelta(days=2))
    issue.set_status("rejected", seoyeon, "도로과 장기 계획에 올렸어요.")
    issue.set_status("reviewing", seoyeon)
    worker()
    return db.session.scalars(db.select(Notice).order_by(Notice.id)).all()


def unread(person):
    db.session.rollback()
    return db.session.scalar(db.select(Person.unread_notices).filter_by(id=person.id))


def test_the_list_says_what_happened_why_and_to_what(hers, news):
    page = hers.get("/gaon/1/notices/").text
    for words in ("처리 상태: 미반영", "도로과 장기 계획에 올렸어요.", "마을버스가 안 와요"):
        assert words in page


def test_every_page_shows_how_many_are_new(hers, news):
    assert 'class="unread num">2<' in hers.get("/gaon/1/issues/").text


def test_opening_one_marks_its_kind_on_that_issue_read_and_leads_on(
    hers, news, minji, junho, issue, worker
):
    issue.comment(junho, "저도요.", "junho-says-it")
    worker()
    assert unread(minji) == 3
    answer = hers.post(f"/gaon/1/notices/{news[0].id}/open")
    assert answer.status_code == 303
    assert answer.location == f"/gaon/1/issues/{issue.id}#life"
    assert unread(minji) == 1
    hers.post(f"/gaon/1/notices/{news[0].id}/open")
    assert unread(minji) == 1


def test_everything_can_be_marked_read_at_once(hers, news, minji):
    assert hers.post("/gaon/1/notices/read").status_code == 303
    assert unread(minji) == 0
    assert "unread num" not in hers.get("/gaon/1/issues/").text


def test_nobody_opens_or_reads_for_somebody_else(news, minji, junho, as_person):
    his = as_person(junho)
    assert his.post(f"/gaon/1/notices/{news[0].id}/open").status_code == 404
    his.post("/gaon/1/notices/read")
    assert unread(minji) == 2
    assert "마을버스" not in his.get("/gaon/1/notices/").text


def test_a_hidden_issue_keeps_its_title_and_reasons_to_itself(hers, news, issue):
    issue.hide("개인정보")
    db.session.commit()
    page = hers.get("/gaon/1/notices/").text
    assert "가려진 글" in page
    assert "마을버스가 안 와요" not in page and "도로과 장기 계획" not in page


def test_an_empty_list_says_how_to_get_news(hers):
    page = hers.get("/gaon/1/notices/").text
    assert "아직 알림이 없어요" in page and "소식 받기" in page


def test_choices_are_kept_and_only_what_differs_is_stored(hers, minji):
    page = hers.get("/gaon/1/notices/choices").text
    assert 'name="status.push" value="y" checked' in page
    ticks = {
        f"{kind}.{way}": "y"
        for kind, ways in NoticeChoice.of(minji).items()
        for way, on in ways.items()
        if on and (kind, way) != ("status", "push")
    }
    assert hers.post("/gaon/1/notices/choices", data=ticks).status_code == 303
    stored = db.session.scalars(db.select(NoticeChoice)).all()
    assert [(row.kind, row.in_app, row.push, row.mail) for row in stored] == [
        ("status", True, False, True)
    ]
    assert 'name="status.push" value="y">' in hers.get("/gaon/1/notices/choices").text


def test_mails_are_an_agreement_given_and_taken_back(hers, minji):
    hers.post("/gaon/1/notices/choices", data={"mails": "y"})
    assert "contact" in db.session.get(Person, minji.id).consents()
    hers.post("/gaon/1/notices/choices", data={})
    db.session.expire_all()
    assert "contact" not in db.session.get(Person, minji.id).consents()


def test_notices_of_remarks_are_offered_to_the_workshop_only(hers, person, as_person):
    assert "remark.push" not in hers.get("/gaon/1/notices/choices").text
    for someone in (person("도윤", "consultant"), person("지호", "planner")):
        assert "remark.push" in as_person(someone).get("/gaon/1/notices/choices").text


def test_what_is_not_wanted_in_the_app_is_neither_listed_nor_counted(
    hers, minji, issue, seoyeon, worker
):
    NoticeChoice.choose(minji, {"status": {"in_app": False, "push": True, "mail": True}})
    issue.set_status("reviewing", seoyeon)
    worker()
    assert "처리 상태" not in hers.get("/gaon/1/notices/").text
    kinds = db.session.scalars(db.select(Notice.kind).filter_by(person_id=minji.id, shown=True))
    assert "status" not in kinds.all()
