"""A latitude and a longitude as a file writes them. Pure."""

import math
import re
import unicodedata

DEGREES = re.compile(
    r"([NSEW북남동서]위?|[북남]위|[동서]경)?\s*(\d{1,3})\s*[°도]\s*(?:(\d{1,2})\s*['′분]\s*)?"
    r"(?:(\d{1,2}(?:\.\d+)?)\s*(?:[\"″초]|'')?\s*)?([NSEW])?",
    re.I,
)
LARGEST_DEGREES = 360
# The box of Korea, for telling what was meant.
LATS, LONS = (32, 44), (123, 133)


class WrongPosition(Exception):
    """why: not_a_number | half_position | swapped | plane | off_earth."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


def read_position(lat: str, lon: str) -> tuple[float, float]:
    """Degrees, from numbers or from 35°39'36"N. Raises: WrongPosition."""
    if not lat or not lon:
        raise WrongPosition("half_position")
    point = _degrees(lat), _degrees(lon)
    if not all(map(math.isfinite, point)):
        raise WrongPosition("off_earth")
    if max(map(abs, point)) > LARGEST_DEGREES:
        raise WrongPosition("plane")  # metres of a map's plane, as in TM and UTM-K
    if _within(point[0], LONS) and _within(point[1], LATS):
        raise WrongPosition("swapped")
    if abs(point[0]) > 90 or abs(point[1]) > 180:
        raise WrongPosition("off_earth")
    return point


def _within(value, ends):
    return ends[0] <= value <= ends[1]


def _degrees(text):
    plain = unicodedata.normalize("NFKC", text).strip().rstrip("°").replace(" ", "")
    try:
        return float(
            plain.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+\.?\d*", plain) else plain
        )
    except ValueError:
        match = DEGREES.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        raise WrongPosition("not_a_number")
    degrees = int(match[2]) + int(match[3] or 0) / 60 + float(match[4] or 0) / 3600
    south_or_west = (match[1] or match[5] or "").upper()[:1] in ("S", "W", "남", "서")
    return -degrees if south_or_west else degrees
