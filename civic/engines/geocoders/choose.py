"""Address → position: VWorld (Korean addresses), Nominatim (OpenStreetMap), or none."""

from civic.engines.geocoders.protocol import Geocoder


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

        return by_geopy.vworld(settings["VWORLD_KEY"]) if name == "vworld" else by_geopy.nominatim()
    raise ValueError(
        "CIVIC_GEOCODER is none, nominatim, or vworld (which also needs CIVIC_VWORLD_KEY)."
    )


class NoGeocoder:
    """For deployments without an address service: knows no address."""

    def find(self, address: str) -> tuple[float, float] | None:
        return None
