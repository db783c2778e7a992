"""The page, the files and the plan show the same numbers of who took part."""

import csv
import io

from civic.db import db
from civic.issues.models import Issue
from civic.participation.participants import participation_of
from civic.people.residency.models import Residency


def counts(told):
    return {row["name"]: row["people"] for row in told["districts"]}


def test_the_page_names_silent_areas_and_shows_rates(client, neighbours, round):
    page = client.get("/gaon/1/voices/").text
    assert "서로 다른 55명이" in page and "목소리가 적은 곳" in page
    assert counts(participation_of(round))["달내동"] == 40
    assert "<strong>목소리가 적은 곳</strong>: 느티동" in page
    assert 'role="img"' in page and " style=" not in page


def test_in_another_language_its_districts_are_read_and_shaded(client, neighbours, round):
    page = client.get("/gaon/1/voices/?language=en").text
    korean = client.get("/gaon/1/voices/").text
    assert "Dallae-dong" in page and "달내동" not in page
    assert page.count('class="few"') == korean.count('class="few"')
    assert client.get("/gaon/1/voices/.json?language=en").json["silent"] == ["느티동"]


def test_every_way_out_tells_the_same_numbers(client, neighbours, round):
    told = participation_of(round)
    published = client.get("/gaon/1/voices/.json").json
    assert published.pop("meetings")["held"] == 0
    assert published == told
    text = client.get("/gaon/1/voices/.csv").data.decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(text)) if row[0] == "읍면동"]
    by_file = {row[2]: None if row[5] == "가림" else int(row[5]) for row in rows}
    assert by_file == counts(told)


def test_somebody_who_does_several_things_is_one(neighbours, round):
    issue = db.session.scalars(db.select(Issue)).one()
    issue.reporter_id = neighbours[0].id
    db.session.commit()
    assert participation_of(round)["total"] == 55


def test_where_residency_was_proven_counts_before_what_was_typed(neighbours, round, gaon):
    minji = neighbours[0]
    minji.residencies = [
        Residency(municipality_id=gaon.id, level="desk", district=gaon.districts[1])
    ]
    db.session.commit()
    assert counts(participation_of(round)) == {"달내동": 39, "느티동": 16}


def test_a_year_of_birth_never_leaves(client, neighbours):
    for address in ("", ".json", ".csv"):
        assert "1983" not in client.get(f"/gaon/1/voices/{address}").text
