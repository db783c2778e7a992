"""The whole job, as five people do it in browsers: from a phone photo to the filed section."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

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

MINJI = "minji@example.com"
INDICATOR = {
    "name": "보도 파손",
    "unit": "건",
    "baseline": "120",
    "baseline_year": "2025",
    "baseline_source": "가온시 도로과 조사",
    "lowest": "0",
    "highest": "150",
    "target_year": "2028",
}


class World(NamedTuple):
    """Where it happens. begin("vote"): that phase is open now. look(query): the first value of a
    select. letter(address): the newest mail to it. photo, folder: a picture, and where files go."""

    begin: Callable[[str], None]
    look: Callable
    letter: Callable[[str], str]
    photo: Path
    folder: Path


def whole_job(world: World, minji, hajun, seoyeon, doyun) -> None:
    """minji: a page of a browser nobody is signed in to; the others' of a resident who lives here,
    the planner and the consultant."""
    sign_up(minji, world)
    issue_id = report(minji, world)
    support(hajun, world, issue_id)
    world.begin("propose")
    solution_id = propose(hajun, world, issue_id)
    screen(seoyeon, solution_id)
    world.begin("vote")
    vote(hajun, world, solution_id)
    world.begin("target")
    seal(seoyeon, world)
    prefer(hajun, world)
    world.begin("consult")
    compile_plan(seoyeon, world)
    consult(doyun, seoyeon, world)
    for page in (minji, hajun, seoyeon, doyun):
        assert page.problems == []


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def sign_up(page, world):
    """By a code sent to an e-mail address, with the consents a new person gives."""
    page.goto("/sign-in?next=/gaon/1/issues/new")
    page.get_by_label(re.compile("이메일|주소")).first.fill(MINJI)
    press(page, "인증번호 받기")
    page.wait_for_url("**/code*")
    page.locator("#code").fill(re.search(r"(?<!\d)\d{6}(?!\d)", world.letter(MINJI))[0])
    press(page, "들어가기")
    page.wait_for_url("**/consent*")
    page.locator("#required").check()
    page.locator("#age").check()
    page.locator("#name").fill("민지")
    press(page, "동의하고 시작하기")
    page.wait_for_url("**/issues/new")


def report(page, world) -> int:
    """A photo, a place on the map, a kind and a line."""
    page.set_input_files("#photos", world.photo)
    page.wait_for_selector("input[name=photo_keys][value]", state="attached")
    page.evaluate("location.hash = 'whole'")  # the form as one page, whatever the photo told
    page.mouse.wheel(0, 400)  # the map is fetched when somebody begins to look around
    page.locator("[data-place-map]").click()
    page.wait_for_function("document.querySelector('#lat').value !== ''")
    page.locator("label.chip", has_text="보행").click()
    page.locator("#title").fill("보도블록이 깨져 유모차가 못 지나가요")
    press(page, "제보 보내기")
    page.wait_for_url(re.compile(r"/issues/\d+"))
    assert page.locator("h1").inner_text() == "제보를 받았어요"
    assert "보도블록이 깨져" in page.locator("main").inner_text()
    assert world.look(db.select(db.func.count()).select_from(IssuePhoto)) == 1
    assert world.look(db.select(Issue.lat)) is not None
    return world.look(db.select(Issue.id))


def support(page, world, issue_id):
    page.goto(f"/gaon/1/issues/{issue_id}")
    press(page, "공감하기")
    page.get_by_role("button", name="공감했어요").wait_for()
    assert world.look(db.select(db.func.count()).select_from(Support)) == 1


def propose(page, world, issue_id) -> int:
    page.goto(f"/gaon/1/solutions/new?issue={issue_id}")
    page.locator("#title").fill("걷기 좋은 길 살피미")
    page.locator("#summary").fill("깨진 보도를 주민이 함께 찾고 한 달 안에 고쳐요.")
    page.get_by_text("더 적기").click()
    page.locator("label.chip", has_text="보행").click()
    page.locator("#cost_won").fill("14억")
    press(page, "해결방안 올리기")
    page.wait_for_url(re.compile(r"/solutions/\d+$"))
    return world.look(db.select(Solution.id))


def screen(page, solution_id):
    """An indicator, and the office's finding that puts the solution on the ballot."""
    page.goto(f"/gaon/1/targets/new/{solution_id}")
    for field, value in INDICATOR.items():
        page.locator(f"#{field}").fill(value)
    page.locator("[name=direction][value=down]").check(force=True)
    page.locator("main form button[type=submit]:visible, main form button:visible").last.click()
    page.wait_for_url(re.compile(r"/targets/\d+|/solutions/\d+"))
    page.goto(f"/gaon/1/solutions/{solution_id}/screening")
    page.locator("[name=verdict][value=fit]").check(force=True)
    press(page, "알리고 투표에 올리기")
    page.get_by_role("button", name="투표 대상에서 내리기").wait_for()


def vote(page, world, solution_id):
    page.goto("/gaon/1/vote")
    page.locator("label.choice", has_text="걷기 좋은 길 살피미").click()
    press(page, "제출하기")
    press(page, "이대로 제출")
    page.get_by_text("제출했어요").first.wait_for()
    assert world.look(db.select(Ballot)).solution_ids == [solution_id]


def seal(page, world):
    page.goto("/gaon/1/vote/result")
    press(page, "집계하고 공개하기")
    page.get_by_text("걷기 좋은 길 살피미").first.wait_for()
    assert world.look(db.select(Tally.voters)) == 1


def prefer(page, world):
    page.goto(f"/gaon/1/targets/{world.look(db.select(Indicator.id))}")
    page.locator("#wish").fill("30")
    press(page, "이 값으로 정하기")
    page.get_by_role("button", name="이 값으로 고치기").wait_for()
    assert world.look(db.select(Preference.value)) == 30


def compile_plan(page, world):
    page.goto("/gaon/1/plan")
    press(page, "계획서 만들기")
    page.get_by_role("heading", name="1. 주민참여 개요").wait_for()
    with page.expect_download() as download:
        page.locator("a.button.main", has_text="HWPX").click()
    download.value.save_as(world.folder / "plan.hwpx")
    assert "Contents/section0.xml" in zipfile.ZipFile(world.folder / "plan.hwpx").namelist()
    assert world.look(db.select(Snapshot.number)) == 1


def consult(expert, page, world):
    expert.goto("/gaon/1/plan")
    spot = expert.locator("[id='p-overview.people']")
    spot.locator("summary").first.click()
    spot.locator("[name=body]").fill("참여자를 읍면동으로 나눠 보여 주십시오.")
    spot.get_by_role("button", name="의견 올리기").click()
    expert.get_by_text("조치 전").first.wait_for()
    assert world.look(db.select(Remark.paragraph_key)) == "overview.people"
    page.goto("/gaon/1/plan")
    page.locator("article.remark summary").first.click()
    page.locator("label.chip", has_text=re.compile(r"^\s*반영")).first.click()
    page.locator("article.remark textarea").first.fill("2장에 읍면동별 표를 넣음")
    press(page, "조치 저장")
    page.get_by_text("2장에 읍면동별 표를 넣음").first.wait_for()
    assert world.look(db.select(Disposition.kind)) == "adopted"
