"""People of a theme are counted each once, over all themes as of one, and as its parts say."""

import pytest

from civic.db import db
from civic.issues.support import Support
from civic.themes.figures import figures_of, people_of
from tests.factory import report_issue

pytestmark = pytest.mark.either_database


@pytest.fixture
def themes(round, theme, texts, minji, junho, seoyeon, person):
    """Of buses: 민지 reports one and supports another, which 준호 supports too; 하은 supports one
    that was merged; 서연 of the office supports as well. Of lamps: 준호 reports one; hidden is
    another. Of nothing: one without reports."""
    haeun = person("하은")
    bus, other = report_issue(round, minji), texts("버스 배차")[0]
    merged, lamp = texts("버스 간격")[0], report_issue(round, junho, title="가로등")
    gone = report_issue(round, haeun, title="가로등 둘")
    rows = [(other, minji), (other, junho), (merged, haeun), (bus, seoyeon), (gone, minji)]
    for issue, someone in rows:
        db.session.add(Support(issue_id=issue.id, person_id=someone.id))
    found = theme("버스", [bus, other]), theme("가로등", [lamp, gone]), theme("빈 것")
    merged.merge_into(other, seoyeon)
    gone.hide("광고예요.")
    db.session.commit()
    return found


def test_each_counts_once_and_the_office_not_at_all(round, themes):
    bus, lamp, empty = (each.id for each in themes)
    counted = figures_of(round)
    assert (counted[bus].people, counted[lamp].people, empty in counted) == (3, 1, False)
    assert (counted[bus].texts, counted[lamp].texts) == (2, 1)


def test_all_themes_at_once_are_each_of_them(round, themes):
    counted = figures_of(round)
    for each in themes:
        assert figures_of(round, each.id).get(each.id) == counted.get(each.id)


def test_people_are_those_who_reported_and_those_who_only_support(round, themes):
    counted, parts = figures_of(round), people_of(round)
    assert parts[themes[0].id] == {"제보": 1, "공감": 2}
    assert {id: sum(acts.values()) for id, acts in parts.items()} == {
        id: figures.people for id, figures in counted.items()
    }
