"""The page of long work: however it comes to be loaded, it asks how far the work is."""

import pytest

from civic.db import db
from civic.plans.jobs.models import Job
from civic.plans.models import Plan
from tests.browser.conftest import DESK
from tests.browser.test_scripts_of_others import breaks, from_cdn  # noqa: F401

pytestmark = pytest.mark.browser


@pytest.fixture
def work(round, seoyeon):
    """Work that waits, and goes on as the test says."""
    job = Job.ask(Plan.start(round), "compile", seoyeon)
    db.session.commit()
    return job.id


def which_ask_again(page, address, loads) -> set[int]:
    """Of so many loads of the page, in a tab each, those that ask for the progress themselves."""
    asked = set()
    for number in range(loads):
        tab = page.context.new_page()
        tab.on("request", lambda sent, n=number: "seen=" in sent.url and asked.add(n))
        tab.goto(address)
    for _ in range(600):
        if len(asked) < loads:
            page.wait_for_timeout(100)
    return asked


def test_it_asks_in_every_one_of_twelve_loads(page_of, seoyeon, work):
    page = page_of(seoyeon, DESK)
    assert which_ask_again(page, f"/gaon/1/plan/jobs/{work}", 12) == {*range(12)}


def test_it_asks_when_the_kept_copy_of_htmx_took_over(page_of, seoyeon, work, from_cdn):  # noqa: F811
    page = page_of(seoyeon, DESK)
    page.context.route("https://cdn.jsdelivr.net/**", breaks)
    assert which_ask_again(page, f"/gaon/1/plan/jobs/{work}", 4) == {*range(4)}


def test_the_planner_sees_it_move_without_touching_the_page(page_of, seoyeon, work):
    page = page_of(seoyeon, DESK)
    page.goto(f"/gaon/1/plan/jobs/{work}")
    page.get_by_text("0%", exact=True).first.wait_for()
    Job.claim(work)
    Job.record_progress(work, 60, "check")
    db.session.commit()
    page.get_by_text("60%", exact=True).first.wait_for()
    Job.fail(work, "lost", "")
    db.session.commit()
    page.get_by_text("끝내지 못했어요.").last.wait_for()
