"""The whole job, as five people do it: from a phone photo to the filed section."""

import re
import zipfile

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.issues.support import Support
from civic.plans.models import Snapshot
from civic.plans.review.models import Disposition, Remark
from civic.solutions.models import Solution
from civic.targets.models import Indicator, Preference
from civic.votes.ballots.ballot import Ballot
from civic.votes.seal.tally import Tally
from tests.browser.arrivals import arrived
from tests.browser.conftest import DESK, PHONE
from tests.paths import SHARED

PHOTO = SHARED / "photos" / "road_2.jpg"

pytestmark = pytest.mark.browser


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def sign_up(page, app, name):
    """By a code sent to an e-mail address, with the consents a new person gives."""
    page.goto("/sign-in?next=/gaon/1/issues/new")
    page.get_by_label(re.compile("이메일|주소")).first.fill("minji@example.com")
    press(page, "인증번호 받기")
    arrived(page, "*/code*")
    sent = app.extensions["sender"].sent[-1]
    page.locator("#code").fill(re.search(r"\d{6}", str(sent))[0])
    press(page, "들어가기")
    arrived(page, "*/consent*")
    page.locator("#required").check()
    page.locator("#age").check()
    page.locator("#name").fill(name)
    press(page, "동의하고 시작하기")
    arrived(page, "*/issues/new")


def report(page, title):
    """Photos, a place on the map, a kind and a line."""
    page.set_input_files("#photos", PHOTO)
    page.wait_for_selector("input[name=photo_keys][value]", state="attached")
    page.locator("[data-place-map]").click()
    page.wait_for_function("document.querySelector('#lat').value !== ''")
    page.evaluate("location.hash = 'whole'")
    page.locator("label.chip", has_text="보행").click()
    page.locator("#title").fill(title)
    press(page, "제보 보내기")
    page.wait_for_url(re.compile(r"/issues/\d+"))


@pytest.mark.skipif(not PHOTO.exists(), reason="real photos are not here (../shared/data/photos)")
def test_from_a_phone_photo_to_the_filed_section(
    app, page_of, look, round, person, open_phase, tmp_path
):
    def begin(kind):
        open_phase(kind)
        db.session.rollback()

    planner, consultant = person("서연", "planner"), person("도윤", "consultant")
    other = page_of(person("하준", lives=True), PHONE)
    desk = page_of(planner, DESK)

    minji = page_of(None, PHONE)
    sign_up(minji, app, "민지")
    report(minji, "보도블록이 깨져 유모차가 못 지나가요")
    assert minji.locator("h1").inner_text() == "제보를 받았어요"
    assert "보도블록이 깨져" in minji.locator("main").inner_text()
    issue_id = look(db.select(Issue.id))
    assert look(db.select(db.func.count()).select_from(IssuePhoto)) == 1
    assert look(db.select(Issue.lat)) is not None

    other.goto(f"/gaon/1/issues/{issue_id}")
    press(other, "공감하기")
    other.get_by_role("button", name="공감했어요").wait_for()
    assert look(db.select(db.func.count()).select_from(Support)) == 1

    begin("propose")
    other.goto(f"/gaon/1/solutions/new?issue={issue_id}")
    other.locator("#title").fill("걷기 좋은 길 살피미")
    other.locator("#summary").fill("깨진 보도를 주민이 함께 찾고 한 달 안에 고쳐요.")
    other.get_by_text("더 적기").click()
    other.locator("label.chip", has_text="보행").click()
    other.locator("#cost_won").fill("14억")
    press(other, "해결방안 올리기")
    other.wait_for_url(re.compile(r"/solutions/\d+$"))
    solution_id = look(db.select(Solution.id))

    desk.goto(f"/gaon/1/targets/new/{solution_id}")
    for field, value in {
        "name": "보도 파손",
        "unit": "건",
        "baseline": "120",
        "baseline_year": "2025",
        "baseline_source": "가온시 도로과 조사",
        "lowest": "0",
        "highest": "150",
        "target_year": "2028",
    }.items():
        desk.locator(f"#{field}").fill(value)
    desk.locator("[name=direction][value=down]").check(force=True)
    desk.locator("main form button[type=submit]:visible, main form button:visible").last.click()
    desk.wait_for_url(re.compile(r"/targets/\d+|/solutions/\d+"))
    desk.goto(f"/gaon/1/solutions/{solution_id}/screening")
    desk.locator("[name=verdict][value=fit]").check(force=True)
    press(desk, "알리고 투표에 올리기")
    desk.get_by_role("button", name="투표 대상에서 내리기").wait_for()

    begin("vote")
    other.goto("/gaon/1/vote")
    other.locator("label.choice", has_text="걷기 좋은 길 살피미").click()
    press(other, "제출하기")
    press(other, "이대로 제출")
    other.get_by_text("제출했어요").first.wait_for()
    assert look(db.select(Ballot)).solution_ids == [solution_id]

    begin("target")
    desk.goto("/gaon/1/vote/result")
    press(desk, "집계하고 공개하기")
    desk.get_by_text("걷기 좋은 길 살피미").first.wait_for()
    assert look(db.select(Tally.voters)) == 1
    other.goto(f"/gaon/1/targets/{look(db.select(Indicator.id))}")
    other.locator("#wish").fill("30")
    press(other, "이 값으로 정하기")
    other.get_by_role("button", name="이 값으로 고치기").wait_for()
    assert look(db.select(Preference.value)) == 30

    begin("consult")
    desk.goto("/gaon/1/plan")
    press(desk, "계획서 만들기")
    desk.get_by_role("heading", name="1. 주민참여 개요").wait_for()
    with desk.expect_download() as download:
        desk.locator("a.button.main", has_text="HWPX").click()
    download.value.save_as(tmp_path / "plan.hwpx")
    assert "Contents/section0.xml" in zipfile.ZipFile(tmp_path / "plan.hwpx").namelist()
    assert look(db.select(Snapshot.number)) == 1

    expert = page_of(consultant, PHONE)
    expert.goto("/gaon/1/plan")
    spot = expert.locator("[id='p-overview_people']")
    spot.locator("summary").first.click()
    spot.locator("[name=body]").fill("참여자를 읍면동으로 나눠 보여 주십시오.")
    spot.get_by_role("button", name="의견 올리기").click()
    expert.get_by_text("조치 전").first.wait_for()
    assert look(db.select(Remark.paragraph_key)) == "overview.people"

    desk.goto("/gaon/1/plan")
    desk.locator("article.remark summary").first.click()
    desk.locator("label.chip", has_text=re.compile(r"^\s*반영")).first.click()
    desk.locator("article.remark textarea").first.fill("2장에 읍면동별 표를 넣음")
    press(desk, "조치 저장")
    desk.get_by_text("2장에 읍면동별 표를 넣음").first.wait_for()
    assert look(db.select(Disposition.kind)) == "adopted"

    for page in (minji, other, desk, expert):
        assert page.problems == []
