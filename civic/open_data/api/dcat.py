"""The data sets of every round as a DCAT catalogue, for portals such as data.go.kr. Pure.

Source: W3C DCAT 3 (Recommendation, 2024), as JSON-LD.
"""

from dataclasses import dataclass

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}


@dataclass(frozen=True)
class Distribution:
    """A file of a data set. media_type: text/csv …"""

    address: str
    media_type: str


@dataclass(frozen=True)
class DataSet:
    """title, description: in Korean. publisher: the city. page: for people."""

    address: str
    title: str
    description: str
    publisher: str
    page: str
    files: tuple[Distribution, ...]


def catalogue(address: str, title: str, licence: str, sets: list[DataSet]) -> dict:
    """The whole as one JSON-LD document. licence: the address of its text."""
    return {
        "@context": CONTEXT,
        "@id": address,
        "@type": "dcat:Catalog",
        "dct:title": {"@value": title, "@language": "ko"},
        "dct:license": {"@id": licence},
        "dcat:dataset": [_set(each, licence) for each in sets],
    }


def _set(each: DataSet, licence: str) -> dict:
    return {
        "@id": each.address,
        "@type": "dcat:Dataset",
        "dct:title": {"@value": each.title, "@language": "ko"},
        "dct:description": {"@value": each.description, "@language": "ko"},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": each.publisher},
        "dct:language": "ko",
        "dct:accrualPeriodicity": {
            "@id": "http://purl.org/cld/freq/continuous",
        },
        "dcat:landingPage": {"@id": each.page},
        "dcat:distribution": [_file(file, licence) for file in each.files],
    }


def _file(file: Distribution, licence: str) -> dict:
    return {
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": file.address},
        "dcat:downloadURL": {"@id": file.address},
        "dcat:mediaType": file.media_type,
        "dct:license": {"@id": licence},
    }
