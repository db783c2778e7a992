"""People of two districts who took part."""

from datetime import date

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.people.models import Person
from civic.places.population.models import Population


@pytest.fixture
def neighbours(round, gaon):
    """Forty from 달내동 aged 43 and fifteen from 느티동 of no told age support an issue."""
    west, east = gaon.districts
    issue = Issue(round_id=round.id, receipt=1, title="버스", category="transit", listed=True)
    db.session.add(issue)
    everybody = [
        Person(name=f"주민{n}", email=f"n{n}@example.com", home_district=west, birth_year=1983)
        for n in range(40)
    ] + [Person(name=f"이웃{n}", email=f"e{n}@example.com", home_district=east) for n in range(15)]
    db.session.add_all(everybody)
    db.session.flush()
    db.session.add_all(Support(issue_id=issue.id, person_id=p.id) for p in everybody)
    Population.replace(
        gaon, {(west.id, "40"): 800, (east.id, "40"): 9000}, "통계", date(2026, 10, 31)
    )
    db.session.commit()
    return everybody
