"""Queries and server CPU of the main pages at 1,000 and at 20,000 issues.

Each page is asked for 40 times through the WSGI interface after 5 to warm up. Prints the least and
the median CPU milliseconds, the number of queries, the size, the ratio of the medians between the
two sizes, and whether that keeps the limits. Where other programs use the same cores the median
tells of them too. A support is sent and taken back in turn, in a round that takes reports.
"""

import statistics
import tempfile
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import event
from werkzeug.test import EnvironBuilder

from bench.city import make
from civic.db import db, now
from civic.people.models import Person
from civic.people.sign_in.models import SignIn
from civic.rounds.phases.models import Phase

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
    "search 버스": "/gaon/1/issues/?q=버스",
    "detail": "/gaon/1/issues/500",
    "map": "/gaon/1/issues/map",
    "map feed, city": "/gaon/1/issues/map.json?zoom=11&bbox=124.3,35.4,124.9,35.9",
    "map feed, street": "/gaon/1/issues/map.json?zoom=16&bbox=124.60,35.62,124.62,35.64",
    "open data": "/api/v1/cities/gaon/rounds/1/issues?limit=100",
    "home": "/gaon/1/",
    "vote, signed in": "/gaon/1/vote",
}


class Cost(NamedTuple):
    """Of one request: least and median CPU milliseconds, queries, bytes of the answer."""

    least_ms: float
    ms: float
    queries: int
    size: int


def measure(app, engine, request) -> Cost:
    """request(n) is (method, address, headers) of the n-th request."""
    queries, times, size = [], [], 0
    event.listen(
        engine,
        "before_cursor_execute",
        lambda *call: queries.append(call[2]) if not call[2].startswith("BEGIN") else None,
    )
    for n in range(45):
        method, address, headers = request(n)
        environ = EnvironBuilder(address, method=method, headers=headers).get_environ()
        queries.clear()
        before = time.process_time()
        size = len(b"".join(app.wsgi_app(environ, _fine)))
        times.append((time.process_time() - before) * 1000)
    return Cost(min(times[5:]), statistics.median(times[5:]), len(queries), size)


def _fine(status, _headers) -> None:
    assert status[:3] in ("200", "303"), status


def at_size(count: int) -> dict[str, Cost]:
    with tempfile.TemporaryDirectory() as folder:
        app = make(Path(folder), count)
        with app.app_context():
            person = db.session.get(Person, 1)
            signed_in = {"Cookie": _cookie(app, SignIn.open(person, device="bench"))}
            district = person.home_district_id or 1
            db.session.commit()
            engine = db.engine
        found = {}
        for name, address in PAGES.items():
            asked = (
                "GET",
                address.format(district=district),
                signed_in if "signed in" in name else {},
            )
            found[name] = measure(app, engine, lambda _n, asked=asked: asked)
        with app.app_context():
            take_reports()
        return found | {SUPPORT: measure(app, engine, partial(_support, signed_in))}


def _cookie(app, token: str) -> str:
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    # With a form token, as every browser has from its second page on.
    kept = {"_user_id": token, "_fresh": True, "csrf_token": token_hex(20)}
    return "session=" + signer.dumps(kept)


def take_reports() -> None:
    """Let the round's reporting phase be open now."""
    phase = db.session.scalar(db.select(Phase).filter_by(kind="report"))
    phase.ends_at = now() + timedelta(days=1)
    db.session.commit()


def _support(headers, n):
    return "POST", "/gaon/1/issues/500/support" + ("/withdraw" if n % 2 else ""), headers


def verdict(name: str, cost: Cost, ratio: float) -> str:
    """PASS, or what is over its limit."""
    over = ["ratio"] if ratio > MOST_RATIO else []
    if name.startswith("list"):
        over += ["queries"] if cost.queries > MOST_QUERIES else []
        over += ["ms"] if cost.ms > MOST_MS else []
    return f"over: {', '.join(over)}" if over else "PASS"


def main() -> None:
    small, large = (at_size(count) for count in SIZES)
    print(f"{'page':22} queries  least ms  CPU ms     KB   at {SIZES[1]:,}   ratio")
    for name, cost in large.items():
        ratio = cost.ms / small[name].ms
        figures = f"{cost.queries:7} {cost.least_ms:9.2f} {cost.ms:7.2f} {cost.size / 1000:6.1f}"
        print(f"{name:22} {figures} {'':12} {ratio:5.2f}  {verdict(name, cost, ratio)}")


if __name__ == "__main__":
    main()
