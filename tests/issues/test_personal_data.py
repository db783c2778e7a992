"""Personal data that a resident writes: said before it goes out, masked for the public, kept sealed
for the office until it decides."""

import re

import pytest

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.correction import IssueCorrection
from civic.issues.models import Issue
from civic.moderation.masked import waiting
from civic.moderation.models import Decision
from civic.people.masked_words import MaskedWords
from tests.factory import propose_solution

BODY = "매일 서 있어요. 12가 3456 차예요. 010-1234-5678로 연락 주세요. 900101-1234568"
MASKED = "매일 서 있어요. [차량번호] 차예요. [전화번호]로 연락 주세요. [주민등록번호]"


@pytest.fixture
def minji(person, round):
    return person("민지")


def sent(gaon, **more):
    where = {"district_id": str(gaon.districts[0].id)}
    return (
        {"title": "불법 주차", "body": BODY, "category": "parking", "confirmed": "1"} | where | more
    )


def test_a_writer_is_told_first_and_then_the_masked_words_go_out(as_person, minji, gaon):
    browser = as_person(minji)
    told = browser.post("/gaon/1/issues/", data=sent(gaon, request_key="key-masked"))
    assert told.status_code == 200
    assert db.session.scalar(db.select(Issue.id)) is None
    assert MASKED in told.text and "010-1234-5678" in told.text  # what was typed stays in its field

    seen = re.search(r'name="masks_seen" value="(\w+)"', told.text)[1]
    answer = browser.post(
        "/gaon/1/issues/", data=sent(gaon, request_key="key-masked", masks_seen=seen)
    )
    assert answer.status_code == 303
    assert db.session.scalars(db.select(Issue)).one().body == MASKED


def test_what_was_typed_offline_goes_out_masked_without_a_question(as_person, minji, gaon):
    headers = {"Accept": "application/json"}
    data = sent(gaon, request_key="key-offline")
    assert as_person(minji).post("/gaon/1/issues/", data=data, headers=headers).status_code == 200
    assert db.session.scalars(db.select(Issue)).one().body == MASKED


def test_a_script_is_told_with_the_notice_to_show(as_person, minji, gaon):
    data = sent(gaon, request_key="key-script", confirmed="")
    headers = {"Accept": "application/json"}
    answer = as_person(minji).post("/gaon/1/issues/", data=data, headers=headers)
    assert answer.status_code == 409
    assert MASKED in answer.json["similar"] and "masks_seen" in answer.json["similar"]


def test_no_page_of_the_public_shows_what_was_masked(report, client, minji, gaon):
    issue = report(minji, body=BODY, place="달내천로 41, 문의 010-1234-5678")
    for page in (f"/gaon/1/issues/{issue.id}", "/gaon/1/issues/", "/gaon/1/issues/?q=1234"):
        text = client.get(page).text
        assert "5678" not in text and "3456" not in text
    assert issue.place == "달내천로 41, 문의 [전화번호]"


def test_the_original_is_sealed_and_lacks_what_no_law_lets_one_keep(report, minji):
    issue = report(minji, body=BODY)
    words = db.session.scalars(db.select(MaskedWords)).one()
    assert words.original == MASKED.replace("[차량번호]", "12가 3456").replace(
        "[전화번호]", "010-1234-5678"
    )
    assert words.kinds == ["resident_number", "phone", "plate"]
    sealed = db.session.connection().exec_driver_sql("SELECT original FROM masked_words").scalar()
    assert b"5678" not in bytes(sealed)
    assert (words.issue_id, words.field, words.author_id) == (issue.id, "body", minji.id)


def test_comments_and_proposals_are_masked_too(report, round, minji, person, open_phase):
    issue = report(minji)
    comment = issue.comment(person("준호"), "제 번호는 010-1234-5678", "key-comment")
    open_phase("propose")
    solution = propose_solution(
        round,
        minji,
        [issue],
        body="문의 minji@example.com",
        steps=[{"title": "설명회 02-123-4567", "month_from": 1, "month_to": 2, "detail": ""}],
    )
    said = solution.comment(minji, "농협 352-1234-5678-13으로 모금해요", "key-said")
    db.session.commit()
    assert comment.body == "제 번호는 [전화번호]"
    assert (solution.body, solution.steps[0].title) == ("문의 [이메일]", "설명회 [전화번호]")
    assert said.body == "농협 [계좌번호]으로 모금해요"
    kept = {words.thing for words in db.session.scalars(db.select(MaskedWords))}
    assert kept == {"issue_comment", "solution", "solution_comment"}


def test_the_office_gives_its_own_number(report, minji, seoyeon):
    report(minji).comment(seoyeon, "문의는 교통과 02-123-4567입니다", "key-office")
    db.session.commit()
    assert "02-123-4567" in db.session.scalars(db.select(IssueComment.body)).one()


def test_a_changed_report_is_masked_and_its_history_too(report, minji):
    issue = report(minji)
    issue.amend(minji, {"body": {"body": BODY}})
    db.session.commit()
    assert issue.body == MASKED
    correction = db.session.scalars(db.select(IssueCorrection)).one()
    assert correction.after == {"body": MASKED}
    issue.amend(minji, {"body": {"body": "번호 없이 다시 썼어요."}})
    db.session.commit()
    assert db.session.scalars(db.select(MaskedWords)).all() == []


def test_a_planner_shows_words_that_were_masked_by_mistake(report, minji, seoyeon, as_person, gaon):
    issue = report(minji, title="모델명 02-123-4567 고장")
    (one,) = waiting(gaon)
    browser = as_person(seoyeon)
    assert "모델명 02-123-4567 고장" in browser.get(f"/gaon/1/office/masked/{one.words.id}").text
    assert browser.post(f"/gaon/1/office/masked/{one.words.id}/show").status_code == 303
    db.session.expire_all()
    assert issue.title == "모델명 02-123-4567 고장"
    assert one.words.original is None
    assert db.session.scalars(db.select(Decision.act)).one() == "show_words"
    assert "02-123-4567" in browser.get("/gaon/1/issues/?q=4567").text  # the index knows it too
    assert browser.post(f"/gaon/1/office/masked/{one.words.id}/show").status_code == 404


def test_what_stays_masked_is_forgotten(report, minji, seoyeon, as_person, gaon):
    issue = report(minji, body=BODY)
    (one,) = waiting(gaon)
    assert as_person(seoyeon).post(f"/gaon/1/office/masked/{one.words.id}/keep").status_code == 303
    db.session.expire_all()
    assert (issue.body, one.words.original, waiting(gaon)) == (MASKED, None, [])


def test_words_written_anew_are_not_undone(report, minji, seoyeon, as_person, gaon):
    issue = report(minji, body=BODY)
    (one,) = waiting(gaon)
    issue.body = "담당자가 다듬은 글"
    db.session.commit()
    answer = as_person(seoyeon).post(f"/gaon/1/office/masked/{one.words.id}/show")
    assert answer.status_code == 409
    db.session.expire_all()
    assert issue.body == "담당자가 다듬은 글"


def test_residents_and_other_cities_never_see_the_originals(report, minji, as_person, person, gaon):
    report(minji, body=BODY)
    (one,) = waiting(gaon)
    assert as_person(minji).get(f"/gaon/1/office/masked/{one.words.id}").status_code in (403, 404)
