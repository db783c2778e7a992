"""Frames on a city's own site: as high as what they show, with the script and without, open to
everyone, in both themes."""

import threading

import pytest
from werkzeug.serving import make_server

from civic.db import db
from civic.open_data.embeds.models import EmbedSite
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_every_page import faults_of, watch
from tests.factory import add_issue

pytestmark = pytest.mark.browser
TITLES = [
    "그늘이 없어요",
    "정류장에 그늘이 없어서 한여름에 버스를 기다리기가 너무 힘들고 어르신이 서 있기도 어려워요",
    "마을버스가 한참 기다려도 오지 않아요",
    "횡단보도 신호가 짧아 어르신이 다 건너지 못해요",
    "밤에 골목 가로등이 꺼져 있어요",
]
CONTENT = "document.querySelector('main').getBoundingClientRect().bottom + scrollY"


@pytest.fixture
def shown(round, gaon):
    """What the list and the map show."""
    for number, title in enumerate(TITLES, 1):
        place = {"lat": 36.55, "lon": 127.05, "district_id": gaon.districts[number % 2].id}
        add_issue(round, number, title=title, **place)
    db.session.commit()
    return round


@pytest.fixture
def elsewhere():
    """Another site: its address, and the page it gives, which a test may set."""
    given = {"page": ""}

    def application(_environ, start):
        start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [given["page"].encode()]

    host = make_server("127.0.0.1", 0, application)
    thread = threading.Thread(target=host.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{host.server_port}", given
    host.shutdown()
    thread.join()
    host.server_close()


@pytest.fixture
def site(page_of, shown, elsewhere):
    """site(html) is a page of another site that may show the city's frames."""
    address, given = elsewhere
    db.session.add(EmbedSite(municipality_id=shown.municipality_id, origin=address))
    db.session.commit()
    page = page_of(None, DESK)

    def show(html):
        given["page"] = html
        page.goto(f"{address}/")
        return page

    return show


def frame(server, view="list", query="", height=200):
    address = f"{server}/gaon/1/embed/{view}{query}"
    return f'<!DOCTYPE html><iframe id="f" src="{address}" width="640" height="{height}"></iframe>'


def inside(page):
    return page.query_selector("#f").content_frame()


def is_cut(page):
    return inside(page).evaluate("document.scrollingElement.scrollHeight > innerHeight + 1")


GROWN = "document.getElementById('f').clientHeight > 250"


def fits(page):
    """Whether the frame comes to be as high as what it shows, and nothing of it is cut."""
    for _time in range(400):
        height = page.evaluate("document.getElementById('f').clientHeight")
        if not is_cut(page) and abs(height - inside(page).evaluate(CONTENT)) <= 2:
            return True
        page.wait_for_timeout(100)
    return False


@pytest.mark.parametrize("query", ["", "?fit=1"])
@pytest.mark.parametrize(("view", "sizing"), [("list", "border-box"), ("map", "content-box")])
def test_with_the_script_a_frame_is_as_high_as_what_it_shows(site, server, view, sizing, query):
    style = f"<style>* {{ box-sizing: {sizing}; }}</style>"
    script = f'<script src="{server}/embed.js" async></script>'
    page = site(frame(server, view, query) + style + script)
    page.wait_for_function(GROWN)
    assert fits(page)
    for width in (300, 640):
        page.evaluate(f"document.getElementById('f').width = {width}")
        assert fits(page), width
    assert page.problems == []


def test_without_the_script_it_keeps_the_sites_height_and_runs_none(site, server):
    page = site(frame(server, height=620))
    inside(page).wait_for_selector("h1")
    assert page.evaluate("document.getElementById('f').clientHeight") == 620
    assert inside(page).evaluate("document.scripts.length") == 0 and page.problems == []


def test_the_script_believes_nobody_else(site, server):
    page = site(frame(server, height=620) + f'<script src="{server}/embed.js"></script>')
    page.wait_for_function("document.getElementById('f').clientHeight !== 620")
    height = page.evaluate("document.getElementById('f').clientHeight")
    page.evaluate("postMessage({ civicHeight: 5000 }, '*')")
    page.wait_for_timeout(200)
    assert page.evaluate("document.getElementById('f').clientHeight") == height


@pytest.mark.parametrize("width", [640, 400, 280])
@pytest.mark.parametrize("of", ["issues/", "issues/map", "vote/result"])
def test_oembeds_height_holds_what_is_shown_and_not_much_more(page_of, server, shown, of, width):
    page = page_of(None, DESK)
    asked = f"{server}/oembed?url={server}/gaon/1/{of}&maxwidth={width}"
    told = page.request.get(asked).json()
    page.set_viewport_size({"width": width, "height": told["height"]})
    page.goto(told["html"].split('src="')[1].split('"')[0])
    needed = page.evaluate(CONTENT)
    assert needed <= told["height"] <= needed * 1.6, (needed, told["height"])


@pytest.mark.parametrize("view", ["list", "map", "result"])
@pytest.mark.parametrize("query", ["", "?fit=1"])
def test_a_frame_is_open_to_everyone_in_both_themes(page_of, shown, view, query):
    page = page_of(None, PHONE, reduced_motion="reduce")
    watch(page)
    page.goto(f"/gaon/1/embed/{view}{query}")
    assert faults_of(page, set()) == []
    assert page.problems == []
