"""At the sizes of text that older people set, and on the narrowest phones, every control can be
pressed: none is covered, cut or beside the screen."""

from datetime import timedelta
from pathlib import Path

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.roles import EVERYONE, SIGNED_IN
from civic.solutions.models import Solution
from civic.votes.ballots.voter_roll import Participation
from civic.web.access import TABLE
from tests.browser.conftest import PHONE
from tests.conftest import NOW
from tests.factory import report_issue
from tests.states.things import a_meeting, a_panel, a_solution, an_indicator
from tests.states.walking import FILES, SLOW, Walk
from tests.surveys.conftest import ask, write  # noqa: F401

pytestmark = pytest.mark.browser
UNCOVERED = (Path(__file__).parent / "checks" / "uncovered.js").read_text()
NARROW = {"width": 320, "height": 640}
ROOT_PX = 16


@pytest.fixture
def hers(person):
    return person("민지", lives=True)


@pytest.fixture
def pages(round, hers, junho, seoyeon, ballot, report):
    """The pages of a resident, with something on each: reporting and voting are both open."""
    for phase in (round.phase("propose"), round.phase("vote")):
        phase.starts_at, phase.ends_at = NOW - timedelta(hours=1), NOW + timedelta(days=9)
    asked = report(hers)
    asked.set_status("asked", seoyeon, "어느 정류장인가요? 방향도 알려 주세요.")
    theirs = report_issue(round, junho, title="학원가 골목에 가로등이 없어서 밤마다 무서워요")
    theirs.support(hers)
    db.session.commit()
    here = "/gaon/1"
    return [
        *("/gaon/", "/gaon/mine", f"{here}/", f"{here}/issues/", f"{here}/issues/new"),
        f"{here}/issues/{asked.id}/translation",
        *(f"{here}/issues/{asked.id}", f"{here}/issues/{asked.id}/edit"),
        *(f"{here}/issues/{theirs.id}", f"{here}/issues/{asked.id}/sent"),
        *(f"{here}/solutions/", f"{here}/vote", f"{here}/outbox"),
    ]


@pytest.mark.parametrize(
    ("size", "percent"),
    [(PHONE, 100), (NARROW, 100), (PHONE, 200), (NARROW, 200)],
    ids=["390", "320", "200 %", "320 and 200 %"],
)
def test_every_control_can_be_pressed(page_of, hers, pages, size, percent):
    page = page_of(hers, size)
    fonts = {"standard": ROOT_PX * percent // 100, "fixed": ROOT_PX}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": fonts})
    wrong = []
    for text in ("plain", "large") if (size, percent) == (PHONE, 100) else ("plain",):
        page.goto(f"/text/{text}?next=/gaon/")
        for address in pages:
            page.goto(address)
            wrong += [f"{text} {address}: {fault}" for fault in page.evaluate(UNCOVERED)]
    assert not wrong, "\n".join(wrong)
    assert page.problems == []


def test_text_set_larger_by_a_style_gets_bars_that_scroll_too(page_of, hers, pages):
    page = page_of(hers, PHONE)
    wrong = []
    for address in pages:
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.wait_for_selector("html.roomy")
        wrong += [f"{address}: {fault}" for fault in page.evaluate(UNCOVERED)]
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.wait_for_selector("html:not(.roomy)", state="attached")
    assert not wrong, "\n".join(wrong)


# (viewport, size of text in percent, colours): colours move nothing, so each size has one of them.
LOOKS = (
    *((PHONE, 100, "dark"), (PHONE, 130, "light"), (PHONE, 150, "dark"), (PHONE, 200, "light")),
    *((NARROW, 100, "light"), (NARROW, 200, "dark")),
)
# What is no page of ours, is led on from, or is there for a moment or a file alone.
NOT_PAGES = (
    *(*FILES, *SLOW, "health.", "places.", "privacy.own_data", "static", "photos.", "pwa.icon"),
    *("pwa.robots", "pwa.security_txt", "pwa.worker", "i18n.", "text_size.", "home.front"),
    *("issues.browsing.offline_issues", "meetings.files.give", "panel.file", "plans."),
    *("people.federation.", "people.residency.phone.", "people.fake_identity"),
    *("people.sign_in.demo", "people.second_factor.show", "people.mine_of_round"),
    *("privacy.notice.version", "themes.browsing.show", "issues.reporting.guess"),
)


@pytest.fixture
def everything(pages, round, hers, seoyeon, ask):  # noqa: F811
    """One of each thing a resident may open beside those pages."""
    ask()
    a_meeting(round, seoyeon, hers)
    a_panel(round, seoyeon, hers)
    chosen = a_solution(round, hers, 9, status="selected")
    an_indicator(chosen)
    theirs = db.session.scalars(db.select(Issue).order_by(Issue.id.desc())).first()
    theirs.comment(hers, "저도 그래요", "comment-0001")
    chosen.comment(hers, "좋아요", "comment-0002")
    a_solution(round, hers, 10)
    voted = db.session.scalars(db.select(Solution.id).filter_by(status="on_ballot")).first()
    Participation.submit(hers, round, [voted])
    db.session.commit()


@pytest.fixture
def newcomer(app, server, page_of):
    """A page of somebody whose code was right, and who has yet to agree."""
    page = page_of(None, PHONE)
    address, signer = "new@example.com", app.session_interface.get_signing_serializer(app)
    cookie = signer.dumps({"sent_to": address, "proven": [address, NOW.timestamp()]})
    page.context.add_cookies([{"name": "session", "value": cookie, "url": server}])
    return page


def faults_of(page, address):
    """What is covered or cut in each look; None where the address shows no page."""
    answer = page.goto(address)
    if answer is None or "text/html" not in answer.headers.get("content-type", ""):
        return None
    wrong = []
    for size, percent, colours in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=colours)
        page.evaluate("size => { document.documentElement.style.fontSize = size; }", f"{percent}%")
        page.evaluate("() => new Promise((go) => requestAnimationFrame(() => setTimeout(go)))")
        told = f"{size['width']}px {percent}% {colours} {address}"
        wrong += [f"{told}: {fault}" for fault in page.evaluate(UNCOVERED)]
    return wrong


def test_on_no_page_of_a_resident_is_a_control_covered_or_cut(
    app, page_of, hers, pages, everything, newcomer
):
    adapter = app.url_map.bind("")
    gets = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    hers_to_open = {
        endpoint
        for endpoint in gets
        if TABLE[endpoint] in {EVERYONE, SIGNED_IN} and not endpoint.startswith(NOT_PAGES)
    }
    walked = {
        address for endpoint, address in Walk(app, {}).addresses() if endpoint in hers_to_open
    }
    page, wrong, seen = page_of(hers, PHONE), [], set()
    coming_in = ["/sign-in", "/sign-in/code", "/sign-in/consent", "/offline"]
    for who, addresses in ((page, sorted({*walked, *pages})), (newcomer, coming_in)):
        for address in addresses:
            faults = faults_of(who, address)
            wrong += faults or []
            if faults is not None and who.evaluate("location.pathname") == address:
                seen.add(adapter.match(address)[0])
    assert hers_to_open - seen == set()
    assert not wrong, "\n".join(wrong)
