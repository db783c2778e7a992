"""What pages ask of a snapshot beside its document, few words of much data. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from civic.documents.canonical import canonical, fingerprint, unpack
from civic.plans.section.schema import SnapshotData, Template, WrittenLine
from civic.plans.section.template import check_template
from civic.plans.section.upgrade import unpacked
from civic.plans.snapshots.reading import read
from civic.plans.wording.known_numbers import KnownNumber, known_numbers


@dataclass(frozen=True)
class Overview:
    """template, written: as in the data. known: the numbers that planners may type.
    meeting_photos: ids."""

    template: Template
    written: dict[str, list[WrittenLine]]
    known: tuple[KnownNumber, ...]
    meeting_photos: frozenset[int]


@lru_cache(maxsize=8)
def overview(packed: bytes) -> Overview:
    """Raises: zlib.error or ValueError when the packed data are damaged."""
    return read(look_over, packed)


def look_over(packed: bytes) -> Overview:
    data = unpacked(packed)
    return Overview(
        template=data["template"],
        written=data["written"],
        known=tuple(known_numbers(data)),
        meeting_photos=meeting_photos(data),
    )


@lru_cache(maxsize=8)
def prints_in(packed: bytes) -> dict[str, str]:
    """Part → fingerprint, of the data as they were frozen."""
    return read(take_prints, packed)


def take_prints(packed: bytes) -> dict[str, str]:
    frozen = unpack(packed)
    whole = frozen | {"template": check_template(frozen["template"])}
    return {part: print_of(value) for part, value in whole.items()}


def print_of(value: object) -> str:
    return fingerprint(canonical(value))


def meeting_photos(data: SnapshotData) -> frozenset[int]:
    """The ids of the photos of meetings."""
    held = data["meetings"]["rows"]
    return frozenset(photo["photo"] for row in held for photo in row["photos"])
