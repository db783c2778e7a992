"""A whole review: two planners and two consultants, one of them on a phone, from the first remark
to the last answer accepted, and on to ready, the bundle and its proof."""

import pytest
from playwright.sync_api import expect

from civic.db import db
from civic.plans.links.models import Invitation
from civic.plans.models import Plan
from civic.plans.readiness.models import ReadyMark
from civic.plans.review.models import Disposition, Remark
from civic.plans.snapshots.gather import freeze
from civic.plans.writing.paragraphs import ParagraphText
from civic.plans.writing.versions import PlanVersion
from civic.targets.weights.models import PointSpread
from civic.targets.weights.shares import POINTS
from civic.text import as_id
from tests.browser.arrivals import arrived
from tests.browser.conftest import DESK, PHONE

PLAN = "/gaon/1/plan"
TEXT = "경로당 설명회 4회를 열어 의견을 받음"
SELECT = """async ([id, words]) => {
  const texts = [...document.getElementById(id).querySelector("p").childNodes];
  const node = texts.find((each) => each.nodeType === 3 && each.textContent.includes(words));
  const told = new Promise((go) => document.addEventListener("selectionchange", go));
  const range = document.createRange();
  range.setStart(node, node.textContent.indexOf(words));
  range.setEnd(node, node.textContent.indexOf(words) + words.length);
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
  await told;
}"""

pytestmark = pytest.mark.browser


@pytest.fixture
def desks(round, person, open_phase, page_of):
    """Pages of 담당자 서연 and 지호, 컨설턴트 도윤 (desk) and 하은 (phone, not invited yet)."""
    seoyeon = person("서연", "planner")
    others = person("지호", "planner"), person("도윤", "consultant"), person("하은")
    open_phase("consult")
    plan = Plan.start(round)
    plan.write("overview", TEXT, seoyeon)
    freeze(plan, seoyeon)
    db.session.commit()
    sizes = (DESK, DESK, DESK, PHONE)
    return [page_of(who, size) for who, size in zip((seoyeon, *others), sizes, strict=True)]


def press(page, name, within=None):
    (within or page).get_by_role("button", name=name).first.click()


def invite(planner, consultant, server, look, app):
    """The link is made by one and opened by the other."""
    planner.goto(f"{PLAN}/links")
    planner.locator("#invite-label").fill("하은 박사")
    press(planner, "초대 링크 만들기")
    link = planner.locator("input.code").first.input_value()
    assert "/plan/invitations/" in link
    consultant.goto(link[link.index("/gaon") :])
    press(consultant, "하은 이름으로 수락하기")
    consultant.get_by_text("컨설턴트로 들어왔어요").wait_for()
    assert look(db.select(Invitation.accepted_at)) is not None


def remark_by_touch(page, key, words, body, suggestion=""):
    """Words are selected, the form opens with them in it."""
    page.goto(PLAN)
    spot = page.locator(f"#p-{as_id(key)}")
    page.evaluate(SELECT, [f"p-{as_id(key)}", words])
    spot.get_by_text("의견 쓰기").click()
    expect(spot.locator("[name=quote]")).to_have_value(words)
    spot.locator("[name=body]").fill(body)
    if suggestion:
        spot.get_by_text("고칠 문구 제안하기").click()
        spot.locator("[name=suggestion]").fill(suggestion)
    press(page, "의견 올리기", spot)
    page.locator("article.remark", has_text=body).first.wait_for()


def remark_on_row(page, body):
    """A tap on a row chooses it."""
    table = page.locator("[id='p-overview_stages']")
    table.locator("[data-row]").first.click()
    assert table.locator("[name=row]").input_value()
    table.locator("[name=body]").fill(body)
    press(page, "의견 올리기", table)
    page.locator("article.remark", has_text=body).first.wait_for()


def edit_at_once(first, second, paragraph_id, look):
    """Both open the paragraph; the second to save sees both texts and merges them."""
    for page in (first, second):
        page.goto(f"{PLAN}/paragraphs/{paragraph_id}")
    first.locator("#text").fill(f"{TEXT}, 126명 참여")
    press(first, "저장")
    arrived(first, "*/paragraphs")
    second.locator("#text").fill(f"{TEXT}, 손글씨 의견 31건")
    press(second, "저장")
    second.get_by_role("heading", name="그사이 다른 담당자가 이 문단을 고쳤어요").wait_for()
    for words in ("126명 참여", "손글씨 의견 31건"):
        assert second.get_by_text(words).first.is_visible()
    second.locator("#text").fill(f"{TEXT}, 126명 참여, 손글씨 의견 31건")
    press(second, "이 글로 저장하기")
    arrived(second, "*/paragraphs")
    assert look(db.select(db.func.count(ParagraphText.id))) == 4


def answer(page, body, kind, reason):
    page.goto(PLAN)
    remark = page.locator("article.remark", has_text=body)
    remark.get_by_text("조치 적기").click()
    remark.locator("label.chip", has_text=kind).first.click()
    remark.locator("[name=reason]").fill(reason)
    press(page, "조치 저장", remark)
    page.locator("article.remark", has_text=reason).wait_for()


def accept(page, body):
    page.goto(PLAN)
    press(page, "조치 받아들이기", page.locator("article.remark", has_text=body))
    page.locator("article.remark", has_text=body).get_by_text("받아들였어요").wait_for()


@pytest.fixture
def reviewed(app, server, desks, look):
    """The four pages, after every remark was answered and every answer accepted."""
    seoyeon, jiho, doyun, haeun = desks
    key = look(db.select(Plan)).paragraphs()[0].key
    paragraph_id = look(db.select(Plan)).paragraphs()[0].id
    db.session.rollback()
    invite(seoyeon, haeun, server, look, app)
    remark_by_touch(haeun, key, "설명회 4회", "몇 명이 왔나요?", "찾아가는 설명회 4회")
    remark_by_touch(doyun, key, "의견을 받음", "어떻게 받았나요?")
    remark_on_row(haeun, "제보 기간이 짧지 않나요?")

    edit_at_once(seoyeon, jiho, paragraph_id, look)
    jiho.goto(PLAN)
    press(jiho, "이 문구로 바꾸기")
    jiho.get_by_text("제안한 문구를 넣고").wait_for()
    answer(seoyeon, "어떻게 받았나요?", "일부반영", "손글씨 의견의 수를 더함")
    answer(seoyeon, "제보 기간이 짧지", "미반영", "공모 일정에 맞춘 기간임")

    press(seoyeon, "지금 자료로 다시 만들기")
    seoyeon.get_by_text("찾아가는 설명회 4회를 열어").first.wait_for()
    accept(haeun, "몇 명이 왔나요?")
    reopened = haeun.locator("article.remark", has_text="제보 기간이 짧지")
    reopened.get_by_text("다시 묻기").first.click()
    reopened.locator("[name=why]").fill("다음 공모에서는 늘릴 수 있나요?")
    press(haeun, "다시 묻기", reopened)
    haeun.get_by_text("다음 공모에서는 늘릴").wait_for()
    answer(jiho, "제보 기간이 짧지", "일부반영", "다음 공모에서 3주로 늘림")
    accept(haeun, "제보 기간이 짧지")
    doyun.goto(f"{PLAN}/versions/compare")
    doyun.locator("ins", has_text="찾아가는").first.wait_for()
    accept(doyun, "어떻게 받았나요?")
    return desks


def test_a_review_goes_through_to_ready_exported_and_verified(
    reviewed, look, round, bus, person, open_phase, app, tmp_path
):
    everything_is_accepted(look)
    wished_for(bus, round, person("민지"), open_phase)
    seoyeon, jiho, _doyun, haeun = reviewed
    mark_ready(seoyeon)
    path = tmp_path / "plan.zip"
    make_bundle(jiho).save_as(path)
    answer = app.test_cli_runner().invoke(args=["plans", "verify", str(path)])
    assert (answer.exit_code, answer.output) == (0, "모두 같음: 파일, 자료, 적힌 값, 문서, 투표\n")
    haeun.goto(PLAN)
    assert haeun.get_by_role("link", name="증빙 묶음").is_visible()
    assert look(db.select(ReadyMark)).withdrawn_at is None
    for page in reviewed:
        # A conflict is an answer of 409, which the browser tells in its console.
        assert [each for each in page.problems if "409" not in each] == []


def everything_is_accepted(look):
    plan = look(db.select(Plan))
    assert Remark.open_of(plan) == []
    assert [remark.state for remark in Remark.of(plan)] == ["accepted"] * 3
    [taken, _words, row] = Remark.of(plan)
    assert taken.last_answer.version.name == "1-2"
    assert len(row.answers) == 2 and row.answers[0].reopened_at
    assert "찾아가는 설명회 4회를 열어 의견을 받음, 126명 참여" in plan.paragraphs()[0].text
    assert [v.name for v in PlanVersion.of(plan)] == ["2", "1-2", "1-1", "1"]
    assert db.session.scalar(db.select(db.func.count(Disposition.id))) == 4
    assert db.session.scalar(db.select(db.func.count(Remark.id))) == 3


def wished_for(bus, round, minji, open_phase):
    open_phase("target")
    bus.set_preference(minji, 15.0)
    PointSpread.give(minji, round, {bus.id: POINTS})
    open_phase("submit")
    db.session.commit()


def mark_ready(page):
    page.goto(PLAN)
    press(page, "지금 자료로 다시 만들기")
    page.wait_for_load_state()
    page.goto(f"{PLAN}/ready")
    press(page, "준비됨으로 표시하기")
    page.get_by_text("낼 준비를 마쳤어요").first.wait_for()


def make_bundle(page):
    """The file that comes down to the planner."""
    page.goto(PLAN)
    press(page, "증빙 묶음 만들기")
    page.get_by_text("다 됐어요.").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="내려받기 (ZIP)").click()
    return download.value


@pytest.mark.parametrize("address", ["", "/versions", "/versions/compare", "/links"])
def test_the_pages_of_a_review_fit_a_phone(address, desks):
    page = desks[0]
    page.set_viewport_size(PHONE)
    page.goto(PLAN + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
