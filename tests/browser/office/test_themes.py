"""A planner drags texts of one theme onto another."""

import pytest

from civic.db import db
from civic.themes.models import Theme
from civic.themes.placements import Placement
from tests.browser.conftest import DESK
from tests.factory import report_issue


@pytest.fixture
def two_themes(round, minji, seoyeon):
    issues = [report_issue(round, minji, title=f"버스 {n}") for n in range(3)]
    db.session.flush()
    bus, shade = Theme.start(round)[0], Theme.start(round)[0]
    bus.rename("버스", "", seoyeon)
    shade.rename("그늘", "", seoyeon)
    bus.take([issue.id for issue in issues], seoyeon, None)
    db.session.commit()
    return bus.id, shade.id, [issue.id for issue in issues]


def placed_in(theme_id):
    db.session.rollback()
    query = db.select(Placement.issue_id).where(Placement.theme_id == theme_id)
    found = set(db.session.scalars(query))
    db.session.rollback()
    return found


def test_a_text_is_dragged_onto_a_theme_with_those_that_are_picked(page_of, seoyeon, two_themes):
    bus, shade, issues = two_themes
    page = page_of(seoyeon, DESK)
    page.goto(f"/gaon/1/office/themes/{bus}")
    page.wait_for_selector("[data-text][draggable=true]")
    page.check(f"input[name=issue][value='{issues[0]}']")
    dragged = page.locator("[data-text]", has=page.locator(f"input[value='{issues[2]}']"))
    with page.expect_navigation():
        dragged.drag_to(page.locator(f"[data-drop='{shade}']"))
    assert placed_in(shade) == {issues[0], issues[2]}
    assert placed_in(bus) == {issues[1]}
