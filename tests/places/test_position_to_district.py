"""A position finds its district: holes, islands, shared borders, piers, and 'outside'."""

from math import inf, nan
from time import process_time

import pytest

from civic.places.geojson import read_boundaries
from civic.places.point_in_district import DistrictFinder, OutsideMunicipality
from tests.paths import SHARED

DATA = SHARED / "boundaries"
CITIES = ["gangneung", "chuncheon", "seosan", "gangneung_2021", "chuncheon_2021", "seosan_2021"]


def square(west, south, size=0.1):
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def real_city(name):
    path = DATA / f"{name}.geojson"
    if not path.exists():
        pytest.skip(f"needs the real boundaries in {DATA}")
    return read_boundaries(path.read_bytes())


def test_a_position_inside_a_square_is_its():
    finder = DistrictFinder([(1, [[square(127, 36)]]), (2, [[square(127.1, 36)]])])
    assert finder.find(36.05, 127.05) == 1
    assert finder.find(36.05, 127.15) == 2


def test_every_position_on_a_shared_border_belongs_to_exactly_one_side():
    finder = DistrictFinder([(1, [[square(127, 36)]]), (2, [[square(127.1, 36)]])])
    for step in range(1, 100):
        holds = [area.holds(36 + step / 1000, 127.1) for area in finder.areas]
        assert sum(holds) == 1


def test_a_hole_belongs_to_the_district_that_fills_it():
    hole = square(127.04, 36.04, 0.02)
    finder = DistrictFinder([(1, [[square(127, 36), hole]]), (2, [[hole]])])
    assert finder.find(36.05, 127.05) == 2
    assert finder.find(36.01, 127.01) == 1


def test_an_island_belongs_to_its_district():
    finder = DistrictFinder([(1, [[square(127, 36)], [square(127.5, 36, 0.01)]])])
    assert finder.find(36.005, 127.505) == 1


def test_within_300_metres_of_the_coast_the_nearest_district_counts():
    finder = DistrictFinder([(1, [[square(127, 36)]]), (2, [[square(127, 36.1)]])])
    metre = 1 / 111_195
    assert finder.find(36.05, 127.1 + 290 * metre / 0.8085) == 1
    assert finder.find(36.2 + 299 * metre, 127.05) == 2
    with pytest.raises(OutsideMunicipality):
        finder.find(36.2 + 301 * metre, 127.05)


@pytest.mark.parametrize(
    "lat, lon", [(0, 0), (nan, 127), (36.05, inf), (-36.05, 127.05), (91, 500)]
)
def test_nonsense_is_outside(lat, lon):
    with pytest.raises(OutsideMunicipality):
        DistrictFinder([(1, [[square(127, 36)]])]).find(lat, lon)


def test_a_municipality_without_districts_has_no_inside():
    with pytest.raises(OutsideMunicipality):
        DistrictFinder([]).find(36, 127)


@pytest.mark.parametrize("city", CITIES)
def test_each_label_of_a_real_city_lies_in_its_own_district(city):
    boundaries = real_city(city)
    finder = DistrictFinder((b.code, b.polygons) for b in boundaries)
    assert all(finder.find(b.label[1], b.label[0]) == b.code for b in boundaries)


@pytest.mark.parametrize("city", ["gangneung", "gangneung_2021"])
@pytest.mark.parametrize(
    "lat, lon, name",
    [
        (37.8925, 128.8330, "주문진읍"),  # 주문진항, on the pier
        (37.8055, 128.9080, "경포동"),  # 경포해변, on the sand
        (37.7519, 128.8761, "홍제동"),  # 강릉시청
    ],
)
def test_piers_and_beaches_of_gangneung_find_their_district(city, lat, lon, name):
    boundaries = real_city(city)
    finder = DistrictFinder((b.name, b.polygons) for b in boundaries)
    assert finder.find(lat, lon) == name


def test_the_open_sea_and_the_next_city_are_outside_gangneung():
    finder = DistrictFinder((b.code, b.polygons) for b in real_city("gangneung"))
    for lat, lon in [(37.80, 129.05), (37.5665, 126.9780)]:
        with pytest.raises(OutsideMunicipality):
            finder.find(lat, lon)


def test_a_look_up_in_a_real_city_takes_well_under_a_millisecond():
    boundaries = real_city("gangneung")
    finder = DistrictFinder((b.code, b.polygons) for b in boundaries)
    places = [(b.label[1], b.label[0]) for b in boundaries] * 5
    start = process_time()
    for lat, lon in places:
        finder.find(lat, lon)
    assert (process_time() - start) / len(places) < 0.001
