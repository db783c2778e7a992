"""Where a row is: its position, or the district its words name. Pure."""

from civic.issues.importing.reading.complaints import (
    Checked,
    DistrictLookup,
    ReadingPlan,
    RowMistake,
)
from civic.issues.importing.reading.positions import WrongPosition, read_position
from civic.places.district_names import Match
from civic.places.point_in_district import OutsideMunicipality


class PlaceReader:
    """Reads the places of many rows: each position and each name is looked up once."""

    def __init__(self, plan: ReadingPlan, place: DistrictLookup):
        self.plan, self.place = plan, place
        self.located: dict[tuple[float, float], int] = {}
        self.named: dict[tuple[str, str], Match | None] = {}

    def read(self, texts: dict[str, str]) -> dict:
        """lat, lon and district_id; match: what told the district, for a row without position;
        at_default, outside: whether its position was no place. Raises: RowMistake."""
        none: dict = {"lat": None, "lon": None, "district_id": None, "match": None}
        none |= {"at_default": False, "outside": False}
        lat, lon = texts.get("lat", ""), texts.get("lon", "")
        if not lat and not lon:
            return none | self._by_words(texts)
        point = _position(lat, lon)
        if point == (0, 0) or point in self.plan.no_place:
            return none | self._by_words(texts) | {"at_default": True}
        try:
            located_in = self._locate(point)
        except OutsideMunicipality:
            if self.plan.outside_is_no_place:
                return none | self._by_words(texts) | {"outside": True}
            raise RowMistake("lat", "outside", f"{lat}, {lon}") from None
        return none | {"lat": point[0], "lon": point[1], "district_id": located_in}

    def _by_words(self, texts):
        """What the district's column says, or else the place."""
        by_name = self.place.by_name
        match = self._once(by_name.of_name, texts.get("district", ""))
        if match is None or match.key is None:
            address = self._once(by_name.in_address, texts.get("place", ""))
            if address is not None and (address.key is not None or match is None):
                match = address if address.how != "unknown" else match
        match = self._settled(match)
        return {"match": match, "district_id": match.key if match else None}

    def _settled(self, match: Match | None) -> Match | None:
        """The same, or what the planner chose where the words fit several districts."""
        if match is None or match.how != "unclear":
            return match
        chosen = self.plan.districts.get(match.words)
        is_here = chosen in self.place.districts.values()
        return Match(chosen, match.words, "chosen", match.fits) if is_here else match

    def _once(self, ask, text):
        if not text:
            return None
        key = (ask.__name__, text)
        if key not in self.named:
            self.named[key] = ask(text)
        return self.named[key]

    def _locate(self, point):
        if point not in self.located:
            self.located[point] = self.place.locate(*point)
        return self.located[point]


def count_place(checked: Checked, place: dict) -> None:
    """Note how a row's place was told, and that it lost a position."""
    checked.no_place += place["at_default"]
    checked.outside += place["outside"]
    if place["match"] is not None:
        checked.districts[place["match"]] += 1


def _position(lat, lon):
    try:
        return read_position(lat, lon)
    except WrongPosition as wrong:
        raise RowMistake("lat", wrong.why, f"{lat}, {lon}") from wrong
