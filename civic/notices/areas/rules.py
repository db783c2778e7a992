"""How many areas one person hears of, and how wide a circle is. Pure."""

MOST = 10
RADII_M = (300, 500, 1000, 2000)


class TooManyAreas(Exception):
    """MOST areas are watched already."""
