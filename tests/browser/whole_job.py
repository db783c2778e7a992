"""The whole job, as five people do it in browsers: from a phone photo to the answered section.

The same walk of a test's own city (test_whole_job.py) and of two hosts behind the shipped proxy of
which one is killed on the way (bench/faults/two_hosts.py).
"""

import re
import zipfile
from pathlib import Path
from typing import Protocol

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

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


class City(Protocol):
    """가온시 with an empty round, however it is served. 하준 lives there, 서연 is its planner, 도윤
    its consultant."""

    photo: Path

    def page_of(self, who: str | None, size: dict): ...

    def look(self, query): ...

    def begin(self, kind: str) -> None:
        """That phase is open now."""

    def code(self, address: str) -> str:
        """The digits that were sent last."""


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def sign_up(page, city, name):
    """By a code sent to an e-mail address, with the consents a new person gives."""
    page.goto("/sign-in?next=/gaon/1/issues/new")
    page.get_by_label(re.compile("이메일|주소")).first.fill("minji@example.com")
    press(page, "인증번호 받기")
    arrived(page, "*/code*")
    page.locator("#code").fill(city.code("minji@example.com"))
    press(page, "들어가기")
    arrived(page, "*/consent*")
    page.locator("#required").check()
    page.locator("#age").check()
    page.locator("#name").fill(name)
    press(page, "동의하고 시작하기")
    arrived(page, "*/issues/new")


def report(page, photo, title):
    """Photos, a place on the map, a kind and a line."""
    page.set_input_files("#photos", photo)
    page.wait_for_selector("input[name=photo_keys][value]", state="attached")
    page.evaluate("location.hash = 'whole'")
    page.locator("h1").first.click()  # the map comes with the first touch
    page.locator("[data-place-map]").click()
    page.wait_for_function("document.querySelector('#lat').value !== ''")
    page.locator("label.chip", has_text="보행").click()
    page.locator("#title").fill(title)
    press(page, "제보 보내기")
    page.wait_for_url(re.compile(r"/issues/\d+"))


def whole_job(city: City, folder: Path) -> None:
    look, begin = city.look, city.begin
    other, desk = city.page_of("하준", PHONE), city.page_of("서연", DESK)
    minji = city.page_of(None, PHONE)
    sign_up(minji, city, "민지")
    report(minji, city.photo, "보도블록이 깨져 유모차가 못 지나가요")
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
    desk.get_by_role("link", name="투표지에서 빼기").wait_for()

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
    download.value.save_as(folder / "plan.hwpx")
    assert "Contents/section0.xml" in zipfile.ZipFile(folder / "plan.hwpx").namelist()
    assert look(db.select(Snapshot.number)) == 1

    expert = city.page_of("도윤", PHONE)
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
