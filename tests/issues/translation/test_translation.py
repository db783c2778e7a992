"""민지 says her report in Vietnamese, too."""

import pytest

from civic.db import db
from civic.issues.translation.models import IssueTranslation
from tests.factory import report_issue

WORDS = {"title": "Xe buýt không đến", "body": "Tôi đợi một tiếng.", "language": "vi"}


@pytest.fixture
def issue(round, minji):
    issue = report_issue(round, minji, title="마을버스가 안 와요", body="한 시간 기다려요.")
    db.session.commit()
    return issue


@pytest.fixture
def address(issue):
    return f"/gaon/1/issues/{issue.id}"


@pytest.fixture
def hers(as_person, minji):
    return as_person(minji)


def test_her_words_come_first_for_who_reads_that_language(hers, client, issue, address):
    assert hers.get(f"{address}/translation?to=vi").status_code == 200
    assert hers.post(f"{address}/translation", data=WORDS).status_code == 303
    row = db.session.get_one(IssueTranslation, (issue.id, "vi"))
    assert (row.title, row.body) == ("Xe buýt không đến", "Tôi đợi một tiếng.")
    page = client.get(f"{address}?language=vi").text
    assert "<h1>Xe buýt không đến</h1>" in page
    assert 'lang="ko">마을버스가 안 와요' in page
    english = client.get(f"{address}?language=en").text
    assert '<h1 lang="ko">마을버스가 안 와요</h1>' in english and "Xe buýt" not in english


def test_saying_it_again_replaces_it_and_it_can_go(hers, issue, address):
    hers.post(f"{address}/translation", data=WORDS)
    hers.post(f"{address}/translation", data=WORDS | {"title": "Không có xe buýt"})
    assert db.session.scalars(db.select(IssueTranslation.title)).all() == ["Không có xe buýt"]
    assert hers.post(f"{address}/translation/vi/remove").status_code == 303
    assert IssueTranslation.of(issue.id) == {}


def test_only_she_may(as_person, junho, issue, address):
    his = as_person(junho)
    assert his.get(f"{address}/translation").status_code == 409
    assert his.post(f"{address}/translation", data=WORDS).status_code == 409
    assert IssueTranslation.of(issue.id) == {}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "제목을 적어 주세요."),
        ({"title": "x" * 101}, "2자에서 100자까지"),
        ({"body": "Gọi 010-1234-5678"}, "개인정보가 있어요"),
        ({"language": "ko"}, "목록에 있는 언어"),
        ({"language": "tlh"}, "목록에 있는 언어"),
    ],
)
def test_what_does_not_fit_is_said_and_kept(hers, issue, address, changes, sentence):
    answer = hers.post(f"{address}/translation", data=WORDS | changes)
    assert answer.status_code == 422 and sentence in answer.text
    assert (WORDS | changes)["body"] in answer.text
    assert IssueTranslation.of(issue.id) == {}


def test_it_goes_with_words_that_are_taken_along(hers, minji, issue, address):
    hers.post(f"{address}/translation", data=WORDS)
    hers.post("/gaon/mine/leave", data={"sure": "y", "words": "take"})
    assert IssueTranslation.of(issue.id) == {}
