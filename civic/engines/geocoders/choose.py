"""Address → position: VWorld (Korean addresses), Nominatim (OpenStreetMap), or none."""

import time
from collections import OrderedDict
from concurrent.futures import Future

from civic.engines.errands import Errands, Late
from civic.engines.geocoders.protocol import Geocoder, GeocoderDown

WAIT_S, RESTS_S = 2.0, 10.0
KEPT_S, MOST_KEPT = 600, 200
Position = tuple[float, float] | None


def from_settings(settings) -> Geocoder:
    """`none`, `vworld` (needs VWORLD_KEY) or `nominatim`. A geocoder given as such is used as is.

    Raises: ValueError for another name, or vworld without its key.
    """
    name = settings["GEOCODER"]
    if not isinstance(name, str):
        return name
    if name == "none":
        return NoGeocoder()
    if name == "nominatim" or (name == "vworld" and settings["VWORLD_KEY"]):
        from civic.engines.geocoders import by_geopy  # half a second: only those who search pay it

        if name == "vworld":
            return Patient(by_geopy.vworld(settings["VWORLD_KEY"]))
        return Patient(by_geopy.nominatim())
    raise ValueError(
        "CIVIC_GEOCODER is none, nominatim, or vworld (which also needs CIVIC_VWORLD_KEY)."
    )


class NoGeocoder:
    """For deployments without an address service: knows no address."""

    def find(self, address: str) -> tuple[float, float] | None:
        return None


class Patient:
    """Another geocoder, waited for WAIT_S at most; what it says later is there for who asks again
    soon. After one that was late it is waited for by nobody for RESTS_S."""

    def __init__(self, service: Geocoder, wait_s: float = WAIT_S):
        self.service = service
        self.errands = Errands("geocoder", wait_s, RESTS_S, most=8)
        self._asked: OrderedDict[str, tuple[float, Future[Position]]] = OrderedDict()

    def find(self, address: str) -> Position:
        begun = self._known(address) or self._ask(address)
        try:
            return self.errands.answer(begun)
        except Late as late:
            raise GeocoderDown(str(late)) from None

    def _known(self, address: str) -> Future[Position] | None:
        at, begun = self._asked.get(address, (0.0, None))
        is_old = time.monotonic() - at > KEPT_S
        failed = begun is not None and begun.done() and begun.exception() is not None
        return None if is_old or failed else begun

    def _ask(self, address: str) -> Future[Position]:
        try:
            begun = self.errands.begin(lambda: self.service.find(address))
        except Late as late:
            raise GeocoderDown(str(late)) from None
        self._asked[address] = time.monotonic(), begun
        while len(self._asked) > MOST_KEPT:
            self._asked.popitem(last=False)
        return begun
