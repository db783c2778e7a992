"""What the office corrects: the original stays, everything else follows, and people hear."""

import pytest

from civic.db import db
from civic.issues.correction import IssueCorrection
from civic.issues.listing import search_index
from civic.issues.listing.counts import by_district
from civic.issues.listing.map_cells import IssueCell
from civic.issues.models import Issue
from civic.notices.collect import gather
from civic.notices.labels import headline
from civic.notices.models import Notice
from civic.triage.acts.category import Category
from civic.triage.acts.place import PlaceMany
from civic.triage.acts.status import Status, Transfer
from tests.factory import report_issue


@pytest.fixture
def report(round, minji):
    issue = report_issue(round, minji, title="가로등 고장", lat=36.55, lon=127.05)
    db.session.commit()
    return issue


def found(round, words):
    return list(db.session.scalars(search_index.matching(words, round.id)))


def test_a_corrected_title_is_found_and_the_old_one_kept(report, round, seoyeon, drift):
    assert report.correct("title", {"title": "신호등 고장"}, seoyeon)
    db.session.commit()
    assert found(round, "신호등") == [report.id] and found(round, "가로등") == []
    assert db.session.scalars(db.select(IssueCorrection)).one().before == {"title": "가로등 고장"}
    assert report.triaged_by_id == seoyeon.id
    assert drift() == []


def test_a_moved_pin_moves_map_and_counts(report, round, seoyeon, gaon, drift):
    east = {"district_id": gaon.districts[1].id, "place": "", "lat": 36.55, "lon": 127.15}
    report.correct("place", east, seoyeon)
    db.session.commit()
    assert [row.district_id for row in by_district(round.id)] == [gaon.districts[1].id]
    cells = db.session.scalars(db.select(IssueCell).filter_by(zoom=16)).all()
    assert [round_(cell.sum_lon) for cell in cells] == [127.15]
    assert drift() == []


def round_(number):
    return float(f"{number:.4f}")


def test_saying_the_same_is_no_correction(report, seoyeon):
    assert not report.correct("title", {"title": report.title}, seoyeon)
    assert report.corrections == []


def test_the_page_shows_what_was_written_first(report, seoyeon, client):
    report.correct("title", {"title": "신호등 고장"}, seoyeon)
    report.correct("title", {"title": "신호등이 꺼졌어요"}, seoyeon)
    report.correct("category", {"category": "safety"}, seoyeon)
    db.session.commit()
    page = client.get(f"/gaon/1/issues/{report.id}").text
    assert "처음 적은 내용 보기" in page and "가로등 고장" in page
    assert "<h1>신호등이 꺼졌어요</h1>" in page


def test_the_form_corrects_what_changed_alone(report, seoyeon, as_person, gaon):
    planner = as_person(seoyeon)
    page = f"/gaon/1/office/issues/{report.id}/correct"
    assert planner.get(page).status_code == 200
    said = {"title": "신호등 고장", "category": "transit", "lat": "36.55", "lon": "127.15"}
    answer = planner.post(page, data=said | {"district_id": "", "place": ""})
    assert answer.status_code == 303
    rows = db.session.scalars(db.select(IssueCorrection).order_by(IssueCorrection.id)).all()
    assert [row.field for row in rows] == ["title", "place"]
    assert db.session.get(Issue, report.id).district_id == gaon.districts[1].id


def test_two_on_one_form_see_each_other(report, seoyeon, haneul, as_person):
    seen = report.office_revision
    report.correct("title", {"title": "신호등 고장"}, haneul)
    db.session.commit()
    page = f"/gaon/1/office/issues/{report.id}/correct"
    said = {"title": "등 고장", "category": "transit", "lat": "36.55", "lon": "127.05"}
    answer = as_person(seoyeon).post(page, data=said | {"seen": seen})
    assert answer.status_code == 409
    assert "하늘 님이 먼저 바꿨어요" in answer.text and "등 고장" in answer.text
    assert db.session.get(Issue, report.id).title == "신호등 고장"
    status = f"/gaon/1/office/issues/{report.id}/status"
    answer = as_person(seoyeon).post(status, data={"status": "reviewing", "seen": seen})
    assert answer.status_code == 409
    assert db.session.get(Issue, report.id).status == "received"


def test_a_pin_elsewhere_is_left_to_the_issues_own_page(voices, do, seoyeon, gaon):
    done = do(PlaceMany(gaon.districts[1].id), seoyeon, voices)
    pinned = [[id, "pinned", None] for id in (voices[1], voices[3])]
    assert done.left_out == pinned
    assert db.session.get(Issue, voices[0]).district_id == gaon.districts[1].id


def heard_by(person) -> list[Notice]:
    """Of their reports; not of phases."""
    mine = db.select(Notice).filter_by(person_id=person.id).where(Notice.issue_id.is_not(None))
    return list(db.session.scalars(mine.order_by(Notice.id)))


def test_reporters_hear_of_corrections_and_decisions_once(voices, do, seoyeon, minji, app):
    do(Category("safety"), seoyeon, voices)
    do(Transfer("국토관리청", "국도라서 보냈어요"), seoyeon, voices[:1])
    gather()
    gather()
    mine = heard_by(minji)
    assert sorted(notice.kind for notice in mine) == ["correction"] * 5 + ["status"]
    with app.test_request_context("/"):
        told = {str(headline(notice)) for notice in mine}
    assert told == {"담당자가 분야를 바로잡았어요", "처리 상태: 이송"}


def test_nobody_hears_of_what_was_taken_back_first(voices, do, seoyeon, minji):
    done = do(Status("rejected", "예산이 없어요"), seoyeon, voices)
    done.undo(Status, seoyeon)
    corrected = do(Category("safety"), seoyeon, voices)
    corrected.undo(Category, seoyeon)
    db.session.commit()
    gather()
    assert heard_by(minji) == []


def test_who_heard_of_it_hears_that_it_was_taken_back(voices, do, seoyeon, minji):
    done = do(Status("rejected", "예산이 없어요"), seoyeon, voices[:1])
    gather()
    done.undo(Status, seoyeon)
    db.session.commit()
    gather()
    mine = heard_by(minji)
    assert [notice.details["status"] for notice in mine] == ["rejected", "received"]
