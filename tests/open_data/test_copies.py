"""Programs that keep a copy by what changed since, from the API and from Open311."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.open_data.api.issue_pages import page_query
from civic.open_data.api.queries import IssueQuery
from civic.open_data.open311.filters import RequestFilters
from civic.open_data.open311.requests import wanted
from civic.rounds.models import Round
from tests.conftest import NOW
from tests.factory import add_issue

SINCE = "updated_after=2020-01-01T00:00:00Z"
READ = [
    (f"/api/v1/cities/gaon/rounds/1/issues?limit=2&{SINCE}", "id", "merged"),
    (f"/open311/v2/requests.json?page_size=2&{SINCE}", "service_request_id", "closed"),
]


def read_on(client, address):
    """Every row, page after page by the header Link."""
    rows = []
    while address:
        answer = client.get(address)
        rows += answer.json if isinstance(answer.json, list) else answer.json["items"]
        address = answer.headers.get("Link", "").partition(">")[0].removeprefix("<http://localhost")
    return rows


@pytest.mark.parametrize(("address", "name", "closed"), READ)
def test_a_copy_hears_of_what_was_merged(client, round, seoyeon, clock, address, name, closed):
    """It has the report as it was before, among those that are still in the list."""
    issues = [add_issue(round, n) for n in range(5)]
    hidden = add_issue(round, 5, listed=False, hidden_at=NOW)
    db.session.commit()
    clock(timedelta(hours=1))
    issues[1].merge_into(issues[3], seoyeon)
    db.session.commit()
    clock(timedelta(hours=2))
    issues[0].title = "고친 제목"
    db.session.commit()
    told = {int(row[name]): row["status"] for row in read_on(client, address)}
    assert list(told)[-1] == issues[0].id and len(told) == 5 and hidden.id not in told
    assert told[issues[1].id] == closed
    whole = client.get(address.partition("?")[0]).json
    listed = whole if isinstance(whole, list) else whole["items"]
    assert len(listed) == 4, "without asking for changes it is the public list"


def test_what_changed_is_read_in_the_order_of_its_index(app, round, gaon, call):
    """In every round: no late page looks at what lies before it."""
    db.session.add(Round(municipality=gaon, call=call, number=2, title="둘째", budget_won=1))
    db.session.flush()
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the plan is SQLite's")
    cursor = (NOW, 500_000)
    queries = [
        wanted([1, 2], RequestFilters(updated_after=NOW, cursor=cursor)),
        page_query(round.id, IssueQuery(updated_after=NOW, cursor="1700000000000000.5")),
    ]
    for query in queries:
        compiled = query.compile(db.engine, compile_kwargs={"literal_binds": True})
        plan = db.session.execute(db.text(f"EXPLAIN QUERY PLAN {compiled}")).all()
        words = "\n".join(row.detail for row in plan)
        ranges = [line for line in words.split("\n") if "(round_id=? AND listed=? AND" in line]
        assert ranges and all("ix_issue_updated" in line for line in ranges), words
        assert "SCAN issue" not in words, words
