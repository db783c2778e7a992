"""The map page and its feed: clusters far out, issues near by, sentences for nonsense."""

import pytest

from civic.db import db

FEED = "/gaon/1/issues/map.json"
CITY = "126.9,36.4,127.3,36.7"


def feed(client, zoom, bbox=CITY):
    return client.get(FEED, query_string={"zoom": zoom, "bbox": bbox})


def test_far_out_issues_are_one_cluster_at_their_middle(client, report, minji):
    report(minji, lat=36.550, lon=127.050)
    report(minji, lat=36.552, lon=127.052)
    answer = feed(client, 10)
    (cluster,) = answer.json["features"]
    assert cluster["geometry"] == {"type": "Point", "coordinates": [127.051, 36.551]}
    assert cluster["properties"] == {"count": 2} and answer.mimetype == "application/geo+json"
    assert answer.headers["Cache-Control"] == "public, max-age=30"


def test_near_by_issues_stand_for_themselves(client, report, minji):
    issue = report(minji)
    (pin,) = feed(client, 16).json["features"]
    assert (pin["id"], pin["geometry"]["coordinates"]) == (issue.id, [127.05, 36.55])
    assert pin["properties"] == {
        "title": issue.title,
        "status": "received",
        "supports": 0,
        "url": f"/gaon/1/issues/{issue.id}",
    }


def test_only_what_lies_in_the_box_is_sent(client, report, minji):
    report(minji)
    assert feed(client, 16, "127.06,36.56,127.07,36.57").json["features"] == []
    assert feed(client, 14, "127.16,36.41,127.17,36.42").json["features"] == []


def test_hidden_issues_are_not_on_the_map(client, report, minji):
    report(minji).hide("개인정보가 있어요")
    db.session.commit()
    assert feed(client, 10).json["features"] == []
    assert feed(client, 17).json["features"] == []


@pytest.mark.parametrize("zoom", [0, 3, 9, 22])
def test_any_zoom_of_a_map_is_answered(client, report, minji, zoom):
    report(minji)
    answer = feed(client, zoom, "-180,-90,180,90")
    assert len(answer.json["features"]) == 1


@pytest.mark.parametrize(
    ("zoom", "bbox"),
    [
        ("", CITY),
        ("x", CITY),
        ("23", CITY),
        ("-1", CITY),
        ("12", ""),
        ("12", "1,2,3"),
        ("12", "a,b,c,d"),
        ("12", "nan,nan,nan,nan"),
        ("12", "127.3,36.4,126.9,36.7"),
        ("12", "126.9,36.7,127.3,36.4"),
        ("12", "126.9,-91,127.3,36"),
        ("12", "126.9,88,127.3,89"),
        ("12", "1e400,0,1e400,0"),
    ],
)
def test_no_box_no_zoom_no_map(client, round, zoom, bbox):
    answer = client.get(
        FEED, query_string={"zoom": zoom, "bbox": bbox}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 400
    assert "bbox" in answer.json["error"]


def test_the_page_has_counts_without_script(client, report, minji, gaon):
    report(minji)
    report(minji, district_id=gaon.districts[1].id, lat=36.55, lon=127.15, title="느티동 제보")
    report(minji, district_id=None, lat=None, lon=None, title="어딘가의 제보")
    page = client.get("/gaon/1/issues/map").text
    assert "<svg" in page
    assert "위치를 모름" in page
    assert "3건" in page
    part = client.get(f"/gaon/1/issues/map?district={gaon.districts[1].id}")
    assert "느티동 제보" in part.text
    assert "마을버스" not in part.text
    assert client.get("/gaon/1/issues/map?district=x").status_code == 400
