"""The chores' doings, and 다온, who runs the program."""

import pytest

from civic.db import db
from civic.housekeeping import jobs
from civic.people.models import Person, Role


@pytest.fixture
def operator(app, gaon):
    daon = Person(name="다온", email="daon@example.com", roles=[Role(name="operator")])
    db.session.add(daon)
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
