"""What pages and acts cost where many cities share one PostgreSQL, and what they cost alone.

Makes cities with issues and supports by COPY, the same rows each time, then asks one of the cities
for its pages 40 times each, and reads and supports as a crowd of a few clients at once.
Run: python -m bench.cities [cities] [issues] [supports]     64 cities, 1,000,000 and 10,000,000
unless said otherwise; --explain prints how the database finds what each page shows. Ends with
status 1 where a page reads a large table from its beginning to its end, or the disk has no room.
"""

import re
import shutil
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

from sqlalchemy import event
from werkzeug.test import EnvironBuilder

from bench.city import make
from bench.faults.parts import Postgres, scratch
from bench.requests import _cookie
from civic.db import db, now
from civic.demo import content
from civic.demo.build import found_city
from civic.issues.models import rebuild_round_index
from civic.participation.counting import count_large_rounds
from civic.people.models import Person
from civic.people.sign_in.models import SignIn
from civic.rounds.calls.models import Call
from civic.rounds.models import Round
from civic.rounds.phases.models import Phase
from civic.rounds.rules import PHASES

SIZES = 64, 1_000_000, 10_000_000
RESIDENTS = 200_000
TIMES, TO_WARM_UP = 40, 5
CLIENTS, SECONDS = 6, 10
SPREAD = 0.01  # degrees around a district's middle
ISSUE = (
    *("id", "round_id", "receipt", "reporter_id", "shows_name", "title", "body", "category"),
    *("district_id", "place", "lat", "lon", "status", "listed", "hidden_reason"),
    *("offline_supports", "supports_count", "comments_count", "cover_alt", "office_revision"),
    "created_at",
)
SUPPORT = "issue_id", "person_id", "created_at"
ISSUE_BYTES, SUPPORT_BYTES, LEAST_FREE_BYTES = 6_000, 300, 5_000_000_000  # with their indexes
LARGE = 20_000  # rows
ROWS = "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s"
FIRST = 2  # id of an issue; the city that comes with the app has one
STATUSES = "received", "reviewing", "reviewing", "planned", "rejected", "done"
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


class Place(NamedTuple):
    """One round of one city, and an issue of it."""

    slug: str
    round_id: int
    districts: list[tuple[int, float, float]]  # (id, lat, lon of its middle)
    issue_id: int = 0


def main() -> None:
    given = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    cities, issues, supports = (*given, *SIZES[len(given) :])
    with scratch() as folder:
        require_room(folder, issues, supports)
        postgres = Postgres(folder)
        try:
            whole_reads = measure(folder, postgres.address, cities, issues, supports)
        finally:
            postgres.end()
    print("\n".join(sorted(whole_reads)) or "no page reads a large table whole")
    raise SystemExit(bool(whole_reads))


def measure(folder: Path, address: str, cities: int, issues: int, supports: int) -> set[str]:
    """Prints the figures; which pages read a large table whole."""
    app = make(folder, 1, "report", address)
    with app.app_context():
        places = fill(cities, issues, supports)
        size = db.session.scalar(db.text("SELECT pg_database_size(current_database())"))
        print(f"{'database':12} {size / 1e9:8.1f} GB")
        db.session.rollback()
    place, found = places[len(places) // 2], set()
    print(f"\n{'page':28} CPU ms  wall ms  queries   KB")
    for name, (path, most_cpu, most_wall) in PAGES.items():
        show(name, cost(app, page_of(place, path)), most_cpu, most_wall)
        found |= {
            f"{name} reads all of {table}" for table in whole_reads(app, page_of(place, path))
        }
    crowd(app, places)
    return found


def require_room(folder: Path, issues: int, supports: int) -> None:
    needed = issues * ISSUE_BYTES + supports * SUPPORT_BYTES + LEAST_FREE_BYTES
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
    found = set()
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        large = {name for (name,) in raw.execute(ROWS, [LARGE]).fetchall()}
        for statement, values in asked:
            if statement.startswith(("SELECT", "WITH")):
                plan = raw.execute(f"EXPLAIN {statement}", values).fetchall()
                lines = "\n".join(line for (line,) in plan)
                found |= set(re.findall(r"Seq Scan on (\w+)", lines)) & large
    return found


def fill(cities: int, issues: int, supports: int) -> list[Place]:
    """Make everything; prints the seconds of each step."""
    timed("people", add_people)
    places = timed("cities", lambda: [*add_cities(cities)])
    chance = Random(cities)
    shares = support_counts(chance, issues, supports)
    timed("issues", lambda: copy("issue", ISSUE, issue_rows(chance, places, shares)))
    timed("supports", lambda: copy("support", SUPPORT, support_rows(chance, shares)))
    timed("counts", lambda: count_all(places))
    db.session.execute(
        db.text("SELECT setval(pg_get_serial_sequence('issue', 'id'), :n)"), {"n": issues}
    )
    db.session.commit()
    timed("analyse", analyse)
    timed("who took part", count_large_rounds)  # the worker's, every ten minutes
    return [place._replace(issue_id=n + FIRST) for n, place in enumerate(places)]


def timed(name: str, does: Callable):
    began = time.monotonic()
    value = does()
    print(f"{name:12} {time.monotonic() - began:8.1f} s", flush=True)
    return value


def copy(table: str, columns: Iterable[str], rows: Iterator[tuple]) -> None:
    """Write rows by COPY. Triggers and foreign keys wait: what they keep is counted afterwards."""
    connection = db.session.connection().connection.driver_connection
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL statement_timeout = 0")
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as sink:
            for row in rows:
                sink.write_row(row)
    db.session.commit()


def add_people() -> None:
    first = db.session.scalar(db.select(db.func.max(Person.id))) + 1
    created = now()
    columns = [column.name for column in Person.__table__.columns if not column.nullable]
    filled = {str: "", int: 0, bool: False, dict: "{}", list: "[]"}
    empty = [
        created if name.endswith("_at") else filled[Person.__table__.c[name].type.python_type]
        for name in columns
    ]
    at = columns.index("id")
    rows = ((*empty[:at], first + n, *empty[at + 1 :]) for n in range(RESIDENTS))
    copy("person", columns, rows)


def add_cities(number: int) -> Iterator[Place]:
    call = db.session.scalars(db.select(Call)).first()
    for n in range(number):
        place = found_city(f"city{n}")
        round = Round(
            municipality=place, call=call, number=1, title="bench", budget_won=4_000_000_000
        )
        for step, kind in enumerate(PHASES):
            begins = now() + timedelta(days=10 * step - 1)
            ends = begins + timedelta(days=10)
            round.phases.append(Phase(kind=kind, starts_at=begins, ends_at=ends))
        db.session.add(round)
        db.session.flush()
        districts = [(each.id, each.label_lat, each.label_lon) for each in place.districts]
        yield Place(place.slug, round.id, districts)
    db.session.commit()


def support_counts(chance: Random, issues: int, supports: int) -> list[int]:
    """Few issues with many supports, many with few: supports in all, or a little less."""
    shares = [chance.paretovariate(1.1) for _ in range(issues)]
    scale = supports / sum(shares)
    return [min(RESIDENTS, round(share * scale)) for share in shares]


def issue_rows(chance: Random, places: list[Place], shares: list[int]) -> Iterator[tuple]:
    """Of the cities in turn, so that each city's rows lie among the others'."""
    reports = [report for n in (1, 2, 3, 4) for report in content.reports(n)]
    began = now() - timedelta(days=300)
    for n, supports in enumerate(shares):
        city = n % len(places)
        report = reports[int(chance.random() * len(reports))]
        district, lat, lon = chance.choice(places[city].districts)
        lat += (chance.random() - chance.random()) * SPREAD
        lon += (chance.random() - chance.random()) * SPREAD
        status = STATUSES[int(chance.random() * len(STATUSES))]
        about = f"{report.title} {n}", report.body, report.category, district, report.place
        receipt, reporter = n // len(places) + 1, 1 + n % RESIDENTS
        yield (
            *(n + FIRST, places[city].round_id, receipt, reporter, False, *about, lat, lon, status),
            *(True, "", 0, supports, 0, "", 0, began + timedelta(seconds=n * 20)),
        )


def support_rows(chance: Random, shares: list[int]) -> Iterator[tuple]:
    """Each person once for each issue."""
    created = now()
    for n, supports in enumerate(shares):
        start = int(chance.random() * RESIDENTS)
        for step in range(supports):
            yield n + FIRST, (start + step) % RESIDENTS + 1, created


def count_all(places: list[Place]) -> None:
    for place in places:
        db.session.execute(db.text("SET LOCAL statement_timeout = 0"))
        rebuild_round_index(db.session.get(Round, place.round_id))
        db.session.commit()


def analyse() -> None:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(db.text("SET statement_timeout = 0"))
        connection.execute(db.text("VACUUM ANALYZE"))
        connection.invalidate()  # the next one waits no longer than the program does


def page_of(place: Place, path: str) -> str:
    district, lat, lon = place.districts[0]
    at = {"issue": place.issue_id, "district": district, "lat": lat, "lon": lon}
    return f"/{place.slug}/1" + path.format(**at)


class Cost(NamedTuple):
    cpu_ms: float
    wall_ms: float
    queries: int
    size: int


def cost(app, address: str) -> Cost:
    """Medians of one page, for somebody who is not signed in."""
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
    for _ in range(TIMES + TO_WARM_UP):
        queries.clear()
        cpu, wall = time.process_time(), time.perf_counter()
        size = len(answer(app, address))
        seen.append((time.process_time() - cpu, time.perf_counter() - wall))
    event.remove(engine, "before_cursor_execute", note)
    cpu, wall = zip(*seen[TO_WARM_UP:], strict=True)
    asked = [query for query in queries if not query.startswith("BEGIN")]
    return Cost(statistics.median(cpu) * 1000, statistics.median(wall) * 1000, len(asked), size)


def answer(app, address: str, method: str = "GET", headers: dict | None = None) -> bytes:
    statuses = []
    environ = EnvironBuilder(address, method=method, headers=headers).get_environ()
    body = b"".join(app.wsgi_app(environ, lambda status, _headers: statuses.append(status)))
    assert statuses[0][:3] in ("200", "303"), (address, statuses)
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
