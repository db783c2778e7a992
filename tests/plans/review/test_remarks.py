"""Remarks: their places, their threads, and who may do what with them."""

import pytest

from civic.db import db
from civic.plans.models import Plan
from civic.plans.review.models import Disposition, Remark, RemarkReply
from civic.plans.snapshots.gather import freeze
from civic.rounds.rules import PHASES
from civic.text import as_id
from tests.factory import add_round_elsewhere
from tests.plans.review.conftest import PLAN, answered, count

OPEN = ("compile", "consult", "submit")


def test_of_three_remarks_on_an_edited_paragraph_the_surviving_quotes_keep_their_place(
    remark, plan, paragraph, seoyeon, as_person
):
    stays = remark(quote="학부모회에 제보 방법을 알림")
    counted = remark(quote="경로당 설명회 4회를")
    lost = remark(quote="의견을 받고")
    plan.rewrite(paragraph, "경로당 설명회 5회를 열고, 학부모회에 제보 방법을 알림", seoyeon, 1)
    freeze(plan, seoyeon)
    db.session.commit()
    page = as_person(seoyeon).get(PLAN).text
    paper, _, beside = page.partition('aria-labelledby="remarks"')
    assert f'href="#r{stays.id}"' in paper and f'href="#r{counted.id}"' in paper
    sentence = paper.partition(f'id="p-{as_id(paragraph.key)}"')[2].partition("</div>")[0]
    assert f'href="#r{lost.id}"' not in sentence
    with_place, _, orphans = beside.partition("자리가 없어진 의견")
    assert f'id="r{lost.id}"' in orphans and "의견을 받고" in orphans
    assert f'id="r{stays.id}"' in with_place and f'id="r{counted.id}"' in with_place
    assert Remark.open_of(plan) == [stays, counted, lost]


def test_a_remark_on_a_removed_paragraph_is_listed_without_a_place(
    remark, plan, paragraph, seoyeon, as_person
):
    said = remark(quote="학부모회에 제보 방법을 알림")
    plan.remove(paragraph, seoyeon)
    freeze(plan, seoyeon)
    db.session.commit()
    page = as_person(seoyeon).get(PLAN).text
    assert f'id="r{said.id}"' in page.partition("자리가 없어진 의견")[2]


def test_a_consultant_remarks_on_a_row_of_a_table(plan, doyun, as_person):
    fields = {"paragraph_key": "overview.stages", "row": "stage.reports", "body": "언제 셌나요?"}
    wrong = as_person(doyun).post(f"{PLAN}/1/remarks", data=fields | {"row": "no-such-row"})
    assert wrong.status_code == 404
    fields["row"] = "제보"
    page = as_person(doyun).get(PLAN).text
    assert 'data-row="제보"' in page or 'data-row="문제 제보"' in page
    row = "제보" if 'data-row="제보"' in page else "문제 제보"
    answer = as_person(doyun).post(f"{PLAN}/1/remarks", data=fields | {"row": row})
    assert answer.status_code == 303
    said = db.session.scalars(db.select(Remark)).one()
    assert said.row == row and row in said.quote


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"quote": "여기 없는 글"}, "이 자리에 없는 글이에요"),
        ({"quote": "가" * 3000}, "400자까지"),
        ({"suggestion": "가" * 2001}, "2000자까지"),
    ],
)
def test_a_wrong_quote_or_suggestion_is_refused_with_what_was_written(
    changes, sentence, plan, paragraph, doyun, as_person
):
    fields = {"paragraph_key": paragraph.key, "body": "왜인가요?", "request_key": "abcdefgh"}
    answer = as_person(doyun).post(f"{PLAN}/1/remarks", data=fields | changes)
    assert answer.status_code == 422
    assert sentence in answer.text and "왜인가요?" in answer.text
    assert count(Remark) == 0


def test_a_thread_is_read_in_order_and_a_reply_sent_twice_is_one(remark, seoyeon, doyun, as_person):
    said = remark()
    address = f"{PLAN}/remarks/{said.id}/replies"
    for _ in range(2):
        as_person(seoyeon).post(
            address, data={"body": "세 번도 있나요?", "request_key": "reply-01"}
        )
    as_person(doyun).post(address, data={"body": "아니요, 없어요.", "request_key": "reply-02"})
    assert count(RemarkReply) == 2
    page = as_person(seoyeon).get(PLAN).text
    assert 0 < page.find("세 번도 있나요?") < page.find("아니요, 없어요.")


@pytest.mark.parametrize("body", ["", "가" * 2001])
def test_an_empty_or_endless_reply_is_refused_and_kept_on_the_page(body, remark, doyun, as_person):
    answer = as_person(doyun).post(f"{PLAN}/remarks/{remark().id}/replies", data={"body": body})
    assert answer.status_code == 422
    assert body in answer.text
    assert count(RemarkReply) == 0


def acts(said, told, waiting):
    return {
        "remark": ("/1/remarks", {"paragraph_key": "overview.people", "body": "누구인가요?"}),
        "reply": (f"/remarks/{said.id}/replies", {"body": "답"}),
        "answer": (f"/remarks/{said.id}/answer", {"kind": "partly", "reason": "일부"}),
        "take-over": (f"/remarks/{waiting.id}/take-over", {}),
        "judge": (f"/remarks/{said.id}/verdict", {"verdict": "accept", "answer_id": told.id}),
    }


ALLOWED = {
    "remark": {"planner", "consultant"},
    "reply": {"planner", "consultant"},
    "answer": {"planner"},
    "take-over": {"planner"},
    "judge": {"consultant"},
}


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("who", [None, "resident", "planner", "consultant"])
def test_who_does_what_in_which_phase(
    who, phase, client, person, remark, doyun, seoyeon, as_person, open_phase
):
    waiting = remark(quote="설명회 4회를", suggestion="설명회 5회를")
    said = remark()
    told = answered(said, seoyeon)
    open_phase(phase)
    people = {"planner": seoyeon, "consultant": doyun}
    if who == "resident":
        people["resident"] = person("민지", lives=True)
    browser = as_person(people[who]) if who else client
    for act, (path, fields) in acts(said, told, waiting).items():
        status = browser.post(PLAN + path, data=fields).status_code
        if who not in ALLOWED[act]:
            assert status == (303 if who is None else 403), act  # a visitor is sent to sign in
        else:
            assert status == (303 if phase in OPEN else 409), act
    done = phase in OPEN
    assert count(Remark) == 2 + (done and who in ("planner", "consultant"))
    assert count(Disposition) == 1 + 2 * (done and who == "planner")
    db.session.refresh(told)
    assert (told.accepted_at is not None) == (done and who == "consultant")


@pytest.mark.parametrize("act", ["replies", "answer", "take-over", "verdict"])
def test_a_remark_of_another_plan_is_not_found(act, remark, plan, seoyeon, as_person, call):
    elsewhere = Plan.start(add_round_elsewhere(call))
    said = remark()
    said.plan_id = elsewhere.id
    db.session.commit()
    browser = as_person(seoyeon)
    for id in (said.id, 999, 99999999999):
        fields = {
            "body": "답",
            "kind": "adopted",
            "reason": "왜",
            "verdict": "accept",
            "answer_id": 1,
        }
        assert browser.post(f"{PLAN}/remarks/{id}/{act}", data=fields).status_code == 404
    assert count(RemarkReply) == count(Disposition) == 0
