"""What pages ask of a snapshot beside its document, few words of much data. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from civic.documents.canonical import canonical, fingerprint, unpack
from civic.plans.section.schema import SnapshotData, Template, WrittenLine
from civic.plans.section.template import check_template
from civic.plans.section.upgrade import upgrade
from civic.plans.snapshots.reading import read
from civic.plans.wording.known_numbers import KnownNumber, known_numbers


@dataclass(frozen=True)
class Overview:
    """template, written: as in the data. prints: part → fingerprint. known: the numbers that
    planners may type. meeting_photos: ids. is_counted: frozen after the count."""

    template: Template
    written: dict[str, list[WrittenLine]]
    prints: dict[str, str]
    known: tuple[KnownNumber, ...]
    meeting_photos: frozenset[int]
    is_counted: bool


@lru_cache(maxsize=8)
def overview(packed: bytes) -> Overview:
    """Raises: zlib.error or ValueError when the packed data are damaged."""
    return read(look_over, packed)


def look_over(packed: bytes) -> Overview:
    frozen = unpack(packed)
    data = upgrade(frozen)
    whole = frozen | {"template": check_template(frozen["template"])}
    return Overview(
        template=data["template"],
        written=data["written"],
        prints={part: print_of(value) for part, value in whole.items()},
        known=tuple(known_numbers(data)),
        meeting_photos=meeting_photos(data),
        is_counted=bool(data["tally"]),
    )


def print_of(value: object) -> str:
    return fingerprint(canonical(value))


def meeting_photos(data: SnapshotData) -> frozenset[int]:
    """The ids of the photos of meetings."""
    held = data["meetings"]["rows"]
    return frozenset(photo["photo"] for row in held for photo in row["photos"])
