"""Where a camera says it stood: the GPS notes of a photo, believed only when credible. Pure."""

from collections.abc import Sequence
from math import isfinite

GPS_NOTES = 0x8825
NO_FIX = 0.001  # degrees: phones without a fix write 0,0


def position_in(exif) -> tuple[float, float] | None:
    """(lat, lon) in degrees to 6 decimals; None when missing, unreadable, out of range or 0,0.

    Args: exif: a PIL.Image.Exif, or anything with get_ifd.
    """
    notes = exif.get_ifd(GPS_NOTES)
    lat = degrees(notes.get(2), notes.get(1), {"N": 1, "S": -1}, 90)
    lon = degrees(notes.get(4), notes.get(3), {"E": 1, "W": -1}, 180)
    if lat is None or lon is None or (abs(lat) < NO_FIX and abs(lon) < NO_FIX):
        return None
    return lat, lon


def degrees(parts, side, signs: dict[str, int], most: float) -> float | None:
    """Degrees, minutes and seconds with a side (N S E W) as one number; None when not credible."""
    if isinstance(side, bytes):
        side = side.decode("ascii", "ignore")
    sign = signs.get(side.strip("\0 ").upper()) if isinstance(side, str) else None
    if sign is None or not isinstance(parts, Sequence) or len(parts) != 3:
        return None
    try:
        whole, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = whole + minutes / 60 + seconds / 3600
    if not isfinite(value) or min(whole, minutes, seconds) < 0 or value > most:
        return None
    return round(sign * value, 6)
