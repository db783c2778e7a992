"""With texts as long as they may be, on a small phone, a phone and a desk: nothing is cut, nothing
sticks out, no page scrolls sideways, and every control is as large as a finger."""

from pathlib import Path

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.solutions.models import Solution
from civic.targets.models import Indicator
from tests.browser.hostile import make_hostile
from tests.browser.test_every_page import OWN

pytestmark = pytest.mark.browser
CUT = (Path(__file__).parent / "checks" / "cut_checks.js").read_text()
WIDTHS = (320, 390, 1280)
OVER, VOTING = "/gaon/1", "/gaon/2"
PAGES = {
    None: [
        *("/", "/sign-in", "/gaon/nowhere", "/offline"),
        *(f"{VOTING}/{page}" for page in ("", "issues/", "issues/map", "vote", "solutions/")),
        *(f"{OVER}/{page}" for page in ("", "vote/result", "vote/ledger", "targets/", "plan")),
        *(f"{OVER}/{page}" for page in ("targets/results", "voices/", "solutions/catalogue")),
    ],
    "resident": [
        *(f"{VOTING}/{page}" for page in ("", "vote", "mine", "notices/", "outbox", "issues/new")),
        *(f"{VOTING}/{page}" for page in ("residency", "notices/choices")),
        *(f"{OVER}/{page}" for page in ("targets/points", "vote/ledger/receipts")),
    ],
    "planner": [
        *(f"{OVER}/office{page}" for page in ("", "/queue", "/phases/", "/settings", "/codes")),
        *(f"{OVER}/plan{page}" for page in ("", "/template", "/versions", "/links", "/ready")),
        *(f"{OVER}/targets/weights", f"{OVER}/office/issues/import"),
    ],
}


@pytest.fixture
def city(small_city):
    """The invented city with long words."""
    make_hostile()
    db.session.commit()


def detail_pages():
    """One issue with photos, one solution, one indicator, of the finished round."""
    first = {
        "issues": db.select(Issue.id).filter(Issue.cover_key.is_not(None), Issue.round_id == 1),
        "solutions": db.select(Solution.id).filter_by(round_id=1, status="selected"),
        "targets": db.select(Indicator.id).join(Solution).filter_by(round_id=1, status="selected"),
    }
    found = {name: db.session.scalar(query.limit(1)) for name, query in first.items()}
    db.session.rollback()
    return [f"{OVER}/{name}/{id}" for name, id in found.items()]


def faults_of(page, address):
    page.goto(address, wait_until="domcontentloaded")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate("() => new Promise((go) => requestAnimationFrame(() => setTimeout(go)))")
        own = page.evaluate(OWN)
        if width > 1000:  # where a mouse points
            own = [fault for fault in own if fault.startswith("wider")]
        yield from (f"{width} {address}: {fault}" for fault in own + page.evaluate(CUT))


def test_nothing_is_cut_however_long_the_words(city, page_of):
    wrong = []
    for role, pages in (PAGES | {None: PAGES[None] + detail_pages()}).items():
        page = page_of(None)
        if role:
            page.goto(f"/demo/{role}?next=/offline")
        wrong += [f"{role} {fault}" for address in pages for fault in faults_of(page, address)]
    assert wrong == [], "\n".join(wrong)
