"""해결됐나요?: asked of the reporter four weeks after 완료, once a completion, changeable."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.issues.verdict import Verdict

WEEKS = timedelta(weeks=4)


@pytest.fixture
def issue(report, minji, seoyeon):
    """민지's issue; the city says 완료 now."""
    issue = report(minji)
    issue.set_status("done", seoyeon, "새로 칠했어요.")
    db.session.commit()
    return issue


def answers(issue):
    return [row.answer for row in db.session.scalars(db.select(Verdict))]


def send(browser, issue, **data):
    return browser.post(f"/gaon/1/issues/{issue.id}/verdict", data=data)


def test_the_reporters_word_stands_beside_the_citys(issue, minji, as_person, client, clock):
    clock(WEEKS)
    hers = as_person(minji)
    assert "지금은 어떤지 알려 주세요" in hers.get(f"/gaon/1/issues/{issue.id}").text
    assert send(hers, issue, answer="no", words="밤에는 그대로예요").status_code == 303
    page = client.get(f"/gaon/1/issues/{issue.id}").text
    assert "제보한 주민" in page and "아직이에요" in page
    assert "밤에는 그대로예요" not in page


def test_the_planner_reads_the_words(issue, minji, seoyeon, as_person, clock):
    clock(WEEKS)
    send(as_person(minji), issue, answer="partly", words="밤에는 그대로예요")
    assert "밤에는 그대로예요" in as_person(seoyeon).get(f"/gaon/1/issues/{issue.id}").text


def test_an_answer_can_be_changed_and_stays_one(issue, minji, as_person, clock):
    clock(WEEKS)
    hers = as_person(minji)
    send(hers, issue, answer="no")
    send(hers, issue, answer="yes")
    assert answers(issue) == ["yes"]


def test_before_four_weeks_nobody_is_asked(issue, minji, as_person, clock):
    clock(WEEKS - timedelta(seconds=1))
    hers = as_person(minji)
    assert "알려 주기" not in hers.get(f"/gaon/1/issues/{issue.id}").text
    assert send(hers, issue, answer="yes").status_code == 409
    assert answers(issue) == []


def test_only_the_reporter_is_asked(issue, seoyeon, person, as_person, clock):
    clock(WEEKS)
    for somebody in (person("준호"), seoyeon):
        assert send(as_person(somebody), issue, answer="yes").status_code == 409
    assert answers(issue) == []


def test_a_new_completion_is_a_new_question(issue, minji, seoyeon, as_person, clock):
    clock(WEEKS)
    hers = as_person(minji)
    send(hers, issue, answer="no")
    issue = db.session.get(Issue, issue.id)
    issue.set_status("building", seoyeon)
    db.session.commit()
    assert issue.verdict is None and not issue.asks(minji)
    issue.set_status("done", seoyeon, "새로 칠했어요.")
    db.session.commit()
    clock(WEEKS)
    send(hers, issue, answer="yes")
    assert answers(issue) == ["no", "yes"]
    assert db.session.get(Issue, issue.id).verdict.answer == "yes"


def test_without_an_answer_the_form_comes_back_with_a_sentence(issue, minji, as_person, clock):
    clock(WEEKS)
    answer = send(as_person(minji), issue, words="한마디")
    assert answer.status_code == 422
    assert "셋 가운데 하나를 골라 주세요." in answer.text and "한마디" in answer.text


def test_too_many_words_are_refused_and_kept(issue, minji, as_person, clock):
    clock(WEEKS)
    answer = send(as_person(minji), issue, answer="yes", words="가" * 501)
    assert answer.status_code == 422 and "가" * 501 in answer.text
    assert answers(issue) == []


def test_what_waits_for_an_answer_is_on_my_page_until_answered(issue, minji, as_person, clock):
    hers = as_person(minji)
    clock(WEEKS)
    assert "해결됐나요?" in hers.get("/gaon/mine").text
    send(hers, issue, answer="yes")
    assert "해결됐나요?" not in hers.get("/gaon/mine").text
