"""Supports, comments and flags by one account are so many a minute; another's go on."""

import pytest

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.support import Support
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
