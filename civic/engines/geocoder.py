"""Address → position."""

from typing import Protocol


class Geocoder(Protocol):
    def find(self, address: str) -> tuple[float, float] | None:
        """(lat, lon) in WGS84 degrees, None for an unknown address. Raises: GeocoderDown."""


def from_settings(settings) -> Geocoder:
    raise NotImplementedError
