"""A municipality knows its districts; they arrive by import and keep their ids."""

import json
from datetime import date

import pytest

from civic.db import db
from civic.places.models import District, DistrictInUse, Municipality
from civic.places.point_in_district import OutsideMunicipality
from tests.paths import SHARED

DATA = SHARED / "boundaries"


def square(west, south, size=0.1):
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def boundary_file(tmp_path, *districts):
    """districts: (code, name, west)."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "code10": code},
            "geometry": {"type": "Polygon", "coordinates": [square(west, 36.5)]},
        }
        for code, name, west in districts
    ]
    path = tmp_path / "boundaries.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def run(app, path, *more, slug="haneul"):
    args = ["places", "import", str(path), "--municipality", slug, "--base-date", "2021-12-31"]
    return app.test_cli_runner().invoke(args=[*args, *more])


def test_a_position_in_gaon_finds_its_district(gaon):
    assert gaon.district_at(36.55, 127.05).name == "달내동"
    assert gaon.district_at(36.55, 127.15).name == "느티동"
    with pytest.raises(OutsideMunicipality):
        gaon.district_at(37.5, 127.0)


def test_an_import_creates_the_municipality(app, tmp_path):
    path = boundary_file(tmp_path, ("9900020000", "구름읍", 127.0), ("9900020001", "바람면", 127.1))
    result = run(app, path, "--name", "하늘시", "--source", "경계: 지어냄")
    assert result.exit_code == 0, result.output
    place = db.session.scalars(db.select(Municipality)).one()
    assert (place.slug, place.name, place.app_name) == ("haneul", "하늘시", "함께 정하는 하늘시")
    assert place.boundary_source == "경계: 지어냄"
    assert [(d.code, d.name, d.base_on) for d in place.districts] == [
        ("9900020000", "구름읍", date(2021, 12, 31)),
        ("9900020001", "바람면", date(2021, 12, 31)),
    ]
    assert place.district_at(36.55, 127.15).name == "바람면"


def test_importing_again_updates_in_place_and_the_map_follows(app, gaon, tmp_path):
    ids = {d.name: d.id for d in gaon.districts}
    version = gaon.map_version
    assert gaon.district_at(36.55, 127.05).name == "달내동"
    path = boundary_file(
        tmp_path, ("9900010000", "달내1동", 127.0), ("5100010001", "느티동", 127.2)
    )
    assert run(app, path, slug="gaon").exit_code == 0
    db.session.expire_all()
    assert {d.name: d.id for d in gaon.districts} == {
        "달내1동": ids["달내동"],  # by its code
        "느티동": ids["느티동"],  # by its name: the province's codes changed
    }
    assert gaon.map_version > version
    assert gaon.district_at(36.55, 127.25).code == "5100010001"
    with pytest.raises(OutsideMunicipality):
        gaon.district_at(36.55, 127.15)


def test_a_district_the_file_lacks_goes_unless_somebody_lives_there(app, gaon, person, tmp_path):
    path = boundary_file(tmp_path, ("9900010000", "달내동", 127.0))
    minji = person("민지")
    minji.home_district = gaon.districts[1]
    db.session.commit()
    result = run(app, path, slug="gaon")
    assert result.exit_code == 1
    assert "느티동" in result.output
    assert db.session.scalar(db.select(db.func.count(District.id))) == 2
    minji.home_district = None
    db.session.commit()
    assert run(app, path, slug="gaon").exit_code == 0
    assert db.session.scalars(db.select(District.name)).all() == ["달내동"]


def test_a_wrong_file_imports_nothing_and_names_each_wrong_feature(app, gaon, tmp_path):
    path = boundary_file(tmp_path, ("9900010000", "달내동", 127.0), ("12", "느티동", 20.0))
    result = run(app, path, slug="gaon")
    assert result.exit_code == 1
    assert "feature 2" in result.output
    assert len(gaon.districts) == 2


@pytest.mark.parametrize("slug", ["photos", "static", "Gaon", "가온", "a", "-a", "x" * 41])
def test_a_slug_in_use_by_the_program_or_unreadable_is_refused(app, tmp_path, slug):
    path = boundary_file(tmp_path, ("9900020000", "구름읍", 127.0))
    assert run(app, path, "--name", "하늘시", slug=slug).exit_code == 1
    assert db.session.scalars(db.select(Municipality)).all() == []


def test_an_unknown_municipality_without_a_name_is_refused(app, tmp_path):
    path = boundary_file(tmp_path, ("9900020000", "구름읍", 127.0))
    assert "--name" in run(app, path).output


@pytest.mark.parametrize(
    "city, count", [("gangneung", 21), ("chuncheon", 25), ("seosan", 15), ("seosan_2021", 15)]
)
def test_a_real_city_is_imported_twice_and_keeps_its_ids(app, city, count):
    path = DATA / f"{city}.geojson"
    if not path.exists():
        pytest.skip(f"needs the real boundaries in {DATA}")
    assert run(app, path, "--name", "실제시").exit_code == 0
    before = db.session.execute(db.select(District.code, District.id).order_by(District.id)).all()
    assert len(before) == count
    assert run(app, DATA / f"{city.removesuffix('_2021')}.geojson").exit_code == 0
    assert (
        db.session.execute(db.select(District.code, District.id).order_by(District.id)).all()
        == before
    )


def test_the_polygons_are_cached_by_version(client, gaon):
    address = f"/gaon/districts.geojson?v={gaon.map_version}"
    answer = client.get(address)
    assert answer.mimetype == "application/geo+json"
    assert "immutable" in answer.headers["Cache-Control"]
    first = answer.get_json(force=True)["features"][0]
    assert first["properties"] == {
        "id": gaon.districts[0].id,
        "name": "달내동",
        "name_en": "Dallae-dong",
        "code": "9900010000",
        "label": [127.05, 36.55],
    }
    assert first["geometry"]["type"] == "MultiPolygon"
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert "immutable" not in client.get("/gaon/districts.geojson").headers["Cache-Control"]


def test_set_boundaries_raises_by_name(gaon, person):
    person("민지").home_district = gaon.districts[0]
    db.session.commit()
    with pytest.raises(DistrictInUse, match="달내동"):
        gaon.set_boundaries([], date(2022, 1, 1))
    db.session.rollback()


def test_english_pages_use_the_citys_english_name_where_it_has_one(client, round, gaon, open_phase):
    open_phase("vote")
    page = "/gaon/1/vote?language="
    assert "what Gaon-si needs" in client.get(f"{page}en").text
    gaon.name_en = "Gaon"
    db.session.commit()
    assert "what Gaon needs" in client.get(f"{page}en").text
    assert "가온시에 필요한 것을" in client.get(f"{page}ko").text
