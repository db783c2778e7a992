"""Pages of 1,000,000 reports by the API: what the first and the ten thousandth cost.

Run: python -m bench.open_data [reports]

Each pair of pages is asked for in turn, 40 times after 5 to warm up, through the WSGI interface.
Prints the median of the wall-clock and of the CPU milliseconds of both, and how the late one stands
to the first. Open311 has numbered pages, whose late ones are counted off in an index, and a Link
from each to the next, which are not.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import text
from werkzeug.test import EnvironBuilder

from bench.city import make
from civic.db import db
from civic.issues.models import Issue
from civic.open_data import cursors

REPORTS, COPIED, A_PAGE = 1_000_000, 1_000, 100
TIMES, WARMING = 40, 5
MOST_RATIO = 1.25
OWN = ("id", "receipt")  # of each report
ISSUES = "/api/v1/cities/gaon/rounds/1/issues?limit=100"
SINCE = "&updated_after=2020-01-01T00:00:00Z"
OPEN311 = "/open311/v2/requests.json?page_size=100&updated_after=2020-01-01T00:00:00Z"


def multiply(copies: int) -> None:
    """Every report so many times more, each with an id and a receipt of its own."""
    others = [column.name for column in Issue.__table__.columns if column.name not in OWN]
    names = ", ".join(f'"{name}"' for name in others)
    numbers = f"WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < {copies})"
    moved = f"id + {COPIED} * k.n, receipt + {COPIED} * k.n"
    rows = f"{numbers} SELECT {moved}, {names} FROM issue, k WHERE id <= {COPIED}"
    db.session.execute(text(f"INSERT INTO issue (id, receipt, {names}) {rows}"))
    db.session.commit()


def asked(app, address: str) -> tuple[float, float, int]:
    """Wall-clock and CPU milliseconds, and the size of the answer."""
    environ = EnvironBuilder(address).get_environ()
    wall, cpu = time.perf_counter(), time.process_time()
    size = len(b"".join(app.wsgi_app(environ, _fine)))
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000, size


def _fine(status, _headers) -> None:
    assert status.startswith("200"), status


def compare(app, name: str, first: str, late: str) -> bool:
    pairs = [(asked(app, first), asked(app, late)) for _time in range(TIMES + WARMING)][WARMING:]
    sides = [[pair[side] for pair in pairs] for side in (0, 1)]
    wall = [statistics.median(each[0] for each in side) for side in sides]
    cpu = [statistics.median(each[1] for each in side) for side in sides]
    ratio = cpu[1] / cpu[0]
    figures = f"{wall[0]:8.2f} {wall[1]:8.2f} {cpu[0]:8.2f} {cpu[1]:8.2f} {ratio:6.2f}"
    print(f"{name:24} {figures} {sides[0][0][2] / 1000:6.1f} {sides[1][0][2] / 1000:6.1f}")
    return ratio <= MOST_RATIO


def main() -> int:
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    before = reports - A_PAGE
    with tempfile.TemporaryDirectory() as folder:
        app = make(Path(folder), COPIED, "report")
        app.config["OPEN_DATA_LIMIT"] = ""
        with app.app_context():
            multiply(reports // COPIED - 1)
            order = db.select(Issue.updated_at, Issue.id).order_by(Issue.updated_at, Issue.id)
            at, id = db.session.execute(order.offset(before - 1).limit(1)).one()
            changed = cursors.written(at, id)
        print(f"{reports:,} reports: page 1, page {reports // A_PAGE:,}; ms wall, ms CPU, KB")
        cursor = f"&cursor={before}"
        good = [
            compare(app, "JSON", ISSUES, ISSUES + cursor),
            compare(app, "GeoJSON", f"{ISSUES}&format=geojson", f"{ISSUES}&format=geojson{cursor}"),
            compare(app, "CSV", f"{ISSUES}&format=csv", f"{ISSUES}&format=csv{cursor}"),
            compare(app, "by change", ISSUES + SINCE, f"{ISSUES}{SINCE}&cursor={changed}"),
            compare(app, "Open311 by Link", OPEN311, f"{OPEN311}&cursor={changed}"),
        ]
        compare(app, "Open311, numbered", OPEN311, f"{OPEN311}&page={reports // A_PAGE}")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
