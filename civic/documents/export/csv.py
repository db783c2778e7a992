"""The list of issues as CSV."""

from civic.documents.csv_cells import write_csv
from civic.documents.export.cleaned import listed
from civic.documents.model import Document, ListedIssue

HEADER = (
    "접수번호", "도시문제", "분야", "읍면동", "상태", "공감(명)", "접수일", "위도", "경도"
)  # fmt: skip


def header(document: Document) -> tuple[str, ...]:
    """HEADER, and the theme where issues have one: files from before themes stay as they were."""
    return (*HEADER, "주제") if any(place.theme for place in document.places) else HEADER


def row(place: ListedIssue) -> tuple[str | float | None, ...]:
    """One issue in the order of HEADER, then its theme; no place: empty latitude and longitude."""
    lon, lat = place_position(place) or (None, None)
    names = (place.receipt, place.title, place.category, place.district, place.status)
    return (*names, place.supports, place.reported_on, lat, lon, place.theme)


def place_position(place: ListedIssue) -> tuple[float, float] | None:
    """(longitude, latitude) in degrees with 6 decimals (0.1 m), or None when it has no place."""
    if place.lat is None or place.lon is None:
        return None
    if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        return None
    return round(place.lon, 6), round(place.lat, 6)


def export(document: Document) -> bytes:
    names = header(document)
    return write_csv(names, (row(place)[: len(names)] for place in listed(document)))
