"""Our answers beside those that other cities gave (Boston, Washington, San Francisco): the same
elements, so that a client written for theirs reads ours."""

import json
from xml.etree.ElementTree import Element, fromstring

import pytest

from civic.db import db
from tests.factory import add_issue
from tests.paths import SHARED

RECORDED = SHARED / "open311"
pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="no recordings beside the project")
V2 = "/open311/v2"


def shape(element: Element) -> dict:
    """Names of what is inside, each with what is inside of it; of several alike all together."""
    found: dict = {}
    for inner in element:
        found[inner.tag] = found.get(inner.tag, {}) | shape(inner)
    return found


def recorded(name: str) -> Element:
    return fromstring((RECORDED / name).read_bytes())


@pytest.fixture
def ours(client, round, gaon):
    add_issue(round, 1, lat=36.55, lon=127.05, district_id=gaon.districts[0].id)
    db.session.commit()
    return lambda path: fromstring(client.get(f"{V2}/{path}").data)


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("services.xml", "dc-services.xml"),
        ("services/transit.xml", "dc-services-S0301.xml"),
        ("requests.xml", "service-requests.xml"),
        ("discovery.xml", "discovery-dc.xml"),
    ],
)
def test_the_elements_are_those_of_other_cities(ours, path, file):
    mine, theirs = ours(path), recorded(file)
    assert mine.tag == theirs.tag and shape(mine) == shape(theirs)


def test_the_values_are_of_their_kinds(ours):
    theirs, mine = (
        found.find("request") for found in (recorded("service-requests.xml"), ours("requests.xml"))
    )
    assert mine.find("status").text in {"open", "closed"}
    for name in ("requested_datetime", "updated_datetime"):
        assert len(mine.find(name).text) == len(theirs.find(name).text)
    for name in ("lat", "long"):
        assert float(mine.find(name).text)
    attribute = ours("services/transit.xml").find("attributes/attribute")
    kinds = {each.text for each in recorded("dc-services-S0301.xml").iter("datatype")}
    assert attribute.find("datatype").text in kinds


def test_discovery_in_json_is_as_bostons(client, round):
    theirs = json.loads((RECORDED / "discovery-boston.json").read_text())
    mine = client.get(f"{V2}/discovery.json").json
    assert mine.keys() == theirs.keys()
    assert mine["endpoints"][0].keys() == theirs["endpoints"][0].keys()
    assert mine["endpoints"][0]["specification"] == theirs["endpoints"][0]["specification"]


def test_a_late_page_is_as_full_as_the_first(client, round):
    for number in range(1, 8):
        add_issue(round, number)
    db.session.commit()
    pages = [client.get(f"{V2}/requests.json?page={n}&page_size=3").json for n in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    seen = [row["service_request_id"] for page in pages for row in page]
    assert seen == sorted(seen, key=int, reverse=True) and len(set(seen)) == 7
