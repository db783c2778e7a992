"""The pin of a report without dragging: by a tap, by keys, and by buttons that move it a little."""

import re

import pytest

from civic.db import db
from civic.issues.models import Issue
from tests.browser.phone import NEW, keeps, send, until, write_report

pytestmark = pytest.mark.browser
MAP = "[data-place-map]"
CHOSEN = "여기로 정했어요."


@pytest.fixture
def page(page_of, round, person):
    """민지's report, written but for the pin; the map is there."""
    page = page_of(person("민지"), has_touch=True)
    page.goto(NEW)
    keeps(page)
    write_report(page, "보도블록이 깨졌어요", photos=())
    page.locator(f"{MAP} .area").first.wait_for(state="attached")
    return page


def pin(page) -> tuple[float, float]:
    """Latitude and longitude the form would send."""
    page.get_by_text(CHOSEN).wait_for()
    return tuple(float(page.locator(f"#{name}").input_value()) for name in ("lat", "lon"))


def saved(page, look) -> tuple[float, float]:
    send(page)
    page.wait_for_url(re.compile(r"/issues/\d+/sent$"))
    return look(db.select(Issue.lat)), look(db.select(Issue.lon))


def test_the_pin_is_put_by_a_tap_moved_by_another_and_saved_so(page, look):
    middle = page.locator(MAP).bounding_box()
    at = {"x": middle["width"] / 2, "y": middle["height"] / 2}
    page.locator(MAP).tap(position=at)
    lat, lon = pin(page)
    page.locator(MAP).tap(position={"x": at["x"] + 40, "y": at["y"] + 30})
    until(page, lambda: pin(page) != (lat, lon))
    moved = pin(page)
    assert moved[0] < lat and moved[1] > lon
    assert saved(page, look) == pytest.approx(moved, abs=1e-6)


def test_the_pin_is_put_by_keys_moved_by_buttons_and_saved_so(page, look):
    page.locator(MAP).focus()
    page.keyboard.press("Enter")
    lat, lon = pin(page)
    for way in ("오른쪽으로", "위로"):
        page.get_by_role("button", name=way).press("Enter")
    moved = pin(page)
    assert moved[0] > lat and moved[1] > lon
    assert saved(page, look) == pytest.approx(moved, abs=1e-6)
