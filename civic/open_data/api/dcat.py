"""The data sets of every round as a DCAT catalogue, for portals such as data.go.kr. Pure.

Source: W3C DCAT 3 (Recommendation, 2024), as JSON-LD; what is mandatory: DCAT-AP 3.0. Languages and
frequencies are those of the EU's vocabularies, media types IANA's.
"""

from dataclasses import dataclass

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
VOCABULARIES = "http://publications.europa.eu/resource/authority/"
KOREAN, CONTINUOUS = VOCABULARIES + "language/KOR", VOCABULARIES + "frequency/CONT"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


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


def catalogue(
    address: str,
    title: str,
    description: str,
    publisher: str,
    page: str,
    licence: str,
    sets: list[DataSet],
) -> dict:
    """The whole as one JSON-LD document, with what DCAT-AP 3 asks of each part. licence: the
    address of its text."""
    return {
        "@context": CONTEXT,
        "@id": address,
        "@type": "dcat:Catalog",
        "dct:title": _korean(title),
        "dct:description": _korean(description),
        "dct:publisher": _agent(publisher),
        "dct:language": {"@id": KOREAN},
        "dct:license": {"@id": licence},
        "foaf:homepage": {"@id": page},
        "dcat:dataset": [_set(each, licence) for each in sets],
    }


def _set(each: DataSet, licence: str) -> dict:
    return {
        "@id": each.address,
        "@type": "dcat:Dataset",
        "dct:identifier": each.address,
        "dct:title": _korean(each.title),
        "dct:description": _korean(each.description),
        "dct:publisher": _agent(each.publisher),
        "dct:language": {"@id": KOREAN},
        "dct:accrualPeriodicity": {"@id": CONTINUOUS},
        "dcat:landingPage": {"@id": each.page},
        "dcat:distribution": [_file(file, licence) for file in each.files],
    }


def _file(file: Distribution, licence: str) -> dict:
    return {
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": file.address},
        "dcat:downloadURL": {"@id": file.address},
        "dcat:mediaType": {"@id": MEDIA_TYPES + file.media_type},
        "dct:license": {"@id": licence},
    }


def _korean(words: str) -> dict:
    return {"@value": words, "@language": "ko"}


def _agent(name: str) -> dict:
    return {"@type": "foaf:Agent", "foaf:name": name}
