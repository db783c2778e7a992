"""Queries and server CPU of the main pages at 1,000 and at 20,000 issues.

Each page is asked for 40 times through the WSGI interface after 5 to warm up. Prints the least and
the median CPU milliseconds, the number of queries, the size, the ratio of the least between the two
sizes, and whether that keeps the limits: by the least, for where other programs use the same cores
the median tells of them too. A support is sent and taken back in turn, in a round that takes
reports; of a large round the worker has counted who took part, as it does every ten minutes.
Run: python -m bench.requests
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
from civic.participation.counting import count_large_rounds
from civic.people.models import Person
from civic.people.sign_in.models import SignIn
from civic.rounds.phases.models import Phase

SIZES = (1_000, 20_000)
MOST_RATIO = 1.25
MOST_QUERIES = 8  # of the pages whose name begins with "list"
SUPPORT, COMMITTED = "support, sent", "participation, each after a commit"
# Each page with the most CPU ms it may cost; None where none is set.
PAGES = {
    "list": ("/gaon/1/issues/", 2.5),
    "list, page 50": ("/gaon/1/issues/?page=50", 2.5),
    "list, signed in": ("/gaon/1/issues/", None),
    "list, newest": ("/gaon/1/issues/?sort=newest", None),
    "list, one district": ("/gaon/1/issues/?district={district}", None),
    "search 버스": ("/gaon/1/issues/?q=버스", 5),
    "search two words, district": ("/gaon/1/issues/?q=버스+정류장&district={district}", 5),
    "nearby and similar": (
        "/gaon/1/issues/similar?title=버스가+안+와요&category=transit&lat=35.62&lon=124.61",
        5,
    ),
    "detail": ("/gaon/1/issues/500", 5),
    "map": ("/gaon/1/issues/map", None),
    "map feed, city": ("/gaon/1/issues/map.json?zoom=11&bbox=124.3,35.4,124.9,35.9", 2),
    "map feed, street": ("/gaon/1/issues/map.json?zoom=16&bbox=124.60,35.62,124.62,35.64", 2),
    "open data": ("/api/v1/cities/gaon/rounds/1/issues?limit=100", None),
    "home": ("/gaon/1/", 5),
    "participation": ("/gaon/1/voices/", 10),
    COMMITTED: ("/gaon/1/voices/", 10),
    "vote, signed in": ("/gaon/1/vote", None),
    SUPPORT: ("/gaon/1/issues/500/support", 3),
}


class Cost(NamedTuple):
    """Of one request: least and median CPU milliseconds, queries, bytes of the answer."""

    least_ms: float
    ms: float
    queries: int
    size: int


def measure(app, engine, request, before=None) -> Cost:
    """request(n) is (method, address, headers) of the n-th request; before(): what somebody else
    does before each, which is not counted."""
    queries, times, size = [], [], 0
    event.listen(
        engine,
        "before_cursor_execute",
        lambda *call: queries.append(call[2]) if not call[2].startswith("BEGIN") else None,
    )
    for n in range(45):
        method, address, headers = request(n)
        environ = EnvironBuilder(address, method=method, headers=headers).get_environ()
        if before is not None:
            before()
        queries.clear()
        began = time.process_time()
        size = len(b"".join(app.wsgi_app(environ, _fine)))
        times.append((time.process_time() - began) * 1000)
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
            count_large_rounds()
            engine = db.engine
        costs = {}
        for name, (address, _most) in PAGES.items():
            if name == SUPPORT:
                continue
            asked = (
                "GET",
                address.format(district=district),
                signed_in if "signed in" in name else {},
            )
            before = partial(commit, app) if name == COMMITTED else None
            costs[name] = measure(app, engine, lambda _n, asked=asked: asked, before)
        with app.app_context():
            take_reports()
        return costs | {SUPPORT: measure(app, engine, partial(_support, signed_in))}


def _cookie(app, token: str) -> str:
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    # With a form token, as every browser has from its second page on.
    kept = {"_user_id": token, "_fresh": True, "csrf_token": token_hex(20)}
    return "session=" + signer.dumps(kept)


def commit(app) -> None:
    """Somebody changes a row that no page shows."""
    with app.app_context():
        db.session.execute(db.update(Person).where(Person.id == 2).values(name=token_hex(4)))
        db.session.commit()


def take_reports() -> None:
    """Let the round's reporting phase be open now."""
    phase = db.session.scalar(db.select(Phase).filter_by(kind="report"))
    phase.ends_at = now() + timedelta(days=1)
    db.session.commit()


def _support(headers, n):
    return "POST", "/gaon/1/issues/500/support" + ("/withdraw" if n % 2 else ""), headers


def verdict(name: str, cost: Cost, ratio: float) -> str:
    """PASS, or what is over its limit."""
    most = PAGES[name][1]
    over = ["ratio"] if ratio > MOST_RATIO else []
    over += ["queries"] if name.startswith("list") and cost.queries > MOST_QUERIES else []
    over += ["ms"] if most is not None and cost.least_ms > most else []
    return f"over: {', '.join(over)}" if over else "PASS"


def main() -> None:
    small, large = (at_size(count) for count in SIZES)
    print(f"{'':35} least and median CPU ms at {SIZES[0]:,} and at {SIZES[1]:,}, limit")
    print(f"{'page':35} queries   least  median    least  median     KB  ratio")
    for name, cost in large.items():
        few, most = small[name], PAGES[name][1]
        ratio = cost.least_ms / few.least_ms
        figures = f"{cost.queries:7} {few.least_ms:7.2f} {few.ms:7.2f}  {cost.least_ms:7.2f}"
        figures += f" {cost.ms:7.2f} {cost.size / 1000:6.1f} {ratio:6.2f} {most or '':>5}"
        print(f"{name:35} {figures}  {verdict(name, cost, ratio)}")


if __name__ == "__main__":
    main()
