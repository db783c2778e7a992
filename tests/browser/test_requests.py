"""What a phone asks for to show a page: few things, and each script with all that it imports."""

import pytest

from civic.db import db

pytestmark = pytest.mark.browser
MOST_REQUESTS = 12
MOST_KB = 100
ASKED = """() => performance.getEntriesByType("resource").map(
  ({ name, encodedBodySize }) => [name, encodedBodySize])"""


def test_a_page_asks_for_few_things_and_for_each_once(page_of, person, open_phase, report, ballot):
    page = page_of(person("민지", lives=True))
    issue = report(person("하준")).id
    opened = {
        "report": ["", "issues/", f"issues/{issue}", "issues/map", "issues/new"],
        "vote": ["vote"],
    }
    for phase, paths in opened.items():
        open_phase(phase)
        db.session.rollback()
        for path in paths:
            page.goto(f"/gaon/1/{path}", wait_until="networkidle")
            asked = page.evaluate(ASKED)
            names = [name for name, _size in asked]
            assert len(names) < MOST_REQUESTS and len(names) == len({*names}), (path, names)
            assert sum(size for _name, size in asked) < MOST_KB * 1000, path
