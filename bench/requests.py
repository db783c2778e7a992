"""Queries and server CPU of the main pages at 1,000 and at 20,000 issues.

Each page is asked for 40 times through the WSGI interface after 5 to warm up. Prints the median
CPU milliseconds, the number of queries, the size, and the ratio between the two sizes.
"""

import statistics
import tempfile
import time
from pathlib import Path

from sqlalchemy import event

from bench.city import make
from civic.db import db
from civic.people.models import Person, SignIn

SIZES = (1_000, 20_000)
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


def measure(client, address: str, engine) -> tuple[float, int, int]:
    """(median CPU ms, queries of one request, bytes)."""
    queries = []
    event.listen(
        engine,
        "before_cursor_execute",
        lambda *call: queries.append(call[2]) if not call[2].startswith("BEGIN") else None,
    )
    times = []
    for _ in range(45):
        queries.clear()
        before = time.process_time()
        answer = client.get(address)
        times.append((time.process_time() - before) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
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
        return {
            name: measure(
                resident if "signed in" in name else visitor,
                address.format(district=district),
                engine,
            )
            for name, address in PAGES.items()
        }


def main() -> None:
    small, large = (at_size(count) for count in SIZES)
    print(f"{'page':22} {'queries':>8} {'CPU ms':>8} {'KB':>6}   at {SIZES[1]:,}   ratio")
    for name in PAGES:
        ms, queries, size = large[name]
        ratio = ms / small[name][0]
        print(f"{name:22} {queries:8} {ms:8.2f} {size / 1000:6.1f} {'':9} {ratio:6.2f}")


if __name__ == "__main__":
    main()
