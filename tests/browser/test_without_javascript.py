"""With JavaScript off: report, support, vote and remark."""

import re

import pytest
from PIL import Image

from civic.db import db
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.issues.support import Support
from civic.plans.review.models import Remark
from civic.solutions.models import Solution
from civic.votes.ballots.ballot import Ballot
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "road.jpg"
    Image.new("RGB", (640, 480), "grey").save(path)
    return path


def test_everything_people_do_works_without_javascript(
    page_of, look, round, person, open_phase, photo
):
    minji = page_of(person("민지", lives=True), PHONE, java_script_enabled=False)
    consultant = person("도윤", "consultant")
    junho = page_of(person("준호"), PHONE, java_script_enabled=False)
    seoyeon = page_of(person("서연", "planner"), PHONE, java_script_enabled=False)

    minji.goto("/gaon/1/issues/new")
    assert not minji.locator("[data-place-map]").is_visible()
    minji.set_input_files("#photos", photo)
    minji.locator("#district_id").select_option(label="달내동")
    minji.locator("#place").fill("달내초등학교 앞")
    minji.locator("label.chip", has_text="보행").click()
    minji.locator("#title").fill("보도블록이 깨졌어요")
    minji.get_by_role("button", name="제보 보내기").click()
    minji.wait_for_url(re.compile(r"/issues/\d+"))
    assert look(db.select(Issue.title)) == "보도블록이 깨졌어요"
    assert look(db.select(db.func.count()).select_from(IssuePhoto)) == 1

    junho.goto(f"/gaon/1/issues/{look(db.select(Issue.id))}")
    junho.get_by_role("button", name="공감하기").click()
    junho.get_by_role("button", name="공감했어요").wait_for()
    assert look(db.select(db.func.count()).select_from(Support)) == 1

    solution = {"title": "걷기 좋은 길", "summary": "길을 고쳐요", "category": "walk"}
    db.session.add(Solution(round=round, number=1, cost_won=10**9, status="on_ballot", **solution))
    db.session.commit()
    open_phase("vote")
    db.session.rollback()
    minji.goto("/gaon/1/vote")
    minji.locator("label.choice", has_text="걷기 좋은 길").click()
    minji.get_by_role("button", name="제출하기").click()
    minji.get_by_role("button", name="이대로 제출").click()
    minji.get_by_text("제출했어요").first.wait_for()
    assert len(look(db.select(Ballot.choices))) == 1

    open_phase("target")
    db.session.rollback()
    seoyeon.goto("/gaon/1/vote/result")
    seoyeon.get_by_role("button", name="집계하고 공개하기").click()
    seoyeon.get_by_text("집계했어요").first.wait_for()
    open_phase("consult")
    db.session.rollback()
    seoyeon.goto("/gaon/1/plan")
    seoyeon.get_by_role("button", name="계획서 만들기").click()
    seoyeon.get_by_role("heading", name="1. 주민참여 개요").wait_for()
    doyun = page_of(consultant, PHONE, java_script_enabled=False)  # weeks later: signed in anew
    doyun.goto("/gaon/1/plan")
    spot = doyun.locator("details.remark-here").first
    spot.locator("summary").first.click()
    spot.locator("[name=body]").fill("읍면동으로 나눠 보여 주십시오.")
    spot.get_by_role("button", name="의견 올리기").click()
    doyun.get_by_text("조치 전").first.wait_for()
    assert look(db.select(Remark.body)) == "읍면동으로 나눠 보여 주십시오."


def test_where_photos_are_chosen_nothing_is_wider_than_the_phone(
    page_of, round, person, open_phase
):
    open_phase("report")
    db.session.commit()
    minji = page_of(person("민지"), PHONE, java_script_enabled=False)
    minji.goto("/gaon/1/issues/new")
    assert minji.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    button = minji.locator("label[for=photos]").bounding_box()
    assert button["width"] > 3 * button["height"], "its words stand in one line"
