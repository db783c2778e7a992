"""The geocoders that geopy carries: VWorld, which it lacks, and Nominatim."""

from functools import partial
from urllib.parse import urlencode

from geopy.exc import GeocoderServiceError, GeopyError
from geopy.geocoders import Nominatim
from geopy.geocoders.base import DEFAULT_SENTINEL
from geopy.geocoders.base import Geocoder as GeopyGeocoder
from geopy.location import Location

from civic.engines.geocoders.protocol import GeocoderDown

USER_AGENT = "civic-participation"
WAIT_SECONDS = 4


def vworld(key: str) -> "ByGeopy":
    return ByGeopy(VWorld(key, timeout=WAIT_SECONDS))


def nominatim() -> "ByGeopy":
    service = Nominatim(user_agent=USER_AGENT, timeout=WAIT_SECONDS)
    return ByGeopy(service, country_codes="kr")


class ByGeopy:
    """Any geocoder of geopy, its errors made one."""

    def __init__(self, service: GeopyGeocoder, **options):
        self.service = service
        self.options = options

    def find(self, address: str) -> tuple[float, float] | None:
        try:
            location = self.service.geocode(address, **self.options)
        except GeopyError as error:
            # Its words hold the whole question: the address, and our key.
            raise GeocoderDown(type(error).__name__) from None
        return None if location is None else (location.latitude, location.longitude)


class VWorld(GeopyGeocoder):
    """The Korean government's geocoder, https://www.vworld.kr/dev/v4dv_geocoderguide2_s001.do"""

    address_path = "api.vworld.kr/req/address"

    def __init__(self, key: str, **options):
        super().__init__(scheme="https", user_agent=USER_AGENT, **options)
        self.key = key

    def geocode(self, query: str, *, exactly_one=True, timeout=DEFAULT_SENTINEL):
        """The location of a road-name address, else of a land-lot address, else None.

        Raises: GeopyError when the service can't answer.
        """
        for kind in ("ROAD", "PARCEL"):
            url = f"{self.scheme}://{self.address_path}?{urlencode(self._question(query, kind))}"
            location = self._call_geocoder(url, partial(_read, query), timeout=timeout)
            if location is not None:
                return location if exactly_one else [location]
        return None

    def _question(self, query: str, kind: str) -> dict:
        return {
            "service": "address",
            "version": "2.0",
            "request": "getcoord",
            "format": "json",
            "crs": "epsg:4326",
            "type": kind,
            "address": query,
            "key": self.key,
        }


def _read(query: str, answer: dict) -> Location | None:
    try:
        response = answer["response"]
        if response["status"] == "NOT_FOUND":
            return None
        if response["status"] != "OK":
            raise GeocoderServiceError(str(response.get("error", "")))
        text = response.get("refined", {}).get("text", query)
        point = response["result"]["point"]
        return Location(text, (float(point["y"]), float(point["x"])), response)
    except (KeyError, TypeError, ValueError) as wrong:
        raise GeocoderServiceError("an answer of another shape") from wrong
