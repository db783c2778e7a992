"""What pages and acts cost where many cities share one PostgreSQL, and what they cost alone.

Makes cities with issues, supports and votes by COPY, the same rows each time, then asks one of the
cities for its pages 40 times each, supports and votes there as often, and reads and supports as a
crowd of a few clients at once. Run: python -m bench.cities [cities] [issues] [supports] [votes]
64 cities, 1,000,000, 10,000,000 and 1,000,000 unless said otherwise; --explain prints how the
database finds what each page shows. Ends with status 1 where a page reads a large table from its
beginning to its end, or the disk has no room.
"""

import re
import shutil
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from operator import mul
from pathlib import Path
from random import Random
from typing import NamedTuple
from urllib.parse import urlencode

from sqlalchemy import event
from werkzeug.test import EnvironBuilder

from bench.cities_rows import Place, fill
from bench.city import make
from bench.faults.parts import Postgres, scratch
from bench.requests import _cookie
from civic.db import db
from civic.people.models import Person
from civic.people.sign_in.models import SignIn
from civic.votes.ballots.frozen_ballot import BallotEntry
from civic.votes.ballots.voter_roll import Participation

SIZES = 64, 1_000_000, 10_000_000, 1_000_000
TIMES, TO_WARM_UP = 40, 5
CLIENTS, SECONDS = 6, 10
BYTES = 6_000, 300, 1_500  # of an issue, a support, a vote, with their indexes
LEAST_FREE_BYTES = 5_000_000_000
LARGE = 20_000  # rows
ROWS = "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s"
PAGES = {
    "list, page 1": ("/issues/", 5, 15),
    "list, page 50": ("/issues/?page=50", 5, 15),
    "detail": ("/issues/{issue}", 8, 20),
    "home": ("/", 8, 20),
    "search 버스": ("/issues/?q=버스", 10, 40),
    "search two words, district": ("/issues/?q=버스+정류장&district={district}", 10, 40),
    "map feed": ("/issues/map.json?zoom=11&bbox=124.3,35.4,124.9,35.9", 2.5, 5),
    "nearby and similar": (
        "/issues/similar?title=버스가+안+와요&category=transit&lat={lat}&lon={lon}",
        *(10, 25),
    ),
    "participation": ("/voices/", 15, 40),
}
FORM = "application/x-www-form-urlencoded"
ACT_MS = 3, 40  # CPU, and the clock with a commit that is on the disk


def main() -> None:
    given = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    cities, *rows = (*given, *SIZES[len(given) :])
    with scratch() as folder:
        require_room(folder, rows)
        postgres = Postgres(folder)
        try:
            whole_reads = measure(folder, postgres.address, cities, rows)
        finally:
            postgres.end()
    print("\n".join(sorted(whole_reads)) or "no page reads a large table whole")
    raise SystemExit(bool(whole_reads))


def measure(folder: Path, address: str, cities: int, rows: list[int]) -> set[str]:
    """Prints the figures; which pages read a large table whole."""
    app = make(folder, 1, "report", address)
    with app.app_context():
        places = fill(cities, *rows)
        size = db.session.scalar(db.text("SELECT pg_database_size(current_database())"))
        print(f"{'database':12} {size / 1e9:8.1f} GB")
        db.session.rollback()
    place, whole = places[len(places) // 2], set()
    print(f"\n{'page':28} CPU ms  wall ms  queries   KB")
    for name, (path, most_cpu, most_wall) in PAGES.items():
        asked = Asked(page_of(place, path))
        show(name, cost(app, lambda _n, asked=asked: asked), most_cpu, most_wall)
        whole |= {f"{name} reads all of {table}" for table in whole_reads(app, asked.address)}
    for name, act in acts_of(app, place).items():
        show(name, cost(app, act), *ACT_MS)
    crowd(app, places)
    return whole


def require_room(folder: Path, rows: list[int]) -> None:
    """rows: issues, supports, votes."""
    needed = sum(map(mul, rows, BYTES)) + LEAST_FREE_BYTES
    free = shutil.disk_usage(folder).free
    print(f"{free / 1e9:.0f} GB are free in {folder}, {needed / 1e9:.0f} GB are needed")
    if free < needed:
        raise SystemExit("There is no room for it: set TMPDIR to a folder of a larger disk.")


def whole_reads(app, address: str) -> set[str]:
    """Tables of more than LARGE rows that a page reads from beginning to end."""
    asked: list[tuple] = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note := lambda *call: asked.append(call[2:4]))
    answer(app, address)
    event.remove(engine, "before_cursor_execute", note)
    whole = set()
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        large = {name for (name,) in raw.execute(ROWS, [LARGE]).fetchall()}
        for statement, values in asked:
            if statement.startswith(("SELECT", "WITH")):
                plan = raw.execute(f"EXPLAIN {statement}", values).fetchall()
                lines = "\n".join(line for (line,) in plan)
                whole |= set(re.findall(r"Seq Scan on (\w+)", lines)) & large
    return whole


def page_of(place: Place, path: str) -> str:
    district, lat, lon = place.districts[0]
    at = {"issue": place.issue_id, "district": district, "lat": lat, "lon": lon}
    return f"/{place.slug}/1" + path.format(**at)


class Asked(NamedTuple):
    address: str
    method: str = "GET"
    headers: dict | None = None
    fields: list[tuple] | None = None


def acts_of(app, place: Place) -> dict[str, Callable[[int], Asked]]:
    """What somebody who lives there sends for the n-th time: supports and takes back in turn, and
    votes for others."""
    with app.app_context():
        voters = db.select(Participation.person_id).filter_by(round_id=place.round_id).limit(1)
        person = db.session.get_one(Person, db.session.scalar(voters))
        projects = db.select(BallotEntry.id).filter_by(round_id=place.round_id)
        projects = db.session.scalars(projects.order_by(BallotEntry.id)).all()
        cookie = {"Cookie": _cookie(app, SignIn.open(person, device="bench"))}
        db.session.commit()
    support, submit = (page_of(place, path) for path in ("/issues/{issue}/support", "/vote/submit"))

    def supported(n: int) -> Asked:
        return Asked(support + ("/withdraw" if n % 2 else ""), "POST", cookie)

    def voted(n: int) -> Asked:
        chosen = [("solutions", projects[(n + step) % len(projects)]) for step in range(4)]
        return Asked(submit, "POST", cookie, [*chosen, ("client_seq", n + 1)])

    return {"support, sent": supported, "vote, sent": voted}


class Cost(NamedTuple):
    cpu_ms: float
    wall_ms: float
    queries: int
    size: int


def cost(app, asked: Callable[[int], Asked]) -> Cost:
    """Medians of asked(0), asked(1) …"""
    with app.app_context():
        engine = db.engine
    queries: list[str] = []

    def note(_connection, _cursor, statement, values, *_more):
        queries.append(statement)
        if "--explain" in sys.argv and len(seen) == TO_WARM_UP:
            explain(statement, values)

    seen: list[tuple[float, float]] = []
    event.listen(engine, "before_cursor_execute", note)
    size = 0
    for n in range(TIMES + TO_WARM_UP):
        queries.clear()
        environ = environ_of(*asked(n))
        cpu, wall = time.process_time(), time.perf_counter()
        size = len(answered(app, environ))
        seen.append((time.process_time() - cpu, time.perf_counter() - wall))
    event.remove(engine, "before_cursor_execute", note)
    cpu, wall = zip(*seen[TO_WARM_UP:], strict=True)
    counted = [query for query in queries if not query.startswith("BEGIN")]
    return Cost(statistics.median(cpu) * 1000, statistics.median(wall) * 1000, len(counted), size)


def answer(app, *asked) -> bytes:
    """asked: as the fields of Asked."""
    return answered(app, environ_of(*asked))


def environ_of(address: str, method="GET", headers=None, fields=None) -> dict:
    form = {"data": urlencode(fields), "content_type": FORM} if fields else {}
    return EnvironBuilder(address, method=method, headers=headers, **form).get_environ()


def answered(app, environ: dict) -> bytes:
    statuses = []
    body = b"".join(app.wsgi_app(environ, lambda status, _headers: statuses.append(status)))
    assert statuses[0][:3] in ("200", "303"), (environ["PATH_INFO"], statuses)
    return body


def explain(statement: str, values) -> None:
    if not statement.startswith(("SELECT", "WITH")):
        return
    with db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        plan = raw.execute(f"EXPLAIN (ANALYZE, BUFFERS) {statement}", values).fetchall()
    lines = [line for (line,) in plan]
    slow = float(lines[-1].split()[-2])
    if slow > 1:
        print(f"--- {slow:.1f} ms: {' '.join(statement.split())[:600]}")
        print("\n".join(lines[:40]))


def show(name: str, cost: Cost, most_cpu: float, most_wall: float) -> None:
    over = [
        word
        for word, value, most in (
            ("CPU", cost.cpu_ms, most_cpu),
            ("wall", cost.wall_ms, most_wall),
        )
        if value > most
    ]
    judged = f"over: {', '.join(over)}" if over else "PASS"
    figures = f"{cost.cpu_ms:7.2f} {cost.wall_ms:8.2f} {cost.queries:8} {cost.size / 1000:6.1f}"
    print(f"{name:28}{figures}  {judged}", flush=True)


def crowd(app, places: list[Place]) -> None:
    """CLIENTS at once for SECONDS: nine read, one supports. Waits by what they did."""
    with app.app_context():
        people = db.session.scalars(db.select(Person).order_by(Person.id).limit(CLIENTS)).all()
        cookies = [{"Cookie": _cookie(app, SignIn.open(one, device="bench"))} for one in people]
        db.session.commit()
    ends, waits = time.monotonic() + SECONDS, Counter()
    longest: dict[str, list[float]] = {"read": [], "support": []}

    def client(number: int) -> None:
        chance = Random(number)
        for step in count():
            if time.monotonic() > ends:
                return
            place = chance.choice(places)
            act = "support" if step % 10 == 9 else "read"
            address = page_of(place, chance.choice(list(PAGES.values()))[0])
            began = time.perf_counter()
            if act == "read":
                answer(app, address)
            else:
                at = f"/{place.slug}/1/issues/{place.issue_id}/support"
                answer(app, at, "POST", cookies[number])
            longest[act].append(time.perf_counter() - began)
            waits[act] += 1

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(client, range(CLIENTS)))
    for act, taken in longest.items():
        taken.sort()
        middle, late = (taken[int(len(taken) * share)] * 1000 for share in (0.5, 0.95))
        rate = waits[act] / SECONDS
        print(f"{act:8} {rate:8.0f} a second, median {middle:.0f} ms, 95 % {late:.0f} ms")


if __name__ == "__main__":
    main()
