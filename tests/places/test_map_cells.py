"""Positions fall into web-mercator tiles."""

import pytest

from civic.places.map_cells import ZOOMS, cell_of, cells_in


def test_the_tiles_are_the_usual_ones():
    assert cell_of(37.5665, 126.9780, 12) == (3492, 1586)
    assert cell_of(0, 0, 1) == (1, 1)
    assert cell_of(85.0511, -180, 9) == (0, 0)
    assert cell_of(-85.0511, 180, 9) == (511, 511)


def test_a_zoom_further_in_halves_each_cell():
    for zoom in ZOOMS[:-1]:
        x, y = cell_of(37.75, 128.87, zoom + 1)
        assert cell_of(37.75, 128.87, zoom) == (x // 2, y // 2)


def test_a_box_covers_the_cells_of_its_corners():
    xs, ys = cells_in(127.0, 36.5, 127.2, 36.6, 12)
    for lat, lon in [(36.5, 127.0), (36.6, 127.2), (36.55, 127.1)]:
        x, y = cell_of(lat, lon, 12)
        assert x in xs
        assert y in ys


@pytest.mark.parametrize("lat, lon", [(86, 0), (0, 181), (float("nan"), 0)])
def test_positions_off_the_map_are_refused(lat, lon):
    with pytest.raises(ValueError):
        cell_of(lat, lon, 9)
