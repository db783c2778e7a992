"""The chores' doings, and 다온, who runs the program."""

import pytest

from civic.db import db
from civic.housekeeping import jobs
from tests.factory import add_person


@pytest.fixture
def operator(app, gaon):
    daon = add_person("다온", "operator", city=gaon, email="daon@example.com")
    db.session.commit()
    return daon


@pytest.fixture
def worker(app):
    """worker() is one pass of the chores that are due; it gives the names of what failed."""

    def make_a_pass(**how):
        db.session.commit()
        with app.app_context():
            return jobs.do_due(**how)

    return make_a_pass
