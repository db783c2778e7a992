"""Remarks: their places, threads, answers and verdicts, and suggested words."""

import csv
import io

import pytest
from openpyxl import load_workbook

from civic.db import db
from civic.places.models import Municipality
from civic.plans.gather import freeze
from civic.plans.gather_outcome import remarks as gathered
from civic.plans.models import Disposition, ParagraphText, Plan, Remark, RemarkReply
from civic.rounds.models import Round
from civic.rounds.rules import PHASES

PLAN = "/gaon/1/plan"
TEXT = "경로당 설명회 4회를 열어 의견을 받고, 학부모회에 제보 방법을 알림"
OPEN = ("compile", "consult", "submit")


@pytest.fixture
def paragraph(round, seoyeon):
    """A written paragraph, in the first snapshot."""
    plan = Plan.start(round)
    written = plan.write("overview", TEXT, seoyeon)
    freeze(plan, seoyeon)
    db.session.commit()
    return written


@pytest.fixture
def plan(paragraph, round, open_phase):
    open_phase("consult")
    return Plan.of(round)


@pytest.fixture
def remark(plan, paragraph, doyun):
    """remark(quote="…", suggestion="…") is 도윤's remark on the paragraph."""

    def make(key=None, **said):
        said = {"body": "왜 네 번인가요?", "request_key": f"remark-{count(Remark):04}"} | said
        made = Remark.make(plan.snapshot(), doyun, paragraph_key=key or paragraph.key, **said)
        db.session.commit()
        return made

    return make


def count(model):
    return db.session.scalar(db.select(db.func.count()).select_from(model))


def answered(remark, planner, kind="adopted"):
    remark.answer(kind, "다섯 번으로 고침", planner)
    db.session.commit()
    return remark.disposition


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
    sentence = paper.partition(f'id="p-{paragraph.key}"')[2].partition("</div>")[0]
    assert f'href="#r{lost.id}"' not in sentence
    with_place, _, orphans = beside.partition("자리가 없어진 의견")
    assert f'id="r{lost.id}"' in orphans and "의견을 받고" in orphans
    assert f'id="r{stays.id}"' in with_place and f'id="r{counted.id}"' in with_place
    assert plan.open_remarks() == [stays, counted, lost]


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


def test_suggested_words_take_the_quotes_place_in_one_press(
    remark, plan, paragraph, seoyeon, as_person
):
    said = remark(quote="설명회 4회를", suggestion="찾아가는 설명회 4회(120명)를")
    page = as_person(seoyeon).get(PLAN).text
    assert "이 문구로 바꾸기" in page
    for _ in range(2):  # a press sent twice is one press
        answer = as_person(seoyeon).post(
            f"{PLAN}/remarks/{said.id}/take-over", data={"request_key": "press-0001"}
        )
        assert answer.status_code == 303
    db.session.refresh(paragraph)
    assert paragraph.text == TEXT.replace("설명회 4회를", "찾아가는 설명회 4회(120명)를")
    assert [each.text for each in paragraph.texts] == [paragraph.text, TEXT]
    told = db.session.scalars(db.select(Disposition)).one()
    assert (told.kind, told.version.name, told.planner_id) == ("adopted", "1-1", seoyeon.id)


def test_computed_text_is_annotated_and_never_typed_over(remark, plan, seoyeon, as_person):
    said = remark("overview.people", quote="참여 주민", suggestion="참여 주민은 가입자를 뜻함")
    assert "이 문구를 아래에 더하기" in as_person(seoyeon).get(PLAN).text
    as_person(seoyeon).post(f"{PLAN}/remarks/{said.id}/take-over")
    freeze(Plan.of(plan.round), seoyeon)
    db.session.commit()
    page = as_person(seoyeon).get(PLAN).text
    below = page.partition('id="p-overview.people"')[2]
    note, following = below.find("참여 주민은 가입자를 뜻함"), below.find('id="p-overview.acts"')
    assert 0 < note < following
    assert "※ 참여 주민은" in plan.paragraphs()[-1].text


def test_a_paragraph_with_a_figure_is_annotated_too(plan, doyun, seoyeon):
    counted = plan.write("overview", "참여 주민 {people.participants}이 함께함", seoyeon)
    said = Remark.make(
        plan.snapshot(), doyun, paragraph_key=counted.key, body="?", request_key="figure-01",
        quote="참여 주민 0명이 함께함", suggestion="주민 9,999명이 함께함",
    )  # fmt: skip
    plan.take_over(said, seoyeon, "press-0002")
    assert counted.text == "참여 주민 {people.participants}이 함께함"


def test_a_suggestion_whose_quote_is_gone_leads_to_the_paragraph_and_writes_nothing(
    remark, plan, paragraph, seoyeon, as_person
):
    said = remark(quote="의견을 받고", suggestion="의견 31건을 받고")
    plan.rewrite(paragraph, "경로당 설명회를 엶", seoyeon, 1)
    db.session.commit()
    planner = as_person(seoyeon)
    answer = planner.post(f"{PLAN}/remarks/{said.id}/take-over")
    assert answer.status_code == 303 and f"remark={said.id}" in answer.location
    assert "의견 31건을 받고" in planner.get(answer.location).text
    assert count(Disposition) == 0
    db.session.refresh(paragraph)
    assert paragraph.text == "경로당 설명회를 엶"


def test_a_remark_without_a_suggestion_has_nothing_to_take_over(remark, seoyeon, as_person):
    assert as_person(seoyeon).post(f"{PLAN}/remarks/{remark().id}/take-over").status_code == 404


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
    assert plan.open_remarks() == [said]
    page = as_person(seoyeon).get(PLAN).text
    assert "이유가 빠졌어요." in page and "다섯 번으로 고침" in page and "다시 물음" in page
    answered(said, seoyeon)
    assert said.state == "answered" and plan.open_remarks() == []


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
    other = Municipality(slug="other", name="다른시", app_name="다른시")
    round = Round(municipality=other, call=call, number=1, title="다른 참여", budget_won=1)
    db.session.add(round)
    db.session.flush()
    elsewhere = Plan.start(round)
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


def test_nothing_of_a_paragraph_is_lost_when_words_are_taken_over_twice(
    remark, plan, paragraph, seoyeon
):
    for n, words in enumerate(("다섯 번", "여섯 번")):
        said = remark(quote=paragraph.text, suggestion=words)
        plan.take_over(said, seoyeon, f"press-1{n:03}")
    db.session.commit()
    kept = db.session.scalars(db.select(ParagraphText.text).order_by(ParagraphText.edition)).all()
    assert kept == [TEXT, "다섯 번", "여섯 번"]
