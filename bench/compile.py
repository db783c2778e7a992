"""What a plan costs: the demo's round beside one of 20,000 issues and 100,000 votes.

Prints CPU seconds of the snapshot and of each format, the ratio between the two rounds, the sizes,
and what the evidence bundle takes in a process that does nothing else, beside the limits. All are
the least of a few fresh processes: neighbours make a program slower, never faster.
Run: python -m bench.compile
"""

import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random

from bench.city import make
from civic import create_app
from civic.db import db, now
from civic.demo.build import build
from civic.documents.export.formats import FORMATS
from civic.documents.model import Document
from civic.people.models import Person
from civic.people.residency.models import Residency
from civic.plans.jobs.run import packed
from civic.plans.models import Plan
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from civic.rounds.models import Round
from civic.schema_version import make_tables
from civic.solutions.models import Solution
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally

EMPTY = Document("", "", "", "", False, "", 1, "2026-11-22T03:00:00+00:00", "", ())
ISSUES, VOTERS = 20_000, 100_000
FIRST_S, WHOLE_S, PEAK_MB = 3.0, 15.0, 400
FIRST = ("snapshot", "hwpx")  # the document between them has its own line
TURNS = 3


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cities = {"demo": _demo, "large": _large}
        addresses = {name: f"sqlite:///{folder}/{name}.sqlite3" for name in cities}
        for name, make_city in cities.items():
            _apart(make_city, addresses[name])
        small, large = (_least(each_format, address) for address in addresses.values())
        wholes = [_least(whole_bundle, address) for address in addresses.values()]
    print(f"CPU seconds{'demo':>14} {'large':>8} {'ratio':>6} {'large kB':>9}, least of {TURNS}")
    for name, (cost, size) in large.items():
        ratio = cost / max(small[name][0], 0.001)
        print(f"{name:16} {small[name][0]:8.2f} {cost:8.2f} {ratio:6.1f} {size / 1000:9.0f}")
    firsts = [sum(costs[name][0] for name in FIRST) for costs in (small, large)]
    _judge("snapshot + HWPX, CPU s", firsts, FIRST_S)
    _judge("whole bundle, CPU s", [whole["seconds"][0] for whole in wholes], WHOLE_S)
    _judge("whole bundle, peak MB", [whole["peak"][0] for whole in wholes], PEAK_MB)


def each_format(address: str) -> dict[str, tuple[float, int]]:
    """name → (CPU seconds, bytes). What is loaded once a process is loaded before."""
    found = {}
    with _city(address).app_context():
        plan = Plan.start(db.session.get(Round, 1))
        for format in FORMATS.values():
            format.export(EMPTY)
        snapshot, seconds = _timed(partial(freeze, plan, None))
        found["snapshot"] = (seconds, len(snapshot.data))
        document, seconds = _timed(partial(document_of, snapshot))
        found["document"] = (seconds, 0)
        for name, format in FORMATS.items():
            made, seconds = _timed(partial(format.export, document))
            found[name] = (seconds, len(made))
    return found


def whole_bundle(address: str) -> dict[str, tuple[float, int]]:
    """CPU seconds and peak MB from the rows to the evidence bundle, all loaded on the way."""
    began = time.process_time()
    with _city(address).app_context():
        made = packed(freeze(Plan.start(db.session.get(Round, 1)), None))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": (time.process_time() - began, len(made)), "peak": (peak, len(made))}


def _demo(address: str) -> None:
    with _city(address).app_context():
        make_tables(db.engine)
        build()
        db.session.commit()


def _large(address: str) -> None:
    """The large round, its vote over and counted."""
    with make(Path(), ISSUES, "vote", address).app_context():
        round = db.session.get(Round, 1)
        _vote(round)
        round.phase("vote").ends_at = now() - timedelta(minutes=1)
        Tally.count(round, None)
        db.session.commit()


def _vote(round: Round) -> None:
    """Each voter chooses three of the solutions."""
    chance = Random(VOTERS)
    first = db.session.scalar(db.select(db.func.max(Person.id))) + 1
    ids = range(first, first + VOTERS)
    solutions = db.session.scalars(db.select(Solution.id).filter_by(round_id=round.id)).all()
    lives = {"municipality_id": round.municipality_id, "level": "invite"}
    done = {"round_id": round.id, "level": "invite", "submitted_at": now(), "salt": None}
    for table, values in (
        (Person, [{"id": n, "name": f"유권자{n}", "email": f"v{n}@bench.invalid"} for n in ids]),
        (Residency, [{"person_id": n} | lives for n in ids]),
        (Participation, [{"id": n, "person_id": n} | done for n in ids]),
        (Ballot, [_ballot(round, n, sorted(chance.sample(solutions, 3)), chance) for n in ids]),
    ):
        db.session.execute(db.insert(table), values)


def _ballot(round: Round, voter: int, chosen: list[int], chance: Random) -> dict:
    choices = [[solution, f"{chance.getrandbits(128):032x}"] for solution in chosen]
    return {"id": voter, "round_id": round.id, "participation_id": voter, "choices": choices}


def _city(address: str):
    settings = {"DEMO": True, "PHOTO_STORE": "memory:", "SENDER": "memory", "ASSETS": "local"}
    return create_app(**settings, DATABASE_URL=address)


def _apart(work, address: str):
    """The work's answer from a fresh process, whose memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, address).result()


def _least(work, address: str) -> dict[str, tuple[float, int]]:
    """Each cost's least over some fresh processes."""
    turns = [_apart(work, address) for _ in range(TURNS)]
    return {name: min(turn[name] for turn in turns) for name in turns[0]}


def _timed(act):
    began = time.process_time()
    made = act()
    return made, time.process_time() - began


def _judge(what: str, costs: list[float], most: float) -> None:
    """costs: of the demo's round and of the large one."""
    said = "PASS" if max(costs) <= most else "over"
    print(f"{what:24} {costs[0]:6.1f} {costs[1]:8.1f}  limit {most:g}  {said}")


if __name__ == "__main__":
    main()
