"""What a phone asks for to show a page: few things, each script with all that it imports, and no
script before the page is painted."""

import pytest

from civic.db import db

pytestmark = pytest.mark.browser
MOST_REQUESTS = 12
MOST_KB = 100
# What a server sends at once, before it has heard back: more costs a phone another round trip.
FIRST_WINDOW = 10 * 1460
PATHS = {"report": ["", "issues/", "issues/{issue}", "issues/map", "issues/new"], "vote": ["vote"]}
# The browser's own, and no other way to the scripts: a busy machine may be long about a paint.
WHEN_PAINTED = """window.PerformanceObserver = Object.getPrototypeOf(window.PerformanceObserver);
window.setTimeout = ((wait) => (act, ms, ...rest) => ms === 1000 || wait(act, ms, ...rest))(
  setTimeout)"""
NO_PAINT_TOLD = "window.PerformanceObserver = class { observe() {} }"
HTMX = "() => window.htmx"
ASKED = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const [painted] = performance.getEntriesByName("first-contentful-paint");
  return {
    page: page.encodedBodySize,
    painted: painted.startTime,
    rest: performance.getEntriesByType("resource").map((each) => ({
      name: each.name,
      size: each.encodedBodySize,
      starts: each.startTime,
      blocks: each.renderBlockingStatus === "blocking",
      isScript: each.initiatorType === "script",
    })),
  };
}"""


@pytest.fixture
def looked_at(page_of, person, open_phase, report, ballot):
    """(path, what was asked for) of each measured page."""
    page = page_of(person("민지", lives=True))
    page.add_init_script(WHEN_PAINTED)
    issue = report(person("하준")).id

    def look():
        for phase, paths in PATHS.items():
            open_phase(phase)
            db.session.rollback()
            for path in paths:
                page.goto(f"/gaon/1/{path.format(issue=issue)}", wait_until="networkidle")
                page.wait_for_function(HTMX)
                yield path, page.evaluate(ASKED)

    return look


def test_a_page_asks_for_few_things_and_paints_before_it_asks_for_a_script(looked_at):
    for path, asked in looked_at():
        names = [each["name"] for each in asked["rest"]]
        assert len(names) < MOST_REQUESTS and len(names) == len({*names}), (path, names)
        sizes = [each["size"] for each in asked["rest"]]
        assert asked["page"] + sum(sizes) < MOST_KB * 1000, (path, sizes)
        sheets = [each for each in asked["rest"] if each["blocks"]]
        assert len(sheets) == 1 and sheets[0]["size"] < FIRST_WINDOW, (path, sheets)
        assert asked["page"] < FIRST_WINDOW, (path, asked["page"])
        scripts = [each for each in asked["rest"] if each["isScript"]]
        assert len(scripts) >= 2, (path, names)
        assert min(each["starts"] for each in scripts) >= asked["painted"], (path, scripts)
        assert not [name for name in names if "leaflet" in name], path  # nobody reached for a map


def test_scripts_come_where_no_paint_is_told_of_too(page_of, round):
    page = page_of(None)
    page.add_init_script(NO_PAINT_TOLD)
    page.goto("/gaon/1/")
    page.wait_for_function(HTMX)
    assert page.problems == []
