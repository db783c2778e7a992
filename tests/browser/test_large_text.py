"""At the sizes of text that older people set, and on the narrowest phones, every control can be
pressed: none is covered, cut or beside the screen."""

from datetime import timedelta
from pathlib import Path

import pytest

from civic.db import db
from civic.roles import EVERYONE, SIGNED_IN
from civic.web.access import TABLE
from tests.browser.conftest import PHONE
from tests.conftest import NOW
from tests.factory import report_issue
from tests.states.walking import FILES, SLOW, Walk

pytestmark = pytest.mark.browser
UNCOVERED = (Path(__file__).parent / "uncovered.js").read_text()
NARROW = {"width": 320, "height": 640}
ROOT_PX = 16


@pytest.fixture
def hers(person):
    return person("민지", lives=True)


@pytest.fixture
def pages(round, hers, junho, seoyeon, ballot, report):
    """The pages of a resident, with something on each: reporting and voting are both open."""
    vote = round.phase("vote")
    vote.starts_at, vote.ends_at = NOW - timedelta(hours=1), NOW + timedelta(days=9)
    asked = report(hers)
    asked.set_status("asked", seoyeon, "어느 정류장인가요? 방향도 알려 주세요.")
    theirs = report_issue(round, junho, title="학원가 골목에 가로등이 없어서 밤마다 무서워요")
    theirs.support(hers)
    db.session.commit()
    here = "/gaon/1"
    return [
        *("/gaon/", "/gaon/mine", f"{here}/", f"{here}/issues/", f"{here}/issues/new"),
        *(f"{here}/issues/{asked.id}", f"{here}/issues/{asked.id}/edit"),
        *(f"{here}/issues/{theirs.id}", f"{here}/issues/{asked.id}/sent"),
        *(f"{here}/solutions/", f"{here}/vote"),
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
# Where a resident is not led to: files for programs, frames for other sites, one's own data as ZIP.
NOT_PAGES = (*FILES, "issues.browsing.offline_issues", "privacy.own_data", "health.", "places.")


def resident_pages(app) -> list[str]:
    """Every address that answers a resident's GET, with the newest thing there is of each."""
    open_to_her = {EVERYONE, SIGNED_IN}
    found = Walk(app, {}).addresses()
    return sorted(
        {
            address
            for endpoint, address in found
            if TABLE[endpoint] in open_to_her
            and endpoint not in SLOW
            and not endpoint.startswith(NOT_PAGES)
        }
    )


def test_on_no_page_of_a_resident_is_a_control_covered_or_cut(app, page_of, hers, pages):
    page = page_of(hers, PHONE)
    wrong, seen = [], 0
    for address in [*resident_pages(app), *pages]:
        answer = page.goto(address)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        seen += 1
        for size, percent, colours in LOOKS:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=colours)
            page.evaluate(
                "size => { document.documentElement.style.fontSize = size; }", f"{percent}%"
            )
            page.evaluate("() => new Promise((go) => requestAnimationFrame(() => setTimeout(go)))")
            told = f"{size['width']}px {percent}% {colours} {address}"
            wrong += [f"{told}: {fault}" for fault in page.evaluate(UNCOVERED)]
    assert seen > 35, "the walk has pages to look at"
    assert not wrong, "\n".join(wrong)
