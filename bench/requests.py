"""Queries and server CPU of the main pages at 1,000 and at 20,000 issues.

Each page is asked for 40 times through the WSGI interface after 5 to warm up. Prints the median
CPU milliseconds, the number of queries, the size, the ratio between the two sizes, and whether
that keeps the limits. A support is sent and taken back in turn, in a round that takes reports.
"""

import statistics
import tempfile
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import event

from bench.city import make
from civic.db import db, now
from civic.people.models import Person, SignIn
from civic.rounds.models import Phase

SIZES = (1_000, 20_000)
MOST_RATIO = 1.5
# Of the pages whose name begins with "list".
MOST_QUERIES, MOST_MS = 8, 5.0
SUPPORT = "support, sent"
PAGES = {
    "list": "/gaon/1/issues/",
    "list, signed in": "/gaon/1/issues/",
    "list, newest": "/gaon/1/issues/?sort=newest",
    "list, one district": "/gaon/1/issues/?district={district}",
    "list, search 버스": "/gaon/1/issues/?q=버스",
    "detail": "/gaon/1/issues/500",
    "map": "/gaon/1/issues/map",
    "map feed, city": "/gaon/1/issues/map.json?zoom=11&bbox=124.3,35.4,124.9,35.9",
    "map feed, street": "/gaon/1/issues/map.json?zoom=16&bbox=124.60,35.62,124.62,35.64",
    "home": "/gaon/1/",
    "vote, signed in": "/gaon/1/vote",
}


def measure(ask, engine) -> tuple[float, int, int]:
    """(median CPU ms, queries of one request, bytes) of ask(n), the n-th request."""
    queries = []
    event.listen(
        engine,
        "before_cursor_execute",
        lambda *call: queries.append(call[2]) if not call[2].startswith("BEGIN") else None,
    )
    times = []
    for n in range(45):
        queries.clear()
        before = time.process_time()
        answer = ask(n)
        times.append((time.process_time() - before) * 1000)
        assert answer.status_code in (200, 303), answer.status
    return statistics.median(times[5:]), len(queries), len(answer.data)


def at_size(count: int) -> dict[str, tuple[float, int, int]]:
    with tempfile.TemporaryDirectory() as folder:
        app = make(Path(folder), count)
        with app.app_context():
            person = db.session.get(Person, 1)
            token = SignIn.open(person, device="bench")
            district = person.home_district_id or 1
            db.session.commit()
            engine = db.engine
        visitor, resident = app.test_client(), app.test_client()
        with resident.session_transaction() as session:
            session["_user_id"], session["_fresh"] = token, True
        asks = {
            name: partial(
                _get,
                resident if "signed in" in name else visitor,
                address.format(district=district),
            )
            for name, address in PAGES.items()
        }
        found = {name: measure(ask, engine) for name, ask in asks.items()}
        with app.app_context():
            take_reports()
        return found | {SUPPORT: measure(partial(_support, resident), engine)}


def take_reports() -> None:
    """Let the round's reporting phase be open now."""
    phase = db.session.scalar(db.select(Phase).filter_by(kind="report"))
    phase.ends_at = now() + timedelta(days=1)
    db.session.commit()


def _get(client, address, _n):
    return client.get(address)


def _support(client, n):
    return client.post("/gaon/1/issues/500/support" + ("/withdraw" if n % 2 else ""))


def verdict(name: str, ms: float, queries: int, ratio: float) -> str:
    """PASS, or what is over its limit."""
    over = ["ratio"] if ratio > MOST_RATIO else []
    if name.startswith("list"):
        over += ["queries"] if queries > MOST_QUERIES else []
        over += ["ms"] if ms > MOST_MS else []
    return f"over: {', '.join(over)}" if over else "PASS"


def main() -> None:
    small, large = (at_size(count) for count in SIZES)
    print(f"{'page':22} {'queries':>8} {'CPU ms':>8} {'KB':>6}   at {SIZES[1]:,}   ratio")
    for name in large:
        ms, queries, size = large[name]
        ratio = ms / small[name][0]
        print(
            f"{name:22} {queries:8} {ms:8.2f} {size / 1000:6.1f} {'':9} {ratio:6.2f}  "
            + verdict(name, ms, queries, ratio)
        )


if __name__ == "__main__":
    main()
