"""Pages found by words, past the last page, and of one's own comment, with a row or two: what they
send is sent by few other tests, and on PostgreSQL it needs no walk through everything then."""

import pytest

from civic.db import db
from tests.factory import add_solution, report_issue

TITLE = "달내천 다리에 가로등이 없어요"


@pytest.fixture
def issue(round, minji, open_phase):
    issue = report_issue(round, minji, title=TITLE)
    issue.comment(minji, "밤에는 아무것도 안 보여요", "comment-0001")
    add_solution(round, title="부르면 오는 버스", status="selected")
    db.session.commit()
    open_phase("target")
    return issue


@pytest.mark.parametrize("page", ["voices", "themes/none"])
@pytest.mark.parametrize(("words", "is_found"), [("가로등", True), ("버스", False)])
def test_the_office_finds_what_waits_by_its_words(issue, as_person, seoyeon, page, words, is_found):
    answer = as_person(seoyeon).get(f"/gaon/1/office/{page}", query_string={"q": words})
    assert answer.status_code == 200
    assert (TITLE in answer.text) is is_found


@pytest.mark.parametrize(("title", "is_offered"), [(TITLE, True), ("가로등", False)])
def test_what_is_like_a_title_is_offered(issue, as_person, junho, title, is_offered):
    answer = as_person(junho).get("/gaon/1/issues/similar", query_string={"title": title})
    assert answer.status_code == 200
    assert (TITLE in answer.text) is is_offered


def test_past_the_last_page_of_solutions_is_an_empty_one(issue, client):
    pages = [client.get(f"/gaon/1/solutions/?page={page}") for page in (1, 2, 99)]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert ["부르면 오는 버스" in page.text for page in pages] == [True, False, False]


def test_ones_own_comment_is_edited_where_it_stands(issue, as_person, minji):
    comment = as_person(minji).get(f"/gaon/1/issues/{issue.id}/comments/1/edit")
    assert "밤에는 아무것도 안 보여요" in comment.text
