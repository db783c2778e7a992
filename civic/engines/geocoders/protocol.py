"""What an address service answers, whichever it is."""

from typing import Protocol


class GeocoderDown(Exception):
    """The address service does not answer, refuses our key, or is out of quota."""


class Geocoder(Protocol):
    def find(self, address: str) -> tuple[float, float] | None:
        """(lat, lon) in WGS84 degrees, None for an unknown address. Raises: GeocoderDown."""
