"""Suggested words taken over into the plan with one press, and never over computed ones."""

from civic.db import db
from civic.plans.models import Plan
from civic.plans.review.models import Disposition, Remark
from civic.plans.snapshots.gather import freeze
from civic.plans.writing.paragraphs import ParagraphText
from tests.plans.review.conftest import PLAN, TEXT, count


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
    below = page.partition('id="p-overview_people"')[2]
    note, following = below.find("참여 주민은 가입자를 뜻함"), below.find('id="p-overview_acts"')
    assert 0 < note < following
    assert "※ 참여 주민은" in plan.paragraphs()[-1].text


def test_a_paragraph_with_a_figure_is_annotated_too(plan, doyun, seoyeon):
    counted = plan.write("overview", "참여 주민 {people.participants}이 함께함", seoyeon)
    said = Remark.make(
        plan.snapshot(), doyun, paragraph_key=counted.key, body="?", request_key="figure-01",
        quote="참여 주민 0명이 함께함", suggestion="주민 9,999명이 함께함",
    )  # fmt: skip
    said.take_over(seoyeon, "press-0002")
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


def test_nothing_of_a_paragraph_is_lost_when_words_are_taken_over_twice(
    remark, plan, paragraph, seoyeon
):
    for n, words in enumerate(("다섯 번", "여섯 번")):
        said = remark(quote=paragraph.text, suggestion=words)
        said.take_over(seoyeon, f"press-1{n:03}")
    db.session.commit()
    kept = db.session.scalars(db.select(ParagraphText.text).order_by(ParagraphText.edition)).all()
    assert kept == [TEXT, "다섯 번", "여섯 번"]
