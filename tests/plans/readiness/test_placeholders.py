"""Words with a place left open, such as ○○동, are never handed in, and a press puts none in."""

from copy import deepcopy
from datetime import date

import pytest

from civic.db import db
from civic.documents.placeholders import open_places, placeholders
from civic.plans.filing.models import FilingStep, PlaceOpen
from civic.plans.readiness.facts import mark_ready
from civic.plans.readiness.rules import NotReady
from civic.plans.review.anchoring import replace_quote
from civic.plans.review.models import Disposition, LeftOpen, Remark
from civic.plans.section.template import EXAMPLE, check_template
from civic.plans.snapshots.gather import freeze
from tests.plans.templates import use_template

PLAN = "/gaon/1/plan"
OPEN = {
    "○○시 지역 특성을 반영함": "○○시",
    "□ ○ ○ 읍면 지역": "○ ○ 읍면",
    "- 설명회 ○회를 엶": "○회",
    "- 설명회 〔 〕회를 엶": "〔 〕",
    "[사업명 기입]을 추진함": "[사업명 기입]",
    "참여 주민 [ … ]명": "[ … ]",
    "OO동 주민 XX명": "OO동",
    "사업비 ____원": "____",
}
CLOSED = (
    "○ 달내동 설명회 4회를 엶",
    "○월별 참여를 공개함",
    "□ 발굴 과정\n○ 휴대전화로 제보함",
    "[그림 1]과 〔별지 1〕을 봄",
    "○ 첫째 ○ 둘째",
    "찬반(O, X)으로 물음",
    "XXL 크기의 O2O 서비스",
    "○",
)


@pytest.mark.parametrize(("text", "place"), OPEN.items())
def test_a_place_left_open_is_found(text, place):
    assert placeholders(text)[0] == place


@pytest.mark.parametrize("text", CLOSED)
def test_other_words_are_left_alone(text):
    assert placeholders(text) == []


def test_the_shipped_template_has_no_place_left_open():
    assert list(open_places(check_template({}), {})) == []
    assert EXAMPLE["chapters"]


def test_it_keeps_a_plan_from_being_ready_and_says_where(fine, seoyeon, as_person):
    paragraph = fine.write("overview", "설명회 4회를 엶\n○○동을 찾아감", seoyeon)
    freeze(fine, seoyeon)
    db.session.commit()
    planner = as_person(seoyeon)
    page = planner.get(f"{PLAN}/ready").text
    assert "‘주민참여 개요’ 장에 채우지 않은 자리: ○○동" in page
    assert f"{PLAN}/paragraphs/{paragraph.id}" in page
    assert "채우지 않은 자리: ○○동" in planner.get(f"{PLAN}/paragraphs").text
    with pytest.raises(NotReady):
        mark_ready(fine, seoyeon)
    db.session.rollback()

    fine.rewrite(paragraph, "달내동을 찾아감", seoyeon, 1)
    freeze(fine, seoyeon)
    mark_ready(fine, seoyeon)


def test_one_in_the_template_is_found_too(fine, seoyeon, as_person):
    template = deepcopy(fine.template_in_use())
    template["chapters"][0]["blocks"].append({"key": "overview.own", "text": "○ 〔 〕의 특성"})
    use_template(fine, template, seoyeon)
    db.session.commit()
    page = as_person(seoyeon).get(f"{PLAN}/ready").text
    assert "채우지 않은 자리: 〔 〕" in page and f"{PLAN}/template/overview" in page


def test_a_plan_with_one_is_not_handed_in(fine, seoyeon, as_person):
    fine.write("overview", "○○동을 찾아감", seoyeon)
    freeze(fine, seoyeon)
    db.session.commit()
    day = date(2027, 1, 20)
    with pytest.raises(PlaceOpen):
        FilingStep.record(
            fine, seoyeon, "filed-0001", kind="submitted", happened_on=day, snapshot=fine.snapshot()
        )
    db.session.rollback()
    sent = {"submitted-happened_on": day.isoformat(), "submitted-number": "2"}
    sent |= {"request_key": "filed-0002"}
    answer = as_person(seoyeon).post(f"{PLAN}/filing/submitted", data=sent)
    assert answer.status_code == 422
    assert "‘주민참여 개요’ 장에 채우지 않은 자리가 있어요: ○○동" in answer.text
    assert db.session.scalars(db.select(FilingStep)).all() == []


@pytest.fixture
def suggested(fine, seoyeon, doyun):
    """suggested("글", "제안") is 도윤's suggestion for a whole paragraph 서연 wrote."""

    def make(text, suggestion):
        paragraph = fine.write("overview", text, seoyeon)
        freeze(fine, seoyeon)
        remark = Remark.make(
            fine.snapshot(), doyun, paragraph_key=paragraph.key, body="?", suggestion=suggestion,
            quote=text.removeprefix("○ "), request_key="remark-0001",
        )  # fmt: skip
        db.session.commit()
        return paragraph, remark

    return make


def test_a_suggestion_with_one_is_not_offered_as_a_press(fine, suggested, seoyeon, as_person):
    paragraph, remark = suggested("○ 읍면을 찾아감", "○ ○○동을 찾아감")
    planner = as_person(seoyeon)
    page = planner.get(PLAN).text
    assert "이 문구로 바꾸기" not in page
    assert "채우지 않은 자리가 있어 그대로 넣을 수 없어요: ○ ○○동" in page
    answer = planner.post(f"{PLAN}/remarks/{remark.id}/take-over")
    assert f"remark={remark.id}" in answer.location
    assert db.session.scalars(db.select(Disposition)).all() == []
    db.session.refresh(paragraph)
    assert paragraph.text == "○ 읍면을 찾아감"
    with pytest.raises(LeftOpen):
        remark.take_over(seoyeon, "press-0001")


def test_a_suggestion_with_its_own_mark_does_not_double_it(fine, suggested, seoyeon):
    paragraph, remark = suggested("○ 읍면 지역을 찾아감", "○ 읍면 지역 두 곳을 찾아감")
    remark.take_over(seoyeon, "press-0001")
    assert paragraph.text == "○ 읍면 지역 두 곳을 찾아감"
    text = freeze(fine, seoyeon).read()["written"]["overview"][0]["text"]
    assert text.count("○") == 1


def test_words_take_a_place_with_one_mark():
    assert replace_quote("나", "- 다", "○ 가\n- 나") == "○ 가\n- 다"
    assert replace_quote("나", "- 다", "○ 가 나") == "○ 가 - 다"
    assert replace_quote("", "- 다", "○ 가") == "- 다"
    assert replace_quote("가", "○ 다", "가 나") == "○ 다 나"
