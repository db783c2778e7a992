"""Queries and server CPU of the dashboard at 1,000 and at 20,000 issues, half of them answered.

Seven in ten are with one of twelve departments, eight in ten in one of 25 themes, sixty days old
at most. Prints the least and the median CPU milliseconds of 40 requests, as bench/requests.py.
Run: python -m bench.dashboard
"""

import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random

from bench.city import make
from bench.requests import SIZES, _cookie, measure
from civic.db import db, now
from civic.issues.models import Issue
from civic.issues.rules import UNANSWERED
from civic.issues.status import StatusChange
from civic.people.models import Person, Role
from civic.people.sign_in.models import SignIn
from civic.rounds.models import Round
from civic.themes.models import Theme
from civic.themes.placements import Placement
from civic.triage.departments.models import Assignment, Department

BOARD = "/gaon/1/office/dashboard"
STATUSES = (*UNANSWERED, "rejected", "soliciting", "done")


def main() -> None:
    print(f"{'page':28} queries  least ms  CPU ms     KB")
    for count in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            app = make(Path(folder), count)
            with app.app_context():
                headers = _work_done(app)
                engine, since = db.engine, (now() - timedelta(days=30)).date()
            for words, asked in (("all", ""), ("30 days", f"?since={since}")):
                request = ("GET", BOARD + asked, headers)
                cost = measure(app, engine, lambda _n, request=request: request)
                figures = f"{cost.queries:7} {cost.least_ms:9.1f} {cost.ms:7.1f}"
                print(f"{count:7,} issues, {words:12} {figures} {cost.size / 1000:6.1f}")


def _work_done(app) -> dict:
    """What an office did with the reports; gives the headers of one of its planners."""
    round, planner = db.session.get_one(Round, 1), db.session.get_one(Person, 1)
    planner.roles.append(Role(name="planner", municipality_id=round.municipality_id))
    units = [Department(municipality_id=round.municipality_id, name=f"부서 {n}") for n in range(12)]
    db.session.add_all(units)
    themes = [Theme.start(round, ["버스", str(n)])[0].id for n in range(25)]
    chance, rows = Random(3), {Issue: [], StatusChange: [], Assignment: [], Placement: []}
    for id in db.session.scalars(db.select(Issue.id)).all():
        _one(id, chance, rows, [unit.id for unit in units], themes)
    db.session.execute(db.update(Issue), rows.pop(Issue))
    for table, some in rows.items():
        db.session.execute(db.insert(table), some)
    token = SignIn.open(planner, device="bench")
    db.session.commit()
    return {"Cookie": _cookie(app, token)}


def _one(id, chance, rows, units, themes) -> None:
    status = chance.choice(STATUSES)
    at = now() - timedelta(days=chance.randrange(60), hours=chance.randrange(24))
    rows[Issue].append({"id": id, "status": status, "created_at": at})
    if status not in UNANSWERED:
        step = {"issue_id": id, "status": status, "actor_id": 1}
        rows[StatusChange].append(step | {"created_at": at + timedelta(days=chance.randrange(20))})
    if chance.random() < 0.7:
        given = {"department_id": chance.choice(units), "officer": chance.choice(["", "하늘"])}
        rows[Assignment].append(
            {"issue_id": id, "due_on": (at + timedelta(days=10)).date()} | given
        )
    if chance.random() < 0.8:
        rows[Placement].append({"issue_id": id, "round_id": 1, "theme_id": chance.choice(themes)})


if __name__ == "__main__":
    main()
