"""htmx and Leaflet come from the CDN; when it is blocked, slow or late, the kept copy, once."""

import re
import time

import pytest

from civic.settings.program import ROOT
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser
VENDOR = ROOT / "static" / "vendor"
CORS = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript"}


@pytest.fixture
def from_cdn(app):
    app.config["ASSETS"] = "cdn"
    yield
    app.config["ASSETS"] = "local"


def answers(route):
    name = route.request.url.split("/")[-1]
    route.fulfill(body=(VENDOR / name).read_bytes(), headers=CORS)


def breaks(route):
    route.abort()


def changed(route):
    route.fulfill(body="window.tampered = true; window.htmx = {}", headers=CORS)


@pytest.mark.parametrize("cdn", [answers, breaks, changed], ids=lambda way: way.__name__)
def test_htmx_works_whatever_the_cdn_does(page_of, round, from_cdn, cdn):
    page = page_of(None, PHONE)
    page.route("https://cdn.jsdelivr.net/**", cdn)
    page.goto("/gaon/1/issues/")
    swapped = search(page)
    assert swapped == 1 and page.evaluate("window.tampered") is None
    loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    kept = [name for name in loaded if name.endswith("/vendor/htmx.min.js")]
    assert len(kept) == (0 if cdn is answers else 1)


@pytest.mark.parametrize("path", ["new", "map"])
def test_htmx_comes_where_leaflet_stands_before_it_too(page_of, round, from_cdn, path):
    page = page_of(None, PHONE)
    page.route("https://cdn.jsdelivr.net/**", breaks)
    page.goto(f"/gaon/1/issues/{path}")
    page.wait_for_function(HTMX)


def test_a_cdn_that_hangs_holds_nothing_up_and_its_late_copy_does_not_run(page_of, round, from_cdn):
    page = page_of(None, PHONE)
    waiting = []
    page.route("https://cdn.jsdelivr.net/**", lambda route: waiting.append(route))
    page.goto("/gaon/1/issues/", wait_until="commit")
    started = time.monotonic()
    page.wait_for_function(HTMX)
    assert time.monotonic() - started > 2 and len(waiting) > 0  # nothing came from there
    page.evaluate("window.first = window.htmx; undefined")
    for route in waiting:
        answers(route)
    page.wait_for_load_state("load")
    assert page.evaluate("window.first === window.htmx")
    assert search(page) == 1


def test_htmx_comes_last_of_a_pages_scripts_and_only_as_it_was(client, round, from_cdn):
    scripts = re.findall(r"<script[^>]* src=[^>]*>", client.get("/gaon/1/").text)
    assert "every_page.js" in scripts[0] and "htmx" in scripts[-1]
    assert 'integrity="sha384-' in scripts[-1] and "data-kept" in scripts[-1]


def test_the_map_draws_with_the_cdn_blocked(page_of, round, from_cdn):
    page = page_of(None, PHONE)
    page.route("https://cdn.jsdelivr.net/**", breaks)
    page.goto("/gaon/1/issues/map")
    page.locator("[data-map-open]").click()
    page.locator("#map .area").first.wait_for(state="attached")
    assert page.locator("#map .leaflet-pane").first.count() == 1


HTMX = "() => window.htmx"


def search(page) -> int:
    """Look for a word; how many requests that one press made."""
    page.wait_for_function(HTMX)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "q=" in request.url else None)
    page.locator("#q").fill("버스")
    with page.expect_response("**/issues/?q=*") as answer:
        page.locator("#q").press("Enter")
    assert answer.value.request.headers["hx-request"] == "true"
    page.locator("#issues").get_by_text("버스").first.wait_for()
    return len(asked)
