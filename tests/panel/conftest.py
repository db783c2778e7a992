"""A panel that tests begin with: six seats of two districts, drawn by a real lottery."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.panel.draw.redraw import known_at
from civic.panel.draw.seeds import number_after
from civic.panel.models import Panel
from civic.people.models import Residency
from civic.places.population.models import Population
from civic.places.population.rows import BANDS

RESULT = "3,9,15,22,31,44+7"


@pytest.fixture
def doha(person):
    return person("도하", "planner")


@pytest.fixture
def terms():
    """terms(size=6) are those of a panel whose applications open now, for ten days."""

    def make(**values):
        until = now() + timedelta(days=10)
        source = {"source": "lotto", "source_round": number_after("lotto", until)}
        words = {"about": "분기마다 모여 살펴봐요.", "size": 6, "reserve_each": 2}
        words |= {"features": ["age", "sex", "district"], "ages": "thirds", "youngest": "20"}
        period = {"applies_from": now(), "applies_until": until, "answer_days": 7}
        last = {"ends_on": (until + timedelta(days=200)).date()}
        return words | period | source | last | values

    return make


@pytest.fixture
def population(gaon):
    """900 a band in 달내동, 300 in 느티동."""
    people = {
        (district.id, band): number
        for district, number in zip(gaon.districts, (900, 300), strict=True)
        for band in BANDS
    }
    Population.replace(gaon, people, "행정안전부 주민등록 인구통계", now().date())
    db.session.commit()


@pytest.fixture
def panel(round, population, terms, seoyeon):
    """Announced, and open for applications."""
    panel = Panel.prepare(round, **terms())
    panel.announce(seoyeon)
    db.session.commit()
    return panel


@pytest.fixture
def apply(panel, person, gaon):
    """apply("민지", "30", "f", 1) is an applicant's person, at home in the second district."""

    def make(name, band="30", sex="f", district=0):
        someone = person(name)
        home = gaon.districts[district].id
        db.session.add(
            Residency(person_id=someone.id, municipality_id=gaon.id, level="desk", district_id=home)
        )
        db.session.flush()
        panel.apply(someone, band, sex, None)
        db.session.commit()
        return someone

    return make


@pytest.fixture
def many(apply):
    """24 applicants, of every sort there is."""
    ages, sexes = ("20", "50", "70"), ("f", "m", "f", "none")
    return [apply(f"주민 {n}", ages[n % 3], sexes[n % 4], n // 3 % 2) for n in range(24)]


@pytest.fixture
def drawn(panel, many, clock, seoyeon, doha):
    """The panel after its list was published and two planners read the result."""
    clock(panel.applies_until)
    panel.close()
    clock(known_at(panel.source, panel.source_round) + timedelta(hours=1))
    panel.draw_by(RESULT, doha)
    db.session.commit()
    return panel
