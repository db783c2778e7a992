"""Address search answers with a position in the municipality, or a sentence."""

import pytest

from civic.engines.geocoders.protocol import GeocoderDown


class Book:
    """A geocoder that knows what it is told."""

    def find(self, address):
        if address == "고장":
            raise GeocoderDown("timeout")
        return {"달내천로 41": (36.55, 127.05), "서울 세종대로 110": (37.566, 126.978)}.get(address)


@pytest.fixture
def search(app, gaon, client):
    kept, app.extensions["geocoder"] = app.extensions["geocoder"], Book()
    yield lambda address: client.get("/gaon/places/find", query_string={"q": address})
    app.extensions["geocoder"] = kept


def test_a_known_address_is_a_position_and_its_district(search):
    assert search(" 달내천로  41 ").json == {"lat": 36.55, "lon": 127.05, "district": "달내동"}


@pytest.mark.parametrize(
    "address, status, word",
    [
        ("없는 길 1", 404, "찾지 못했어요"),
        ("서울 세종대로 110", 422, "가온시 밖"),
        ("고장", 503, "지금은"),
        ("", 422, "2자에서 100자"),
        ("가" * 101, 422, "2자에서 100자"),
    ],
)
def test_what_is_not_found_is_said_in_a_sentence(search, address, status, word):
    answer = search(address)
    assert answer.status_code == status
    assert word in answer.json["error"]
