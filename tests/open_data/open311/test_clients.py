"""Clients of Open311 that others wrote, against the served app: georeport and three, from PyPI."""

import itertools
import json
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from PIL import Image

from civic.db import db
from civic.issues.labels import CATEGORIES
from civic.issues.models import Issue
from tests.factory import add_issue
from tests.open_data.served import served


@pytest.fixture
def address(app, round):
    add_issue(round, 99, title="정류장에 그늘이 없어요")
    db.session.commit()
    with served(app) as root:
        yield f"{root}/open311/v2"


@pytest.fixture
def three():
    itertools.ifilter = filter  # it was written for Python 2
    module = pytest.importorskip("three", reason="requirements-dev.txt is not installed")
    yield module.Three
    del itertools.ifilter


@pytest.mark.parametrize("encoding", ["json", "xml"])
def test_georeport_reads_all_there_is(address, encoding):
    georeport = pytest.importorskip("georeport", reason="requirements-dev.txt is not installed")
    city = georeport.GeoReport(address, jurisdiction="gaon", output_format=encoding)
    codes = [service["service_code"] for service in city.get_service_list()]
    assert codes == list(CATEGORIES)
    assert city.get_service_definition("transit")["service_code"] == "transit"
    several = city.get_service_requests(status="open", service_code="transit")
    (request,) = several if encoding == "json" else [several]  # of one it makes no list
    again = city.get_service_request(request["service_request_id"])
    assert again["description"] == "정류장에 그늘이 없어요" == request["description"]


def test_three_reads_and_sends(address, three, grant):
    _number, key = grant()
    city = three(address, jurisdiction="gaon", api_key=key)
    assert city.discovery()["endpoints"]
    assert [service["service_code"] for service in city.services()] == list(CATEGORIES)
    assert city.services("transit")["service_code"] == "transit"
    assert len(city.requests("transit", count=5)) == 1
    assert city.requests(start="01-01-2020", end="02-01-2020") == []
    picture = BytesIO()
    Image.new("RGB", (60, 40)).save(picture, "PNG")
    picture.seek(0)
    (sent,) = city.post(
        "safety",
        description="가로등이 꺼졌어요.",
        lat="36.55",
        long="127.05",
        name="민지 김",
        media=picture,
    )
    (told,) = city.request(sent["service_request_id"])
    assert (told["description"], told["service_code"]) == ("가로등이 꺼졌어요.", "safety")
    assert told["media_url"]
    db.session.rollback()
    assert db.session.get(Issue, int(sent["service_request_id"])).photos


def test_three_asks_for_the_number_of_what_it_sent(address, three, grant):
    _number, key = grant()
    city = three(address, api_key=key)
    where = {"lat": "36.55", "long": "127.05"}
    words = {"description": "가로등이 꺼졌어요.", "request_key": "three-0001"}
    (sent,) = city.post("safety", **where, **words)
    (told,) = city.token("three-0001", api_key=key)
    assert told == {"service_request_id": sent["service_request_id"], "token": "three-0001"}


def test_of_many_that_arrive_at_once_under_one_key_one_is_stored(address, grant):
    _number, key = grant()
    words = {"service_code": "safety", "description": "가로등이 꺼졌어요.", "lat": "36.55"}
    body = urlencode(words | {"long": "127.05", "api_key": key}).encode()

    def send(_turn):
        sent = Request(f"{address}/requests.json", body, {"Idempotency-Key": "at-once-0001"})
        with urlopen(sent) as answer:
            return answer.status, json.loads(answer.read())[0]["service_request_id"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert len({number for _status, number in answers}) == 1
    assert sorted(status for status, _number in answers) == [200] * 7 + [201]
    db.session.rollback()
    wanted = db.select(Issue).filter_by(title="가로등이 꺼졌어요.")
    assert len(db.session.scalars(wanted).all()) == 1
