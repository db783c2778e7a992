"""The list of issues against the least that Flask and SQLAlchemy can do, in the same process.

A bare Flask page reads 20 rows of the same table by the ORM and puts them through a template; the
list does what residents see: filters, counts, categories, districts, pictures, four languages. Both
are asked in turn, so that what else the machine does meets both. Run: python -m bench.bare_page
"""

import statistics
import tempfile
import time
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Session
from werkzeug.test import EnvironBuilder

from bench.city import make
from bench.requests import _fine
from civic.db import db, reading
from civic.db_engine import engine_options
from civic.issues.models import Issue

SIZES, TIMES, TO_WARM_UP, MOST_RATIO = (1_000, 20_000), 200, 20, 4.0
LIST = "/gaon/1/issues/"
PAGE = """<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>도시문제</title></head>
<body><h1>도시문제</h1><ul>{% for row in rows %}
<li><a href="/issues/{{ row.id }}">{{ row.title }}</a> <p>{{ row.body }}</p>
<span>{{ row.category }} · {{ row.place }} · {{ row.status }} · {{ row.created_at }}</span>
<b>{{ row.supports_count }}</b></li>{% endfor %}</ul></body></html>"""


def bare(address: str) -> Flask:
    """One route, one query, one template."""

    class Base(DeclarativeBase):
        pass

    class Row(Base):
        __table__ = Issue.__table__.to_metadata(Base.metadata)

    app, engine = Flask("bare"), create_engine(address, **engine_options(address))
    app.config["SLOW_QUERY_MS"] = 0  # the program listens to every engine of the process
    page = app.jinja_env.from_string(PAGE)  # compiled once, as a file would be

    @app.get("/")
    def index():
        reading.set(True)
        with Session(engine) as session:
            rows = session.scalars(select(Row).order_by(Row.id.desc()).limit(20)).all()
            return page.render(rows=rows)

    return app


def cpu_ms(app, address: str) -> float:
    environ = EnvironBuilder(address).get_environ()
    before = time.process_time()
    b"".join(app.wsgi_app(environ, _fine))
    return (time.process_time() - before) * 1000


def measure(count: int) -> float:
    """Prints both, and gives how many times as much the list costs."""
    with tempfile.TemporaryDirectory() as folder:
        app = make(Path(folder), count)
        with app.app_context():
            plain = bare(db.engine.url.render_as_string(hide_password=False))
        lists, bares = [], []
        for n in range(TIMES + TO_WARM_UP):
            for costs, one, address in ((lists, app, LIST), (bares, plain, "/")):
                cost = cpu_ms(one, address)
                if n >= TO_WARM_UP:
                    costs.append(cost)
    ratio = statistics.median(lists) / statistics.median(bares)
    print(
        f"{count:7,} issues: list {min(lists):.2f} least, {statistics.median(lists):.2f} median;"
        f" bare {min(bares):.2f}, {statistics.median(bares):.2f};"
        f" {min(lists) / min(bares):.2f} and {ratio:.2f} times as much"
    )
    return ratio


def main() -> None:
    raise SystemExit(any(measure(count) > MOST_RATIO for count in SIZES))


if __name__ == "__main__":
    main()
