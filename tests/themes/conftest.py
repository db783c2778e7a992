"""Reports in a round, and themes of them."""

import pytest

from civic.db import db
from civic.themes.models import Theme
from tests.factory import add_issue


@pytest.fixture
def texts(round, gaon):
    """texts("버스가 안 와요", …) stores listed reports that were imported, and gives them."""

    def make(*titles, **values):
        db.session.refresh(round)  # reports take their numbers past the session
        first = round.next_receipt
        made = []
        for number, title in enumerate(titles):
            where = {"district_id": gaon.districts[number % 2].id}
            issue = add_issue(round, first + number, title=title, listed=False, **where | values)
            issue.list_it()
            made.append(issue)
        round.next_receipt = first + len(titles)
        db.session.commit()
        return made

    return make


@pytest.fixture
def theme(round, seoyeon):
    """theme("버스", issues) is a theme that 서연 named and filled."""

    def make(name="", issues=(), words=(), by=None):
        new, _ = Theme.start(round, words)
        if name:
            new.rename(name, "", by or seoyeon)
        if issues:
            new.take([issue.id for issue in issues], by or seoyeon)
        db.session.commit()
        return new

    return make
