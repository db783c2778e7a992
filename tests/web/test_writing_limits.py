"""Supports, comments, reports and flags by one account, and by one proven identity, are so many a
minute; another's go on."""

import pytest

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.people.residency.models import Residency
from tests.factory import add_issue


@pytest.fixture
def issues(round, open_phase):
    open_phase("report")
    made = [add_issue(round, receipt=n) for n in range(1, 5)]
    db.session.commit()
    return made


def test_supports(issues, minji, junho, as_person, app, monkeypatch):
    monkeypatch.setitem(app.config, "SUPPORT_LIMIT", "2 per minute")
    for who, expected in ((minji, [303, 303, 429]), (junho, [303, 303])):
        client = as_person(who)
        paths = [f"/gaon/1/issues/{issue.id}/support" for issue in issues]
        given = [client.post(path).status_code for path in paths[: len(expected)]]
        assert given == expected
    assert len(db.session.scalars(db.select(Support)).all()) == 4


def test_comments_and_flags(issues, minji, as_person, app, monkeypatch):
    monkeypatch.setitem(app.config, "WRITING_LIMIT", "2 per minute")
    client, page = as_person(minji), f"/gaon/1/issues/{issues[0].id}"
    sent = [client.post(f"{page}/comments", data={"body": f"저도요 {n}"}) for n in range(3)]
    assert [answer.status_code for answer in sent] == [303, 303, 429]
    assert "다시 시도해 주세요" in sent[-1].text and int(sent[-1].headers["Retry-After"]) <= 60
    assert len(db.session.scalars(db.select(IssueComment)).all()) == 2
    flags = [client.post(f"{page}/flag", data={"kind": "advert"}).status_code for _ in range(3)]
    assert flags[-1] == 429


def test_reports(round, open_phase, minji, as_person, app, monkeypatch, gaon):
    open_phase("report")
    monkeypatch.setitem(app.config, "UPLOAD_LIMIT", "2 per minute")
    client, told = as_person(minji), {"category": "transit", "confirmed": "y"}
    told |= {"district_id": gaon.districts[0].id}
    answers = [
        client.post(
            "/gaon/1/issues/", data=told | {"title": f"문제 {n}", "request_key": f"key-{n:08}"}
        )
        for n in range(3)
    ]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert len(db.session.scalars(db.select(Issue)).all()) == 2


def test_who_comes_back_with_another_account_is_still_counted(
    issues, gaon, person, as_person, app, monkeypatch
):
    """An identity has one account at a time; leaving and coming back begins no new count."""
    monkeypatch.setitem(app.config, "SUPPORT_LIMIT", "2 per minute")
    paths = [f"/gaon/1/issues/{issue.id}/support" for issue in issues]
    for name, expected in (("민지", [303, 303]), ("다시 온 민지", [429, 429])):
        someone = person(name)
        Residency.prove(someone, gaon, "desk", marks={"person": "m" * 64})
        db.session.commit()
        client = as_person(someone)
        assert [client.post(path).status_code for path in paths[:2]] == expected
        client.post("/gaon/mine/leave", data={"sure": "y", "words": "keep"})
    other = as_person(person("준호", lives=True))
    assert other.post(paths[0]).status_code == 303
