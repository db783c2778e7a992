"""The desk at 20,000 issues: its list, and acts on 1,000 issues with their undoing.

The list is asked for as bench/requests.py does. Of each act and its undo: CPU seconds and seconds
by the clock, the least of three. An address of a database as an argument measures there instead of
SQLite.
"""

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bench.city import make
from bench.requests import _cookie, measure
from civic.db import db
from civic.issues.models import Issue
from civic.people.models import Person
from civic.people.sign_in.models import SignIn
from civic.rounds.models import Round
from civic.triage.acts.answer import Answer
from civic.triage.acts.category import Category
from civic.triage.acts.department import Assign
from civic.triage.acts.hide import Hide
from civic.triage.acts.looked import Looked
from civic.triage.acts.merge import Merge
from civic.triage.acts.place import Place
from civic.triage.acts.registry import KINDS
from civic.triage.acts.status import Status, Transfer
from civic.triage.departments.models import Department
from civic.triage.models import OfficeAct
from civic.triage.piles.find import piles
from civic.triage.selection import Selection

ISSUES, CHOSEN, TIMES = 20_000, 1_000, 3
MOST_S, MOST_MS = 1.0, 5.0
DESK = "/gaon/1/office/voices"
PAGES = {
    "desk, untriaged": f"{DESK}?show=new",
    "desk, all": f"{DESK}?show=all",
    "desk, page 200": f"{DESK}?show=all&page=200",
    "desk, one category": f"{DESK}?show=all&category=transit",
    "desk, no department": f"{DESK}?department=none",
    "desk, newest": f"{DESK}?sort=newest",
    "desk, 버스": f"{DESK}?q=버스",
}


def acts(round: Round, department: int) -> dict:
    """One of every kind, made anew each time."""
    district = round.municipality.districts[0].id
    return {
        "looked": Looked,
        "category": lambda: Category("other"),
        "place": lambda: Place(district, "시장 앞"),
        "department": lambda: Assign(department, "정우", date(2027, 1, 1)),
        "status": lambda: Status("rejected", "예산이 없어요"),
        "answer": lambda: Answer("{접수번호}, 고마워요."),
        "transfer": lambda: Transfer("국토관리청", "국도라서 보냈어요."),
        "merge": Merge,
        "hide": lambda: Hide("시험"),
    }


def timed(does) -> tuple[float, float]:
    """(CPU seconds, seconds)"""
    cpu, clock = time.process_time(), time.perf_counter()
    does()
    db.session.commit()
    return time.process_time() - cpu, time.perf_counter() - clock


def act_and_undo(make_act, planner_id: int) -> tuple:
    round, planner = db.session.get(Round, 1), db.session.get(Person, planner_id)
    ids = tuple(db.session.scalars(db.select(Issue.id).order_by(Issue.id).limit(CHOSEN)))
    done = []
    chosen = Selection(seen=round.office_revision, ids=ids)
    acted = timed(lambda: done.append(OfficeAct.do(make_act(), chosen, round, planner)))
    undone = timed(lambda: done[0].undo(KINDS[done[0].kind], planner))
    assert done[0].kept_count == 0
    return acted, undone


def main() -> None:
    address = sys.argv[1] if len(sys.argv) > 1 else ""
    with tempfile.TemporaryDirectory() as folder:
        app = make(Path(folder), ISSUES, address=address)
        with app.app_context():
            place = db.session.get(Round, 1).municipality
            planner = db.session.get(Person, 1)
            planner.grant("planner", place)
            db.session.execute(db.update(Issue).values(lat=None, lon=None).where(Issue.id % 2 == 0))
            Department.open(place, "도로과")
            cookie = {"Cookie": _cookie(app, SignIn.open(planner, device="bench"))}
            db.session.commit()
            planner_id, engine = planner.id, db.engine
        print(f"{'page':22} queries  least ms  CPU ms     KB")
        for name, path in PAGES.items():
            cost = measure(app, engine, lambda _n, path=path: ("GET", path, cookie))
            over = "" if cost.least_ms <= MOST_MS else f"over {MOST_MS} ms"
            figures = f"{cost.queries:7} {cost.least_ms:9.2f} {cost.ms:7.2f}"
            print(f"{name:22} {figures} {cost.size / 1000:6.1f} {over}")
        print(f"\n{'act on 1,000':22} CPU s   clock s   undo: CPU s   clock s")
        with app.app_context():
            round = db.session.get(Round, 1)
            department = db.session.scalars(db.select(Department.id)).first()
            for name, make_act in acts(round, department).items():
                runs = [act_and_undo(make_act, planner_id) for _ in range(TIMES)]
                least = [min(run[n][m] for run in runs) for n in (0, 1) for m in (0, 1)]
                over = "" if max(least) <= MOST_S else f"over {MOST_S} s"
                print(f"{name:22} " + "  ".join(f"{value:8.3f}" for value in least), over)
            clock = time.process_time()
            found = piles(db.session.get(Round, 1))
            print(f"\npiles: {len(found)}, {time.process_time() - clock:.2f} s CPU")


if __name__ == "__main__":
    main()
