"""The open-data API: what the public pages show, page by page, and nothing else."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from PIL import Image

from civic.db import db, now
from civic.issues.models import Issue
from civic.open_data.api.issue_pages import page_query
from civic.open_data.api.operations import OPERATIONS
from civic.open_data.api.queries import IssueQuery
from civic.photos.models import Photo
from tests.conftest import NOW
from tests.factory import add_indicator, add_issue, add_round_elsewhere, add_solution, report_issue

V1 = "/api/v1"
ROUND = f"{V1}/cities/gaon/rounds/1"


@pytest.fixture
def five(round, gaon):
    """Five issues, the first with a place."""
    where = {"lat": 36.55, "lon": 127.05, "district_id": gaon.districts[0].id}
    issues = [add_issue(round, 1, **where), *(add_issue(round, n) for n in range(2, 6))]
    db.session.commit()
    return [issue.id for issue in issues]


def ids(answer):
    return [item["id"] for item in answer.json["items"]]


def test_a_city_and_its_rounds_are_told(client, round):
    (city,) = client.get(f"{V1}/cities").json["items"]
    assert (city["slug"], city["name"]) == ("gaon", "가온시")
    (told,) = client.get(f"{V1}/cities/gaon/rounds").json["items"]
    assert told["number"] == 1 and len(told["phases"]) == 7
    assert client.get(ROUND).json == told


def test_pages_follow_one_another_without_gap_or_repeat(client, five):
    seen, cursor = [], ""
    for size in (2, 2, 1):
        answer = client.get(f"{ROUND}/issues?limit=2&cursor={cursor}")
        seen += ids(answer)
        assert len(answer.json["items"]) == size
        cursor = answer.json["next"]
    assert cursor is None and seen == five


def test_other_lists_come_whole_or_in_pages_too(client, round):
    for number in (1, 2, 3):
        add_solution(round, number, title=f"방안 {number}")
    db.session.commit()
    assert len(client.get(f"{ROUND}/solutions").json["items"]) == 3
    first = client.get(f"{ROUND}/solutions?limit=2")
    rest = client.get(f"{ROUND}/solutions?limit=2&cursor={first.json['next']}")
    titles = [item["title"] for item in (*first.json["items"], *rest.json["items"])]
    assert titles == ["방안 1", "방안 2", "방안 3"] and rest.json["next"] is None
    link = client.get(f"{ROUND}/solutions?limit=2&format=csv").headers["Link"]
    assert link.partition(">")[0].endswith("solutions?limit=2&format=csv&cursor=2")
    for query in ("limit=0", "limit=x", "cursor=x"):
        assert client.get(f"{ROUND}/solutions?{query}").status_code == 400


def test_a_page_of_another_site_may_ask_with_a_key_and_a_tag(client, round):
    """What a browser asks first, where a script of another site sends more than the plain."""
    asked = {"Origin": "https://board.example", "Access-Control-Request-Method": "GET"}
    asked |= {"Access-Control-Request-Headers": "x-api-key, if-none-match"}
    for path in (f"{ROUND}/issues", "/open311/v2/requests.json"):
        answer = client.options(path, headers=asked)
        allowed = answer.headers["Access-Control-Allow-Headers"].lower()
        assert answer.status_code == 200 and answer.headers["Access-Control-Allow-Origin"] == "*"
        assert {"x-api-key", "if-none-match", "idempotency-key"} <= set(allowed.split(", "))
        assert "GET" in answer.headers["Access-Control-Allow-Methods"]


def test_what_answers_name_may_be_read_by_pages_of_other_sites(client, five, app, minji):
    picture = io.BytesIO()
    Image.new("RGB", (60, 40)).save(picture, "PNG")
    photo = Photo.take_in(app.extensions["photo_store"], picture.getvalue(), minji)
    photo.attach()
    db.session.get_one(Issue, five[0]).cover_key = photo.key
    db.session.commit()
    named = [
        client.get(f"{V1}/cities/gaon").json["districts_url"],
        client.get(f"{ROUND}/issues").json["items"][0]["photo_url"],
        "http://localhost/gaon/1/issues/map.json?zoom=10&bbox=126,36,128,37",
    ]
    for address in named:
        headers = client.get(address.partition("localhost")[2]).headers
        assert headers["Access-Control-Allow-Origin"] == "*", address
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin", address
    photo = db.session.get_one(Photo, photo.id)
    photo.withhold()
    db.session.commit()
    hidden = client.get(named[1].partition("localhost")[2])
    assert hidden.status_code == 410
    assert hidden.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_an_issue_that_comes_meanwhile_moves_no_page(client, five, round):
    first = client.get(f"{ROUND}/issues?limit=3")
    later = add_issue(round, 6)
    db.session.commit()
    rest = client.get(f"{ROUND}/issues?limit=3&cursor={first.json['next']}")
    assert ids(first) + ids(rest) == [*five, later.id]


def test_a_copy_is_kept_by_what_changed_since(client, five, round, clock):
    since = now().isoformat(timespec="seconds").replace("+00:00", "Z")
    for minutes, number in ((5, 3), (10, 1)):
        clock(NOW + timedelta(minutes=minutes))
        issue = db.session.get_one(Issue, five[number])
        issue.title = "고친 제목"
        db.session.commit()
    seen, cursor = [], ""
    while cursor is not None:
        answer = client.get(f"{ROUND}/issues?updated_after={since}&limit=1&cursor={cursor}")
        seen, cursor = seen + ids(answer), answer.json["next"]
    assert seen == [five[3], five[1]]


def test_filters_narrow_the_list(client, five, gaon, round):
    lamp = add_issue(round, 9, category="safety", status="done")
    db.session.commit()
    assert ids(client.get(f"{ROUND}/issues?category=safety")) == [lamp.id]
    assert ids(client.get(f"{ROUND}/issues?status=done")) == [lamp.id]
    assert ids(client.get(f"{ROUND}/issues?district=9900010000")) == five[:1]


def test_hidden_and_merged_issues_are_not_listed(client, five, round):
    hidden, merged = (db.session.get_one(Issue, id) for id in five[:2])
    hidden.hidden_at, hidden.listed = NOW, False
    merged.listed = False
    db.session.commit()
    listed = ids(client.get(f"{ROUND}/issues"))
    assert not {five[0], five[1]} & set(listed)
    assert client.get(f"{ROUND}/issues/{five[0]}").status_code == 404
    assert client.get(f"{ROUND}/issues/{five[1]}").status_code == 200


def test_nobody_is_named(client, round, minji):
    issue = report_issue(round, minji, shows_name=True)
    db.session.commit()
    for address in (f"{ROUND}/issues", f"{ROUND}/issues/{issue.id}", f"{ROUND}/issues?format=csv"):
        text = client.get(address).text
        assert "민지" not in text and "reporter" not in text


def test_points_come_as_geojson(client, five):
    answer = client.get(f"{ROUND}/issues?format=geojson")
    assert answer.content_type == "application/geo+json"
    placed, *others = answer.json["features"]
    assert placed["geometry"] == {"type": "Point", "coordinates": [127.05, 36.55]}
    assert all(feature["geometry"] is None for feature in others)


def test_a_table_opens_in_a_spreadsheet_and_runs_nothing(client, round):
    add_issue(round, 1, title="=1+1")
    db.session.commit()
    answer = client.get(f"{ROUND}/issues?format=csv")
    assert answer.data.startswith("\ufeff".encode()) and "'=1+1" in answer.text


def test_where_the_next_page_is_stands_in_the_head_too(client, five):
    answer = client.get(f"{ROUND}/issues?limit=2&format=csv&endpoint=x&api_key=secret")
    address = answer.headers["Link"].partition(">")[0].lstrip("<")
    path = address.partition("localhost")[2]
    assert "secret" not in path and client.get(path).text.count("\r\n") == 3


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=1001", "limit=x", "limit=１", "cursor=x", "cursor=-1", "status=lost"),
        *("category=x", "district=1", "updated_after=2026", "updated_after=2026-01-01T00:00:00"),
        *("format=xml", "cursor=9999999999999999999", "format=", "category=", "limit="),
        *("cursor=%C2%84", "limit=%E2%80%8B5"),  # with what can't be seen
    ],
)
def test_what_can_not_be_read_is_named(client, round, query):
    answer = client.get(f"{ROUND}/issues?{query}")
    assert answer.status_code == 400
    assert answer.json["status"] == 400 and query.partition("=")[0] in answer.json["error"]


@pytest.mark.parametrize("query", ["cursor=999999999999999999", "cursor=999999999999999999.1"])
@pytest.mark.parametrize("since", ["", "&updated_after=0001-01-01T00:00:00Z"])
def test_a_cursor_past_the_end_gives_nothing(client, five, query, since):
    assert ids(client.get(f"{ROUND}/issues?{query}{since}")) == []


def test_what_is_not_there_is_said_to_programs(client, round):
    for path in ("cities/none", "cities/gaon/rounds/9", "nothing", f"{ROUND[8:]}/issues/999"):
        answer = client.get(f"{V1}/{path}")
        assert answer.status_code == 404 and answer.json["error"], path
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_same_answer_is_not_sent_twice(client, five):
    first = client.get(f"{ROUND}/issues")
    again = client.get(f"{ROUND}/issues", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and "Set-Cookie" not in first.headers


def test_solutions_tell_what_they_solve_but_no_hidden_report(client, round, five):
    solution = add_solution(round)
    solution.issues = [db.session.get_one(Issue, id) for id in five[:2]]
    solution.issues[0].hidden_at = NOW
    hidden = add_solution(round, 2, title="숨긴 것")
    hidden.hidden_at = NOW
    db.session.commit()
    (told,) = client.get(f"{ROUND}/solutions").json["items"]
    assert told["title"] == "부르면 오는 버스" and len(told["issues"]) == 1


def test_targets_are_told_once_they_are_set(client, round, minji, open_phase):
    solution = add_solution(round, status="selected")
    indicator = add_indicator(solution, target_year=2028)
    open_phase("target")
    indicator.set_preference(minji, 30.0)
    db.session.commit()
    (during,) = client.get(f"{ROUND}/targets").json["items"]
    assert (during["target"], during["people"]) == (None, None)
    open_phase("compile")
    (after,) = client.get(f"{ROUND}/targets").json["items"]
    assert (after["target"], after["people"]) == (30.0, 1)


def test_few_people_are_hidden_as_on_the_page(client, round, minji):
    report_issue(round, minji)
    db.session.commit()
    told = client.get(f"{ROUND}/participation").json
    page = client.get("/gaon/1/voices/.json").json
    assert told == page and told["total"] is None
    table = client.get(f"{ROUND}/participation?format=csv")
    assert table.mimetype == "text/csv" and table.data == client.get("/gaon/1/voices/.csv").data


def test_before_the_count_there_is_no_result(client, round):
    assert client.get(f"{ROUND}/result").status_code == 404
    assert client.get(f"{ROUND}/ledger").json["items"] == []


def test_a_round_is_one_zip_that_describes_itself(client, round, five):
    add_round_elsewhere(round.call)
    db.session.commit()
    answer = client.get(f"{ROUND}/bundle.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as package:
        described = json.loads(package.read("datapackage.json"))
        paths = {resource["path"] for resource in described["resources"]}
        assert paths | {"datapackage.json"} == set(package.namelist())
        table = package.read("issues.csv").decode("utf-8-sig").splitlines()
        fields = described["resources"][0]["schema"]["fields"]
    assert len(table) == 6 and table[0].split(",") == [field["name"] for field in fields]
    types = {field["name"]: field["type"] for field in fields}
    assert (types["id"], types["lat"], types["created_at"]) == ("integer", "number", "datetime")
    fields = described["resources"][1]["schema"]["fields"]
    kinds = {field["name"]: field["type"] for field in fields}
    assert (kinds["number"], kinds["issues"]) == ("integer", "string"), "several stand in a cell"


def test_every_example_of_the_page_answers(client, round, five):
    page = client.get("/api/").text
    for name, operation in OPERATIONS.items():
        assert str(operation.summary) in page, name
    addresses = [part.partition('"')[0] for part in page.split('href="')[1:]]
    examples = [a.replace("&amp;", "&") for a in addresses if "localhost/api/v1" in a]
    assert len(examples) == len(OPERATIONS) - 2  # nothing is counted, no panel announced
    for address in examples:
        assert client.get(address.partition("localhost")[2]).status_code == 200, address


def test_the_page_opens_where_there_is_nothing_yet(client, app):
    assert client.get("/api/").status_code == 200


def test_a_late_page_is_found_by_its_key(app, round):
    """The plan of the database: one range of one index, nothing sorted, nothing counted off."""
    query = page_query(round.id, IssueQuery(limit=100, cursor="500000"))
    compiled = query.compile(db.engine, compile_kwargs={"literal_binds": True})
    if db.engine.dialect.name == "sqlite":
        plan = db.session.execute(db.text(f"EXPLAIN QUERY PLAN {compiled}")).all()
        words = " ".join(row.detail for row in plan)
        assert "ix_issue_newest (round_id=? AND listed=? AND id>?)" in words
        assert "TEMP B-TREE" not in words
