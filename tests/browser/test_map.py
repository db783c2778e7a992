"""The map by keyboard, and near me without telling anybody where that is."""

import re

import pytest

from civic.db import db
from civic.issues.models import Issue, rebuild_round_index
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser
HERE = {"latitude": 36.54321, "longitude": 127.01234}
TOLD = {"body": "", "category": "transit", "place": "", "shows_name": False}


@pytest.fixture
def scattered(round, gaon, person):
    """Twelve issues in the west, three in the east."""
    minji = person("민지")
    for n in range(15):
        lat, lon = 36.52 + 0.004 * n, 127.02 + 0.003 * n + (0.08 if n >= 12 else 0)
        district = gaon.districts[0 if n < 12 else 1]
        told = {**TOLD, "title": f"문제 {n}", "lat": lat, "lon": lon, "district_id": district.id}
        Issue.report(round, minji, request_key=f"key-{n:08}", **told)
    rebuild_round_index(round)
    db.session.commit()


def names_on_map(page):
    return page.locator("#map [role=button]").evaluate_all("(all) => all.map((e) => e.ariaLabel)")


def test_pins_are_reached_opened_and_left_by_keyboard(page_of, scattered):
    page = page_of(None, PHONE)
    page.goto("/gaon/1/issues/map")
    page.locator("[data-map-open]").wait_for()
    page.locator("[data-map-open]").focus()
    page.keyboard.press("Enter")
    page.locator("#map .cluster").first.wait_for()
    page.wait_for_function("document.activeElement.id === 'map'")
    stops = page.locator("#map [role=button][tabindex='0']")
    assert stops.count() == 1
    # The number one sees is a word of the name: who speaks to the phone says what stands there.
    assert all(re.fullmatch(r"문제 \d+, 가까이 보기", name) for name in names_on_map(page))
    for _zoom in range(4):
        stops.focus()
        with page.expect_response("**/map.json*") as feed:
            page.keyboard.press("Enter")
        if any("url" in each["properties"] for each in feed.value.json()["features"]):
            break
    page.locator("#map .issue-pin:focus").wait_for()
    first = page.evaluate("document.activeElement.ariaLabel")
    assert first.startswith("문제 ")
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup a[href*=issues]").wait_for()
    assert re.search(r"/issues/\d+$", page.evaluate("document.activeElement.href"))
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert page.evaluate("document.activeElement.ariaLabel") == first
    assert "지도에 문제" in page.locator("[data-map-shown]").inner_text()
    assert page.problems == []


def test_a_tap_on_the_picture_shows_a_district_and_the_live_map_begins_there(page_of, scattered):
    page = page_of(None, PHONE)
    page.goto("/gaon/1/issues/map")
    east = page.locator(".map [data-district]").nth(1)
    east.click()
    page.get_by_role("heading", name="느티동 3건").wait_for()
    assert not page.evaluate("'L' in window")  # a look at the picture costs no map
    page.locator("[data-map-open]").click()
    shown = page.locator("[data-map-shown]", has_text="지도에 문제 3건")
    shown.wait_for(state="attached")
    assert page.problems == []


def test_a_live_map_that_cannot_come_says_so_and_leaves_the_picture(page_of, scattered):
    page = page_of(None, PHONE)
    page.route("**/leaflet*", lambda route: route.abort())
    page.goto("/gaon/1/issues/map")
    page.locator("[data-map-zoom=in]").click()
    page.get_by_text("지도를 불러오지 못했어요.").wait_for()
    page.locator(".map [data-district]").first.click()
    page.get_by_role("heading", name=re.compile("12건")).wait_for()


@pytest.mark.parametrize(
    ("address", "near"),
    [("/gaon/1/issues/map", "[data-map-near]"), ("/gaon/1/issues/", "[data-near]")],
)
def test_near_me_never_tells_the_position(page_of, scattered, address, near):
    page = page_of(None, PHONE, geolocation=HERE, permissions=["geolocation"])
    sent = []
    page.on("request", lambda request: sent.append(request.url + str(request.post_data or "")))
    page.goto(address)
    for fold in page.locator("#filters summary").all():
        fold.click()
    with page.expect_request(re.compile("sort=nearest|map.json")):
        page.locator(near).click()
        page.wait_for_timeout(800)
        page.locator("[data-map-zoom=in]").click() if "map" in address else None
    for told in sent:
        assert not re.search(r"36\.54\d|127\.01\d", told), told
    if "map" not in address:
        page.get_by_text("가까운 순 · 위치가 있는 제보만", exact=True).wait_for()
        assert "lat=36.550&lon=127.050" in page.url  # the middle of 달내동


@pytest.fixture
def one_spot(round, gaon, person):
    """Three issues within two metres, and a fourth some hundred metres away."""
    minji = person("민지")
    places = [(36.55, 127.05), (36.55, 127.05), (36.55001, 127.05001), (36.5515, 127.0515)]
    for n, (lat, lon) in enumerate(places):
        told = {**TOLD, "title": f"가로등 {n}", "lat": lat, "lon": lon}
        told["district_id"] = gaon.districts[0].id
        Issue.report(round, minji, request_key=f"spot-{n:08}", **told)
    rebuild_round_index(round)
    db.session.commit()


def come_near(page):
    """Open the live map and come so near that issues stand for themselves."""
    page.goto("/gaon/1/issues/map")
    page.locator("[data-map-open]").click()
    for _zoom in range(6):
        page.locator("#map .cluster, #map .issue-pin").first.wait_for()
        if not page.locator("#map .cluster").count():
            break
        with page.expect_response("**/map.json*"):
            page.locator("#map .cluster").first.click(force=True)
        page.wait_for_timeout(700)
    page.locator("#map .several").wait_for()


def test_issues_on_one_spot_are_one_pin_with_their_number_and_a_list(page_of, one_spot):
    page = page_of(None, PHONE)
    come_near(page)
    several = page.locator("#map .several")
    assert several.count() == 1 and several.get_attribute("aria-label") == "이곳의 문제 3건"
    assert several.inner_text() == "3"
    # the fourth stands for itself: nothing lies under another
    assert page.locator("#map .issue-pin:not(.several)").count() == 1
    assert "지도에 문제 4건을 2곳에" in page.locator("[data-map-shown]").inner_text()
    several.click()
    links = page.locator(".leaflet-popup .pinned a")
    links.first.wait_for()
    assert sorted(links.all_inner_texts()) == ["가로등 0", "가로등 1", "가로등 2"]
    assert all(link.bounding_box()["height"] >= 24 for link in links.all())
    page.locator("#map .leaflet-pan-anim").wait_for(state="detached")  # the map made room for it
    links.nth(1).click()
    page.wait_for_url(re.compile(r"/issues/\d+$"))
    assert page.problems == []


def test_the_list_of_a_spot_is_reached_walked_and_left_by_key(page_of, one_spot):
    page = page_of(None, PHONE)
    come_near(page)
    page.locator("#map .several").focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup .pinned a").first.wait_for()
    reached = []
    for _link in range(3):
        reached.append(page.evaluate("document.activeElement.textContent"))
        page.keyboard.press("Tab")
    assert sorted(reached) == ["가로등 0", "가로등 1", "가로등 2"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert page.evaluate("document.activeElement.ariaLabel") == "이곳의 문제 3건"
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup .pinned a").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/issues/\d+$"))
    assert page.problems == []


def test_no_zoom_parts_a_spot_and_every_zoom_keeps_its_number(page_of, one_spot):
    page = page_of(None, PHONE)
    come_near(page)
    for _zoom in range(3):
        page.locator("[data-map-zoom=in]").click()
        page.wait_for_timeout(500)
    assert page.locator("#map .several").count() == 1
