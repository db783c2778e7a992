"""A plane in hexagons with a corner on top. Source: A. Patel, redblobgames.com/grids/hexagons."""

from math import cos, pi, sin, sqrt

ROOT = sqrt(3)


def cell_of(x: float, y: float, radius: float) -> tuple[int, int]:
    """The hexagon (axial column, row) a point lies in. radius: centre to corner."""
    q = (ROOT / 3 * x - y / 3) / radius
    r = 2 / 3 * y / radius
    column, row, third = round(q), round(r), round(-q - r)
    if column + row + third:  # rounded out of the plane: the one farthest off is wrong
        off = abs(column - q), abs(row - r), abs(third + q + r)
        if off[0] > off[1] and off[0] > off[2]:
            column = -row - third
        elif off[1] > off[2]:
            row = -column - third
    return column, row


def center_of(column: int, row: int, radius: float) -> tuple[float, float]:
    return radius * ROOT * (column + row / 2), radius * 1.5 * row


def corners(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    angles = [pi / 3 * n - pi / 6 for n in range(6)]
    return [(x + radius * cos(a), y + radius * sin(a)) for a in angles]
