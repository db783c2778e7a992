"""How the database finds what pages show, as it says itself: by indexes, never by reading all of a
table that grows with a city. On both databases; bench/cities.py asks the same of a million rows."""

import re
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from civic.db import db
from civic.issues.models import rebuild_round_index
from civic.participation.counting import count_large_rounds
from tests.databases import ON_POSTGRESQL
from tests.factory import add_issue, add_person, add_solution

# What grows with a city's people; all else has few rows in a round.
LARGE = (
    *("issue", "support", "person", "status_change", "issue_comment", "issue_photo", "photo"),
    *("participation", "ballot", "vote_event", "sign_in", "notice", "follow", "residency"),
    *("solution_comment", "preference", "point_spread", "issue_answer", "issue_correction"),
)
PAGES = {
    "list": "/gaon/1/issues/",
    "list, page 2": "/gaon/1/issues/?page=2",
    "list, newest": "/gaon/1/issues/?sort=newest",
    "list, one district": "/gaon/1/issues/?district={district}",
    "list, one category": "/gaon/1/issues/?category=transit",
    "search": "/gaon/1/issues/?q=버스",
    "search two words, district": "/gaon/1/issues/?q=버스+정류장&district={district}",
    "detail": "/gaon/1/issues/{issue}",
    "home": "/gaon/1/",
    "map feed": "/gaon/1/issues/map.json?zoom=16&bbox=127.0,36.5,127.1,36.6",
    "nearby and similar": "/gaon/1/issues/similar?title=버스가+안+와요&lat=36.55&lon=127.05",
    "participation": "/gaon/1/voices/",
    "ballot": "/gaon/1/vote",
}
ACTS = {
    "support": ("/gaon/1/issues/{issue}/support", {}),
    "vote": ("/gaon/1/vote/submit", {"solutions": "1", "client_seq": "1"}),
}


@pytest.fixture
def city(round, person, open_phase):
    """Enough reports that a list has pages, and somebody who votes."""
    place = round.municipality
    district = place.districts[0]
    for receipt in range(1, 61):
        where = {"district_id": district.id, "lat": 36.55, "lon": 127.05}
        add_issue(round, receipt, title=f"버스가 정류장에 안 와요 {receipt}", **where)
    for number in range(20):
        add_person(f"주민{number}", city=place, email=f"many{number}@example.com")
    add_solution(round, status="on_ballot")
    round.next_receipt = 61
    rebuild_round_index(round)
    db.session.commit()
    count_large_rounds()
    return {"district": district.id, "issue": 1}


@contextmanager
def statements():
    """What is asked meanwhile: (statement, values)."""
    asked = []
    event.listen(db.engine, "before_cursor_execute", note := lambda *call: asked.append(call[2:4]))
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def whole_reads(asked) -> set[str]:
    """Large tables that a statement reads from beginning to end where it need not."""
    found: set[str] = set()
    with db.engine.connect() as there:
        raw = there.connection.driver_connection
        if ON_POSTGRESQL:
            raw.execute("SET enable_seqscan = off")  # few rows are read whole even with an index
        for statement, values in asked:
            if not statement.lstrip().startswith(("SELECT", "WITH")):
                continue
            found |= (
                _on_postgresql(raw, statement, values)
                if ON_POSTGRESQL
                else _on_sqlite(raw, statement, values)
            )
        if ON_POSTGRESQL:
            raw.execute("RESET enable_seqscan")
    return found


def _on_postgresql(raw, statement, values) -> set[str]:
    lines = "\n".join(line for (line,) in raw.execute(f"EXPLAIN {statement}", values).fetchall())
    return set(re.findall(r"Seq Scan on (\w+)", lines)) & {*LARGE}


def _on_sqlite(raw, statement, values) -> set[str]:
    plan = raw.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
    scans = (re.fullmatch(r"SCAN (\w+)(?: AS \w+)?", row[-1]) for row in plan)
    # A table that a statement names twice has a number behind its name.
    return {re.sub(r"_\d+$", "", scan[1]) for scan in scans if scan} & {*LARGE}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_no_large_table_whole(client, city, page):
    address = PAGES[page].format(**city)
    client.get(address)
    with statements() as asked:
        assert client.get(address).status_code == 200
    assert asked and whole_reads(asked) == set()


@pytest.mark.parametrize("act", ACTS)
def test_an_act_reads_no_large_table_whole(as_person, person, city, open_phase, act):
    open_phase({"support": "report", "vote": "vote"}[act])
    minji = as_person(person("민지", lives=True))
    path, sent = ACTS[act]
    with statements() as asked:
        assert minji.post(path.format(**city), data=sent).status_code in (200, 303)
    assert asked and whole_reads(asked) == set()


def test_a_table_without_an_index_is_found_out(city):
    """The question itself is asked of a statement that no index helps."""
    with statements() as asked:
        db.session.execute(db.text("SELECT id FROM issue WHERE length(body) > 100000")).all()
        db.session.rollback()
    assert whole_reads(asked) == {"issue"}
