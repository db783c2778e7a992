"""Web-mercator tiles as cells to count in: the map's clusters. Pure.

Source: the usual "slippy map" tile numbers, https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames
"""

from math import asinh, floor, pi, radians, tan

ZOOMS = range(9, 17)
MAX_LAT = 85.0511  # the projection's square ends here


def cell_of(lat: float, lon: float, zoom: int) -> tuple[int, int]:
    """(x, y) of the tile a position (degrees) lies in; x grows eastwards, y southwards.

    Raises: ValueError for positions off the globe or beyond ±85.0511° of latitude.
    """
    if not (-MAX_LAT <= lat <= MAX_LAT and -180 <= lon <= 180):
        raise ValueError(f"no tile holds ({lat}, {lon})")
    tiles = 2**zoom
    x = floor((lon + 180) / 360 * tiles)
    y = floor((1 - asinh(tan(radians(lat))) / pi) / 2 * tiles)
    return min(x, tiles - 1), min(max(y, 0), tiles - 1)


def cells_in(
    west: float, south: float, east: float, north: float, zoom: int
) -> tuple[range, range]:
    """The x and y of every tile that touches a box (degrees, west <= east, south <= north)."""
    left, top = cell_of(north, west, zoom)
    right, bottom = cell_of(south, east, zoom)
    return range(left, right + 1), range(top, bottom + 1)
