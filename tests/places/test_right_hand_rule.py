"""The polygons we publish turn as RFC 7946 says: outlines against the clock, holes with it."""

from itertools import pairwise

from civic.db import db
from civic.places.geojson import right_handed

OUTLINE = [[0, 0], [0, 4], [4, 4], [4, 0], [0, 0]]  # with the clock
HOLE = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]  # against it


def is_against_clock(ring):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) > 0


def test_outlines_and_holes_are_turned_the_right_way():
    ((outline, hole),) = right_handed([[OUTLINE, HOLE]])
    assert is_against_clock(outline) and not is_against_clock(hole)
    assert right_handed([[outline, hole]]) == [[outline, hole]]


def test_corners_that_rounding_made_one_are_one():
    ((outline,),) = right_handed([[[*OUTLINE[:2], OUTLINE[1], *OUTLINE[2:]]]])
    assert len(outline) == 5 and outline[0] == outline[-1]


def test_a_hole_that_rounding_closed_is_gone():
    assert right_handed([[OUTLINE, [[1, 1], [1, 1], [1, 1], [1, 1]]]]) == [[OUTLINE[::-1]]]


def test_the_districts_of_a_city_follow_the_rule(client, gaon):
    for district in gaon.districts:
        district.polygons = [[ring[::-1] for ring in rings] for rings in district.polygons]
    gaon.map_version += 1
    db.session.commit()
    for feature in client.get("/gaon/districts.geojson").json["features"]:
        for rings in feature["geometry"]["coordinates"]:
            assert is_against_clock(rings[0])
            assert all(ring[0] == ring[-1] for ring in rings)
