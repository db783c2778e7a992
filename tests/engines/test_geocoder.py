"""One contract for every geocoder; the services answer as they were recorded to."""

from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderTimedOut
from geopy.geocoders import Nominatim

from civic.engines.geocoders.by_geopy import ByGeopy, VWorld
from civic.engines.geocoders.choose import NoGeocoder, from_settings
from civic.engines.geocoders.protocol import GeocoderDown
from civic.settings.config import DEFAULTS

SQUARE = "강원특별자치도 강릉시 강릉대로 33"
FOUND = {
    "response": {
        "status": "OK",
        "refined": {"text": SQUARE},
        "result": {"crs": "EPSG:4326", "point": {"x": "128.8760574", "y": "37.7520539"}},
    }
}
UNKNOWN = {"response": {"status": "NOT_FOUND"}}
BAD_KEY = {"response": {"status": "ERROR", "error": {"code": "INVALID_KEY", "text": "인증키"}}}


def service_that(answer):
    """An adapter for geopy; answer(query as a dict) is what the service says."""

    class Recorded(BaseSyncAdapter):
        def get_json(self, url, *, timeout, headers):
            assert url.startswith("https://")
            return answer({key: value[0] for key, value in parse_qs(urlsplit(url).query).items()})

        def get_text(self, url, *, timeout, headers):
            raise NotImplementedError

    return lambda **options: Recorded(**options)


def vworld(answer):
    return ByGeopy(VWorld("secret", adapter_factory=service_that(answer)))


def nominatim(answer):
    service = Nominatim(user_agent="tests", adapter_factory=service_that(answer))
    return ByGeopy(service, country_codes="kr")


def raises(error):
    def answer(_query):
        raise error

    return answer


def test_without_a_service_no_address_is_known():
    assert NoGeocoder().find(SQUARE) is None


@pytest.mark.parametrize(
    "geocoder",
    [
        vworld(lambda query: FOUND),
        nominatim(lambda query: [{"lat": "37.7520539", "lon": "128.8760574", "display_name": "x"}]),
    ],
    ids=["vworld", "nominatim"],
)
def test_a_known_address_is_latitude_then_longitude(geocoder):
    assert geocoder.find(SQUARE) == (37.7520539, 128.8760574)


@pytest.mark.parametrize(
    "geocoder",
    [vworld(lambda query: UNKNOWN), nominatim(lambda query: [])],
    ids=["vworld", "nominatim"],
)
def test_an_unknown_address_is_none(geocoder):
    assert geocoder.find("없는 주소 1") is None


@pytest.mark.parametrize("make", [vworld, nominatim])
@pytest.mark.parametrize(
    "answer",
    [
        raises(GeocoderTimedOut("slow")),
        raises(AdapterHTTPError("no", status_code=503, headers={}, text="busy")),
        raises(AdapterHTTPError("no", status_code=429, headers={}, text="quota")),
    ],
    ids=["timeout", "503", "quota"],
)
def test_a_service_that_does_not_answer_is_down(make, answer):
    with pytest.raises(GeocoderDown):
        make(answer).find(SQUARE)


@pytest.mark.parametrize("answer", [BAD_KEY, {}, {"response": {"status": "OK"}}, [], "??"])
def test_a_refused_key_or_another_shape_is_down(answer):
    with pytest.raises(GeocoderDown):
        vworld(lambda query: answer).find(SQUARE)


def test_vworld_is_asked_for_the_road_name_then_the_lot():
    asked = []

    def answer(query):
        asked.append(query)
        return FOUND if query["type"] == "PARCEL" else UNKNOWN

    assert vworld(answer).find("강릉시 홍제동 1001") is not None
    assert [query["type"] for query in asked] == ["ROAD", "PARCEL"]
    assert asked[0] == {
        "service": "address",
        "version": "2.0",
        "request": "getcoord",
        "format": "json",
        "crs": "epsg:4326",
        "type": "ROAD",
        "address": "강릉시 홍제동 1001",
        "key": "secret",
    }


def test_the_setting_chooses_the_geocoder():
    assert isinstance(from_settings(DEFAULTS), NoGeocoder)
    assert isinstance(
        from_settings(DEFAULTS | {"GEOCODER": "nominatim"}).service.service, Nominatim
    )
    chosen = from_settings(DEFAULTS | {"GEOCODER": "vworld", "VWORLD_KEY": "k"})
    assert chosen.service.service.key == "k"
    for wrong in ({"GEOCODER": "vworld"}, {"GEOCODER": "google"}):
        with pytest.raises(ValueError):
            from_settings(DEFAULTS | wrong)
