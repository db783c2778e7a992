"""One walk of a resident, the same steps in Chromium, Firefox and WebKit; with text twice as large;
without JavaScript. Where an engine isn't installed its walks are skipped, and `make test` says so
(deploy/find_engines.py)."""

import re

import pytest
from PIL import Image

from civic.db import db
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.issues.support import Support
from civic.targets.models import Preference
from civic.votes.ballots.ballot import Ballot
from civic.votes.seal.tally import Tally
from deploy.find_browser import environment
from deploy.find_engines import ENGINES
from tests.browser.conftest import PHONE, signed_in
from tests.browser.engines import webkit
from tests.browser.engines.firefox import LARGE, NO_SCRIPT, FirefoxHand, tab
from tests.browser.engines.hands import HAS_SCRIPTS, ChromiumHand
from tests.browser.engines.webkit import WebKitHand, environment_of, session
from tests.browser.phone import count
from tests.factory import add_indicator, report_issue
from tests.people.conftest import sent  # noqa: F401

pytestmark = pytest.mark.browser
SENT = """() => [...document.querySelectorAll("li[data-photo] [data-photo-state]")].some(
  (each) => each.dataset.photoState === "done")"""
IS_THERE = r"() => /\/issues\/\d+/.test(location.pathname)"
MODES = ("plain", "large", "without script")
# `make test` has every mode, and every engine; `make walks` has every mode in every engine.
WALKS = [
    pytest.param(
        (engine, mode),
        id=f"{engine} {mode}",
        marks=[pytest.mark.more_walks] if mode != "plain" and engine != "Chromium" else [],
    )
    for engine in ("Chromium", "Firefox", "WebKit")
    for mode in MODES
]


@pytest.fixture
def hand(request, server, tmp_path):
    """Somebody at a phone's screen in an engine, in a mode."""
    engine, mode = request.param
    if engine in ENGINES and ENGINES[engine][0]() is None:
        pytest.skip(f"{engine} is not installed: deploy/find_engines.py")
    opened = {"Chromium": in_chromium, "Firefox": in_firefox, "WebKit": in_webkit}[engine]
    yield from opened(request, server, tmp_path, mode)


def in_chromium(request, server, _folder, mode):
    scripts = mode != "without script"
    page = request.getfixturevalue("page_of")(None, PHONE, java_script_enabled=scripts)
    hand = ChromiumHand(page, server, scripts)
    if mode == "large":
        sizes = {"fontSizes": {"standard": 32, "fixed": 16}}
        page.context.new_cdp_session(page).send("Page.setFontSizes", sizes)
    yield hand


def in_firefox(_request, server, folder, mode):
    preferences = {"large": LARGE, "without script": NO_SCRIPT}.get(mode, {})
    env = environment_of(environment(folder), folder)
    (folder / "profile").mkdir()
    with tab(env, folder / "profile", *PHONE.values(), **preferences) as (call, context):
        yield FirefoxHand(call, context, server, mode != "without script")


def in_webkit(_request, server, folder, mode):
    scripts = mode != "without script"
    env = environment_of(environment(folder), folder)
    with session(env, *PHONE.values(), *([] if scripts else [webkit.NO_SCRIPT])) as base:
        yield WebKitHand(base, server, large=mode == "large", scripts=scripts)


@pytest.fixture
def comes_as(app, hand):
    """comes_as(person) signs somebody in at the hand's browser; None: nobody."""

    def come(person):
        # What the page before still loads would bring its own cookie back.
        hand.go(f"{hand.server}/robots.txt")
        hand.forget()
        if person is not None:
            hand.set_cookie("session", signed_in(app, person))
        db.session.rollback()  # an open transaction here would hold the server's lock

    return come


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "road.jpg"
    Image.new("RGB", (640, 480), "grey").save(path)
    return path


@pytest.fixture
def minji(person):
    return person("민지", lives=True)


def the_issue(look, title) -> int:
    return look(db.select(Issue.id).filter_by(title=title))


@pytest.mark.parametrize("hand", WALKS, indirect=True)
def test_a_resident_walks_from_a_report_to_a_target(
    hand,
    comes_as,
    look,
    round,
    minji,
    junho,
    seoyeon,
    ballot,
    photo,
    open_phase,
    sent,  # noqa: F811
):
    open_phase("report")
    comes_as(minji)
    reports(hand, photo)
    assert count(look, IssuePhoto) == 1

    theirs = report_issue(round, junho, title="학원가 골목에 가로등이 없어요")
    mine = db.session.scalars(db.select(Issue).filter_by(title="보도블록이 깨졌어요")).one()
    mine.set_status("asked", seoyeon, "어느 쪽 보도인가요?")
    address = f"/gaon/1/issues/{theirs.id}"
    db.session.commit()
    answers(hand, f"/gaon/1/issues/{the_issue(look, '보도블록이 깨졌어요')}")
    assert look(db.select(Issue.status).filter_by(title="보도블록이 깨졌어요")) == "reviewing"

    comes_as(None)
    supports_as_a_visitor(hand, address, sent)
    assert count(look, Support) == 1

    open_phase("vote")
    comes_as(minji)
    votes(hand)
    assert len(look(db.select(Ballot.choices))) == 1

    indicator = chosen_with_a_target(round, ballot[1])
    open_phase("target")
    comes_as(minji)
    hand.open(f"/gaon/1/targets/{indicator}")
    hand.write("#wish", "15")
    hand.press("이 값으로 정하기")
    hand.sees("바라는 값을 정했어요")
    assert look(db.select(Preference.value)) == 15.0


def reports(hand, photo):
    hand.open("/gaon/1/issues/new#whole")
    hand.attach("#photos", photo)
    if hand.scripts:
        hand.waits(SENT)
    hand.choose("#district_id", "달내동")
    hand.write("#title", "보도블록이 깨졌어요")
    hand.press("제보 보내기")
    hand.waits(IS_THERE)


def answers(hand, address):
    hand.open(address)
    hand.write("#reply [name=body]", "학교 쪽 보도예요.")
    hand.press("답 보내기")
    hand.sees("답을 보냈어요")


def supports_as_a_visitor(hand, address, messages):
    hand.open(address)
    hand.press("공감하기")
    hand.write("#address", "new@example.com")
    hand.press("인증번호 받기")
    hand.waits("() => Boolean(document.querySelector('#code'))")
    hand.write("#code", re.search(r"\d{6}", messages[-1][1])[0])
    hand.press("들어가기")
    hand.tap("label[for=required]")
    hand.tap("label[for=age]")
    hand.write("#name", "하루")
    hand.press("동의하고 시작하기")
    hand.sees("공감했어요")


def votes(hand):
    hand.open("/gaon/1/vote")
    hand.tap("label.choice")
    hand.press("제출하기")
    hand.press("이대로 제출")
    hand.sees("제출했어요")


# As a draft is kept, without an end.
KEEPS_ON = """() => {
  const { src } = document.querySelector("script[src*='app/every_page.js']");
  import(src.replace("app/every_page.js", "outbox/database.js")).then(({ ask, write }) =>
    write(async ({ notes }) => {
      for (;;) {
        await ask(notes.put({ name: "a draft", value: "half of a word" }));
        window.keeps = true;
      }
    }));
}"""


@pytest.mark.parametrize("hand", [pytest.param(("WebKit", "plain"), id="WebKit")], indirect=True)
def test_what_a_page_was_keeping_when_it_was_left_holds_up_no_vote(
    hand, comes_as, look, minji, ballot, open_phase
):
    """For the Back button WebKit keeps a page as it stands, with what it had begun."""
    open_phase("vote")
    comes_as(minji)
    hand.open("/gaon/1/vote")
    hand.waits(HAS_SCRIPTS)
    hand.run(KEEPS_ON)
    hand.waits("() => window.keeps")
    hand.go(f"{hand.server}/robots.txt")
    votes(hand)
    assert len(look(db.select(Ballot.choices))) == 1


def chosen_with_a_target(round, solution) -> int:
    """The id of an indicator of what was voted for."""
    counts = {"voters": 1, "choices": 1, "eligible": 1, "budget_won": round.budget_won}
    db.session.add(Tally(round_id=round.id, rule=round.rule, **counts))
    solution.status = "selected"
    indicator = add_indicator(solution)
    db.session.commit()
    found = indicator.id
    db.session.rollback()
    return found
