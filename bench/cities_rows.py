"""The rows of many cities, by COPY, the same each time: people, issues, supports, votes."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from random import Random
from typing import NamedTuple

from bench.cities_votes import add_votes
from civic.db import db, now
from civic.demo import content
from civic.demo.build import found_city
from civic.issues.models import rebuild_round_index
from civic.participation.counting import count_large_rounds
from civic.people.models import Person
from civic.rounds.calls.models import Call
from civic.rounds.models import Round
from civic.rounds.phases.models import Phase
from civic.rounds.rules import PHASES

RESIDENTS = 200_000
SPREAD = 0.01  # degrees around a district's middle
ISSUE = (
    *("id", "round_id", "receipt", "reporter_id", "shows_name", "title", "body", "category"),
    *("district_id", "place", "lat", "lon", "status", "listed", "hidden_reason"),
    *("offline_supports", "supports_count", "comments_count", "cover_alt", "office_revision"),
    "created_at",
)
SUPPORT = "issue_id", "person_id", "created_at"
FIRST = 2  # id of an issue; the city that comes with the app has one
STATUSES = "received", "reviewing", "reviewing", "planned", "rejected", "done"


class Place(NamedTuple):
    """One round of one city, and an issue of it."""

    slug: str
    round_id: int
    districts: list[tuple[int, float, float]]  # (id, lat, lon of its middle)
    issue_id: int = 0


def fill(cities: int, issues: int, supports: int, votes: int) -> list[Place]:
    """Make everything; prints the seconds of each step."""
    timed("people", add_people)
    places = timed("cities", lambda: [*add_cities(cities)])
    chance = Random(cities)
    shares = support_counts(chance, issues, supports)
    timed("issues", lambda: copy("issue", ISSUE, issue_rows(chance, places, shares)))
    timed("supports", lambda: copy("support", SUPPORT, support_rows(chance, shares)))
    rounds = [place.round_id for place in places]
    timed("votes", lambda: add_votes(rounds, RESIDENTS, votes, copy))
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
            # Reports and votes are taken at once, so that both acts can be measured.
            begins = now() + timedelta(days=-1 if kind == "vote" else 10 * step - 1)
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
