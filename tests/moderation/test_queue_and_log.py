"""What waits for the planner, and the record of what was done."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.issues.models import Issue
from civic.moderation.log import log_page
from civic.moderation.models import Decision
from civic.moderation.queue import flagged, waiting
from civic.moderation.subjects import find_subject


@pytest.fixture
def report(round, person):
    """report("제목") is an issue of 민지's."""
    minji = person("민지")

    def make(title):
        issue = Issue.report(
            round, minji, request_key=f"key-{title}", title=title, category="transit"
        )
        db.session.commit()
        return issue

    return make


def entries(app, municipality):
    with app.test_request_context("/"):
        return log_page(municipality).rows


def test_things_more_people_flagged_come_first(report, person, gaon):
    few, many = report("한 사람"), report("두 사람")
    hana, bom = person("하나"), person("봄")
    find_subject("issue", few.id, gaon).flag(hana, "abuse")
    for someone in (hana, bom):
        find_subject("issue", many.id, gaon).flag(someone, "advert 같은 글이 많아요")
    db.session.commit()
    first, second = flagged(gaon)
    assert (first.subject.thing, first.people, first.reasons["advert"]) == (many, 2, 2)
    assert first.words == ("같은 글이 많아요",)
    assert second.subject.thing is few


def test_reports_wait_until_answered_or_hidden(report, round, seoyeon, clock):
    old = report("오래된 제보")
    clock(timedelta(days=4))
    new = report("새 제보")
    imported = report("가져온 민원")
    imported.created_at = now() - timedelta(days=90)
    db.session.commit()
    assert (waiting(round).count, waiting(round).late) == (3, 2)
    old.set_status("reviewing", seoyeon)
    imported.hide("시험")
    db.session.commit()
    left = waiting(round)
    assert (left.count, left.late, left.oldest_at) == (1, 0, new.created_at)


def test_the_log_shows_statuses_merges_and_decisions_newest_first(
    app, report, seoyeon, gaon, clock
):
    bus, same = report("버스"), report("같은 버스")
    bus.set_status("rejected", seoyeon, "예산이 없어요")
    db.session.commit()
    clock(timedelta(minutes=1))
    merge = same.merge_into(bus, seoyeon, "같은 글")
    db.session.commit()
    clock(timedelta(minutes=1))
    merge.undo(seoyeon, "잘못 합침")
    db.session.commit()
    clock(timedelta(minutes=1))
    find_subject("issue", bus.id, gaon).hide(seoyeon, "욕설")
    db.session.commit()
    log = entries(app, gaon)
    assert [(e.act, e.reason) for e in log] == [
        ("hide", "욕설"),
        ("status", "잘못 합침"),
        ("merge", "같은 글"),
        ("status", "예산이 없어요"),
    ]
    assert log[2].into is bus
    assert all(entry.actor is seoyeon for entry in log)


def test_what_residents_report_is_no_act_of_the_office(app, report, gaon):
    report("버스")
    assert entries(app, gaon) == []


def test_the_log_has_pages_and_bears_acts_about_things_it_does_not_know(
    as_person, seoyeon, round, gaon
):
    for n in range(31):
        db.session.add(
            Decision(
                municipality_id=gaon.id,
                actor=seoyeon,
                act="codes",
                subject="batch 갑",
                reason=f"{n}번",
            )
        )
    db.session.commit()
    office = as_person(seoyeon)
    assert "1 / 2페이지" in office.get("/gaon/1/office/log").text
    assert ">0번<" in office.get("/gaon/1/office/log?page=2").text
    assert office.get("/gaon/1/office/log?page=99").status_code == 200


def test_the_queue_shows_counts_and_links(as_person, seoyeon, report, clock):
    issue = report("버스")
    clock(timedelta(days=4))
    page = as_person(seoyeon).get("/gaon/1/office/queue").text
    assert "3일 넘게 보지 않은 제보" in page
    assert f"/gaon/1/issues/{issue.id}#office" in page
    assert "살펴볼 신고가 없어요" in page
