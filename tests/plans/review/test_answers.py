"""Answers to remarks: accepted, sent back, and listed in the 조치표."""

import csv
import io

from openpyxl import load_workbook

from civic.db import db
from civic.plans.review.models import Disposition, Remark
from civic.plans.snapshots.gather import freeze
from civic.plans.snapshots.gather_outcome import remarks as gathered
from tests.plans.review.conftest import PLAN, answered, count


def test_the_one_who_remarked_accepts_the_answer(remark, doyun, seoyeon, clock, as_person):
    said = remark()
    told = answered(said, seoyeon)
    assert said.state == "answered"
    fields = {"verdict": "accept", "answer_id": told.id}
    assert (
        as_person(doyun).post(f"{PLAN}/remarks/{said.id}/verdict", data=fields).status_code == 303
    )
    db.session.refresh(told)
    assert told.accepted_at is not None and said.state == "accepted"
    assert "받아들였어요" in as_person(seoyeon).get(PLAN).text


def test_an_answer_sent_back_is_open_again_with_its_reason_and_stays_readable(
    remark, plan, doyun, seoyeon, as_person
):
    said = remark()
    told = answered(said, seoyeon, "declined")
    fields = {"verdict": "reopen", "answer_id": told.id, "why": "이유가 빠졌어요."}
    as_person(doyun).post(f"{PLAN}/remarks/{said.id}/verdict", data=fields)
    db.session.refresh(said)
    assert (said.state, said.disposition) == ("reopened", None)
    assert Remark.open_of(plan) == [said]
    page = as_person(seoyeon).get(PLAN).text
    assert "이유가 빠졌어요." in page and "다섯 번으로 고침" in page and "다시 물음" in page
    answered(said, seoyeon)
    assert said.state == "answered" and Remark.open_of(plan) == []


def test_sending_back_needs_a_reason(remark, doyun, seoyeon, as_person):
    said = remark()
    told = answered(said, seoyeon)
    fields = {"verdict": "reopen", "answer_id": told.id, "why": " "}
    answer = as_person(doyun).post(f"{PLAN}/remarks/{said.id}/verdict", data=fields)
    assert answer.status_code == 422 and "무엇이 더 필요한지" in answer.text
    assert told.reopened_at is None


def test_nobody_else_judges_an_answer(remark, person, seoyeon, as_person):
    said = remark()
    told = answered(said, seoyeon)
    for someone in (seoyeon, person("하은", "consultant")):
        fields = {"verdict": "accept", "answer_id": told.id}
        answer = as_person(someone).post(f"{PLAN}/remarks/{said.id}/verdict", data=fields)
        assert answer.status_code == 403
    db.session.refresh(told)
    assert told.accepted_at is None


def test_an_answer_replaced_meanwhile_is_not_accepted_by_mistake(remark, doyun, seoyeon, as_person):
    said = remark()
    first, second = answered(said, seoyeon), answered(said, seoyeon, "declined")
    fields = {"verdict": "accept", "answer_id": first.id}
    answer = as_person(doyun).post(f"{PLAN}/remarks/{said.id}/verdict", data=fields)
    assert answer.status_code == 409 and "그사이 조치가 바뀌었어요" in answer.text
    db.session.refresh(second)
    assert first.accepted_at is None and second.accepted_at is None


def test_the_table_of_answers_tells_the_version_and_the_reason(
    remark, plan, paragraph, seoyeon, as_person
):
    said = remark(body="=1+1 왜 네 번인가요?")
    plan.rewrite(paragraph, "설명회 5회", seoyeon, 1)
    db.session.commit()
    fields = {"kind": "partly", "reason": "다섯 번으로 고침", "version": "1-1"}
    as_person(seoyeon).post(f"{PLAN}/remarks/{said.id}/answer", data=fields)
    [row] = gathered(plan)
    assert (row["read"], row["disposition"]["version"]) == ("1", "1-1")
    text = as_person(seoyeon).get(f"{PLAN}/remarks.csv").data.decode("utf-8-sig")
    [titles, told] = list(csv.reader(io.StringIO(text)))
    assert titles[-1] == "본 판 → 고친 판"
    assert told[2:] == ["일부반영", "다섯 번으로 고침", "제1호 → 제1-1호"]
    assert told[1].startswith("'=1+1")
    sheet = load_workbook(io.BytesIO(as_person(seoyeon).get(f"{PLAN}/remarks.xlsx").data)).active
    assert [cell.value for cell in sheet[3]][2:] == told[2:]
    freeze(plan, seoyeon)
    db.session.commit()
    assert "제1호 → 제1-1호" in as_person(seoyeon).get(PLAN).text


def test_an_answer_names_only_versions_there_are(remark, seoyeon, as_person):
    fields = {"kind": "partly", "reason": "고침", "version": "7-3"}
    answer = as_person(seoyeon).post(f"{PLAN}/remarks/{remark().id}/answer", data=fields)
    assert answer.status_code == 422
    assert count(Disposition) == 0


def test_the_table_of_answers_is_not_for_residents(plan, person, as_person, client):
    assert as_person(person("민지")).get(f"{PLAN}/remarks.csv").status_code == 403
    assert client.get(f"{PLAN}/remarks.csv").status_code == 303
