"""The data sets of a city as a portal harvests them: what DCAT-AP asks of each part is there."""

import pytest

from civic.db import db
from tests.factory import add_city

ADDRESS = "/api/v1/dcat.jsonld"
MANDATORY = {
    "dcat:Catalog": ("dct:title", "dct:description", "dct:publisher", "dcat:dataset"),
    "dcat:Dataset": ("dct:title", "dct:description", "dct:publisher", "dcat:distribution"),
    "dcat:Distribution": ("dcat:accessURL", "dct:license", "dcat:mediaType"),
    "foaf:Agent": ("foaf:name",),
}


def parts_of(value):
    """Every object with a type."""
    if isinstance(value, list):
        for each in value:
            yield from parts_of(each)
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for each in value.values():
            yield from parts_of(each)


def test_the_catalogue_names_every_round_and_its_files_are_there(client, round):
    answer = client.get(ADDRESS)
    (data_set,) = answer.json["dcat:dataset"]
    assert answer.content_type == "application/ld+json"
    for file in data_set["dcat:distribution"]:
        path = file["dcat:downloadURL"]["@id"].partition("localhost")[2]
        assert client.get(path).status_code in (200, 202), path


@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_part_has_what_is_mandatory_in_korean(client, round, language):
    whole = client.get(f"{ADDRESS}?language={language}").json
    parts = list(parts_of(whole))
    assert {part["@type"] for part in parts} == {*MANDATORY}
    for part in parts:
        assert all(part.get(name) for name in MANDATORY[part["@type"]]), part
    assert whole["dct:publisher"]["foaf:name"] == round.municipality.name
    assert whole["dct:description"] == {
        "@value": "주민이 제보한 도시문제, 해결방안, 투표 결과, 성과목표와 그 결과",
        "@language": "ko",
    }
    names = [value for part in parts for value in part.values() if isinstance(value, dict)]
    assert all(value["@id"].startswith("http") for value in names if "@id" in value)


def test_of_several_cities_each_publishes_its_own(client, round):
    add_city("other")
    db.session.commit()
    whole = client.get(ADDRESS).json
    assert whole["dct:publisher"]["foaf:name"] == "함께 정하는 우리 도시"
    [data_set] = whole["dcat:dataset"]
    assert data_set["dct:publisher"]["foaf:name"] == round.municipality.name
