"""의견 on a solution: threaded one level, once per key."""

from civic.db import db
from civic.solutions.comments import SolutionComment


def address(solution):
    return f"/gaon/1/solutions/{solution.id}/comments"


def comments():
    return db.session.scalars(db.select(SolutionComment).order_by(SolutionComment.id)).all()


def test_a_comment_is_stored_once_counted_and_escaped(as_person, minji, solution):
    browser, data = as_person(minji), {"body": "<b>좋아요</b>", "request_key": "talk-key-1"}
    assert browser.post(address(solution), data=data).status_code == 303
    assert browser.post(address(solution), data=data).status_code == 303
    db.session.refresh(solution)
    assert len(comments()) == 1 and solution.comments_count == 1
    page = browser.get(f"/gaon/1/solutions/{solution.id}").text
    assert "&lt;b&gt;좋아요" in page and "<b>좋아요" not in page


def test_an_answer_to_an_answer_joins_the_thread(as_person, minji, solution):
    browser = as_person(minji)
    browser.post(address(solution), data={"body": "처음"})
    first = comments()[0].id
    browser.post(address(solution), data={"body": "답", "parent_id": first})
    browser.post(address(solution), data={"body": "답의 답", "parent_id": comments()[1].id})
    assert [comment.parent_id for comment in comments()] == [None, first, first]


def test_nobody_comments_after_the_phases(as_person, minji, solution, open_phase):
    open_phase("compile")
    answer = as_person(minji).post(address(solution), data={"body": "늦음"})
    assert answer.status_code == 409 and comments() == []


def test_bad_comments_are_refused(as_person, minji, solution):
    browser = as_person(minji)
    for body, sentence in (("  ", "의견을 적어 주세요"), ("가" * 2001, "2000자까지")):
        answer = browser.post(address(solution), data={"body": body})
        assert answer.status_code == 422 and sentence in answer.text
    for parent in ("999", "x", "9" * 40):
        data = {"body": "답", "parent_id": parent}
        assert browser.post(address(solution), data=data).status_code == 404
    assert comments() == []


def test_htmx_gets_only_the_discussion(as_person, minji, solution):
    answer = as_person(minji).post(
        address(solution), data={"body": "좋아요"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200 and "<html" not in answer.text and "좋아요" in answer.text


def test_ones_own_is_edited_until_somebody_answers_or_talk_is_over(
    as_person, minji, person, solution, open_phase
):
    browser = as_person(minji)
    browser.post(address(solution), data={"body": "처음 쓴 말"})
    edit = f"{address(solution)}/{comments()[0].id}/edit"
    assert edit in browser.get(f"/gaon/1/solutions/{solution.id}").text
    assert as_person(person("하나")).get(edit).status_code == 404
    assert browser.post(edit, data={"body": "고친 말"}).status_code == 303
    data = {"body": "답", "parent_id": comments()[0].id}
    as_person(person("준호")).post(address(solution), data=data)
    assert browser.post(edit, data={"body": "또 고친 말"}).status_code == 409
    db.session.expire_all()
    assert [comment.body for comment in comments()] == ["고친 말", "답"]
    open_phase("compile")
    later = f"{address(solution)}/{comments()[1].id}/edit"
    assert as_person(comments()[1].author).post(later, data={"body": "늦음"}).status_code == 409
