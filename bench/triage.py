"""The desk at 20,000 issues in 40 themes: its list, themes, piles, and acts on 1,000 issues with
their undoing.

Pages are asked for as bench/requests.py does, while nobody writes. Of each act and its
undo: CPU seconds and seconds by the clock, the least of three. An address of a database as an
argument measures there instead of SQLite. Run: python -m bench.triage [address]
"""

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np

from bench.city import make
from bench.requests import _cookie, measure
from civic.db import db, now
from civic.engines.text_nouns import PlainNouns
from civic.grouping import pack, read_nouns
from civic.grouping.packing import DIMENSIONS
from civic.issues.models import Issue
from civic.people.models import Person
from civic.people.sign_in.models import SignIn
from civic.rounds.models import Round
from civic.themes.models import Theme
from civic.themes.placements import Placement
from civic.themes.reading import already_read, keys_of
from civic.themes.vectors import IssueVector
from civic.triage.acts.answer import AnswerMany
from civic.triage.acts.category import Category
from civic.triage.acts.department import Assign
from civic.triage.acts.hide import Hide
from civic.triage.acts.looked import Looked
from civic.triage.acts.merge import MergeMany
from civic.triage.acts.place import PlaceMany
from civic.triage.acts.registry import KINDS
from civic.triage.acts.status import Status, Transfer
from civic.triage.departments.models import Department
from civic.triage.models import OfficeAct
from civic.triage.piles.finding import find_of_large_rounds
from civic.triage.selection import Selection

ISSUES, THEMES, CHOSEN, TIMES = 20_000, 40, 1_000, 3
MOST_S = 1.0
DESK = "/gaon/1/office/voices"
PAGES = {
    "desk, untriaged": f"{DESK}?show=new",
    "desk, all": f"{DESK}?show=all",
    "desk, page 200": f"{DESK}?show=all&page=200",
    "desk, one category": f"{DESK}?show=all&category=transit",
    "desk, no department": f"{DESK}?department=none",
    "desk, newest": f"{DESK}?sort=newest",
    "desk, 버스": f"{DESK}?q=버스",
    "desk, nothing found": f"{DESK}?q=하마",
    "theme, residents": "/gaon/1/themes/3",
    "theme, office": "/gaon/1/office/themes/3",
    "themes, residents": "/gaon/1/themes/",
}
FLOOR, SMALLEST = "smallest office page", f"{DESK}/acts"


def acts(round: Round, department: int) -> dict:
    """One of every kind, made anew each time."""
    district = round.municipality.districts[0].id
    return {
        "looked": Looked,
        "category": lambda: Category("other"),
        "place": lambda: PlaceMany(district, "시장 앞"),
        "department": lambda: Assign(department, "정우", date(2027, 1, 1)),
        "status": lambda: Status("rejected", "예산이 없어요"),
        "answer": lambda: AnswerMany("{접수번호}, 고마워요."),
        "transfer": lambda: Transfer("국토관리청", "국도라서 보냈어요."),
        "merge": MergeMany,
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


def show(pages: dict[str, str], ask, floor_ms: float) -> None:
    """Print what each page costs, and what of that is its own: above the smallest office page."""
    for name, path in pages.items():
        cost = ask(path)
        figures = f"{cost.queries:7} {cost.least_ms:9.2f} {cost.least_ms - floor_ms:9.2f}"
        print(f"{name:22} {figures} {cost.ms:7.2f} {cost.size / 1000:6.1f}")


def read_all() -> None:
    """What engines would have read of every text: plain nouns, and a drawn vector for each."""
    texts, _ = already_read(1)
    drawn = np.random.default_rng(1).standard_normal((len(texts), DIMENSIONS))
    nouns, keys = read_nouns(texts, PlainNouns().runs), keys_of(texts)
    rows = [
        {
            "issue_id": text.number,
            "text_key": keys[text.number],
            "vector": pack(vector / np.linalg.norm(vector)),
            "nouns": list(runs),
        }
        for text, vector, runs in zip(texts, drawn, nouns, strict=True)
    ]
    db.session.execute(db.insert(IssueVector), rows)
    db.session.commit()


def find_piles(how: str) -> None:
    clock = time.process_time()
    find_of_large_rounds()
    print(f"piles {how}, by the worker: {time.process_time() - clock:.1f} s CPU")


def add_themes(planner: Person) -> None:
    """THEMES of them, each with as many texts as the others, a third of them unsure."""
    themes = [
        Theme(round_id=1, position=n + 1, words=["버스", "정류장"], name=f"주제 {n + 1}")
        for n in range(THEMES)
    ]
    for theme in themes:
        theme.named_at, theme.named_by_id, theme.texts_count = now(), planner.id, ISSUES // THEMES
    db.session.add_all(themes)
    db.session.flush()
    rows = [
        {"issue_id": id, "round_id": 1, "theme_id": themes[id % THEMES].id, "sure": id % 3 > 0}
        for id in db.session.scalars(db.select(Issue.id))
    ]
    db.session.execute(db.insert(Placement), [row | {"reason": ["버스"]} for row in rows])


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
            add_themes(planner)
            cookie = {"Cookie": _cookie(app, SignIn.open(planner, device="bench"))}
            db.session.commit()
            planner_id, engine = planner.id, db.engine
        ask = lambda path: measure(app, engine, lambda _n: ("GET", path, cookie))  # noqa: E731
        floor_ms = ask(SMALLEST).least_ms
        print(f"{'page':22} queries  least ms   its own  CPU ms     KB")
        show({FLOOR: SMALLEST} | PAGES, ask, floor_ms)
        print(f"\n{'act on 1,000':22} CPU s   clock s   undo: CPU s   clock s")
        with app.app_context():
            round = db.session.get(Round, 1)
            department = db.session.scalars(db.select(Department.id)).first()
            for name, make_act in acts(round, department).items():
                runs = [act_and_undo(make_act, planner_id) for _ in range(TIMES)]
                least = [min(run[n][m] for run in runs) for n in (0, 1) for m in (0, 1)]
                over = "" if max(least) <= MOST_S else f"over {MOST_S} s"
                print(f"{name:22} " + "  ".join(f"{value:8.3f}" for value in least), over)
        with app.app_context():
            find_piles("by letters")
            read_all()
            find_piles("by meaning")
        show({"piles": f"{DESK}/piles"}, ask, floor_ms)


if __name__ == "__main__":
    main()
