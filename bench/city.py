"""A city with as many issues as asked, made by bulk inserts, for measuring."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from civic import create_app
from civic.db import db, now
from civic.demo import content
from civic.demo.build import found_city
from civic.issues.models import Issue, rebuild_round_index
from civic.issues.status import StatusChange
from civic.issues.support import Support
from civic.people.models import Person
from civic.people.residency.models import Residency
from civic.rounds.calls.models import Call
from civic.rounds.models import Round
from civic.rounds.phases.models import Phase
from civic.rounds.rules import PHASES
from civic.schema_version import make_tables
from civic.solutions.models import Solution

RESIDENTS = 2_000


def make(folder: Path, issues: int, open_phase: str = "vote", address: str = ""):
    """The app of a city with this many issues, on SQLite in a folder if no address is given."""
    app = create_app(
        DEMO=True,
        DATABASE_URL=address or f"sqlite:///{folder / 'bench.sqlite3'}",
        PHOTO_STORE="memory:",
        SENDER="memory",
        ASSETS="local",
        WTF_CSRF_ENABLED=False,
    )
    with app.app_context():
        make_tables(db.engine)
        place = found_city()
        round = _round(place, open_phase)
        people = _people(place)
        _issues(round, people, issues)
        for n in range(20):
            db.session.add(
                Solution(
                    round=round, number=n + 1, title=f"해결방안 {n + 1}", summary="요약",
                    category="transit", cost_won=200_000_000 + n * 10_000_000, status="on_ballot",
                )
            )  # fmt: skip
        rebuild_round_index(round)
        db.session.commit()
    return app


def _round(place, open_phase) -> Round:
    call = Call(slug="bench", programme="bench", year=2027)
    round = Round(municipality=place, call=call, number=1, title="bench", budget_won=4_000_000_000)
    start = now() - timedelta(days=10 * PHASES.index(open_phase) + 1)
    for n, kind in enumerate(PHASES):
        begins = start + timedelta(days=10 * n)
        phase = Phase(kind=kind, starts_at=begins, ends_at=begins + timedelta(days=10))
        round.phases.append(phase)
    db.session.add(round)
    db.session.flush()
    return round


def _people(place) -> list[int]:
    rows = [{"name": f"주민{n}", "email": f"p{n}@bench.invalid"} for n in range(RESIDENTS)]
    db.session.execute(db.insert(Person), rows)
    people = db.session.scalars(db.select(Person.id).order_by(Person.id)).all()
    lives = [{"person_id": p, "municipality_id": place.id, "level": "invite"} for p in people]
    db.session.execute(db.insert(Residency), lives)
    return people


def _issues(round, people, count):
    chance = Random(count)
    reports = [report for number in (1, 2, 3, 4) for report in content.reports(number)]
    districts = round.municipality.districts
    began = datetime(2026, 1, 1, tzinfo=UTC)
    rows, supports = [], []
    for n in range(count):
        report, district = chance.choice(reports), chance.choice(districts)
        backers = chance.sample(people, min(40, int(chance.paretovariate(1.2))))
        supports += [{"issue_id": n + 1, "person_id": person} for person in backers]
        rows.append(
            {
                "id": n + 1, "round_id": round.id, "receipt": n + 1,
                "reporter_id": chance.choice(people), "title": f"{report.title} {n}",
                "body": report.body, "category": report.category, "place": report.place,
                "district_id": district.id, "lat": district.label_lat + chance.gauss(0, 0.01),
                "lon": district.label_lon + chance.gauss(0, 0.01), "status": "reviewing",
                "supports_count": len(backers), "created_at": began + timedelta(minutes=n),
            }
        )  # fmt: skip
    db.session.execute(db.insert(Issue), rows)
    steps = [{"issue_id": n + 1, "status": "received"} for n in range(count)]
    db.session.execute(db.insert(StatusChange), steps)
    db.session.execute(db.insert(Support), supports)
    round.next_receipt = count + 1
