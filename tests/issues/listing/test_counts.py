"""The counts by district and status follow every act on an issue, whichever statement does it."""

import pytest
from sqlalchemy import func, select, text, update

from civic.db import db
from civic.issues.listing import counts
from civic.issues.listing.counts import IssueCount
from civic.issues.models import AlreadyReported, Issue


def recounted() -> dict:
    kind = (Issue.round_id, func.coalesce(Issue.district_id, 0), Issue.status, Issue.listed)
    query = select(*kind, func.count(), func.sum(Issue.supports_count)).group_by(*kind)
    return {tuple(row[:4]): tuple(row[4:]) for row in db.session.execute(query)}


def kept() -> dict:
    db.session.expire_all()
    rows = db.session.scalars(select(IssueCount)).all()
    assert all(row.issues >= 0 for row in rows)
    return {
        (row.round_id, row.district_id, row.status, row.listed): (row.issues, row.supports)
        for row in rows
        if row.issues
    }


def test_every_act_is_counted(report, minji, person, round):
    hajun, seoyeon = person("하준"), person("서연", "planner")
    bus = report(minji)
    late = report(minji, title="막차가 너무 빨라요", district_id=None, lat=None, lon=None)
    acts = [
        lambda: bus.support(hajun),
        lambda: late.support(hajun),
        lambda: bus.withdraw_support(hajun),
        lambda: bus.set_status("reviewing", seoyeon),
        lambda: late.merge_into(bus, seoyeon),
        lambda: late.merge.undo(seoyeon, "달라요"),
        lambda: bus.hide("시험"),
        lambda: bus.restore(),
        lambda: db.session.execute(update(Issue).values(status="done")),
        lambda: db.session.execute(update(Issue).values(district_id=None)),
        lambda: db.session.execute(text("DELETE FROM issue_search")),
    ]
    assert kept() == recounted() != {}
    for act in acts:
        act()
        db.session.commit()
        assert kept() == recounted()


def test_a_report_sent_twice_is_counted_once(report, minji, round):
    report(minji)
    again = {"title": "같은 제보", "category": "transit", "place": "", "body": ""}
    Issue.report(round, minji, request_key="one-key", shows_name=False, **again)
    with pytest.raises(AlreadyReported):
        Issue.report(round, minji, request_key="one-key", shows_name=False, **again)
    db.session.commit()
    assert sum(issues for issues, _ in kept().values()) == 2 and kept() == recounted()


def test_what_readers_see_leaves_out_hidden_and_keeps_merged(report, minji, person, round, gaon):
    seoyeon = person("서연", "planner")
    first, second, third = (report(minji, title=title) for title in ("하나", "둘", "셋"))
    second.merge_into(first, seoyeon)
    third.hide("시험")
    db.session.commit()
    assert counts.by_status(round.id) == {"received": 1, "merged": 1}
    (row,) = counts.by_district(round.id)
    assert (row.district_id, row.issues) == (gaon.districts[0].id, 1)


def test_counting_anew_gives_the_same(report, minji):
    report(minji)
    before = kept()
    db.session.execute(text("DELETE FROM issue_count"))
    db.session.execute(text(counts.RECOUNT))
    assert kept() == before
