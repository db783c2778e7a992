"""What the page of a chapter shows of a snapshot's data: its figures, and lines filled in. Pure."""

from dataclasses import dataclass
from typing import Any

from civic.documents.model import Fact
from civic.plans.section.facts import FIGURES
from civic.plans.section.upgrade import unpacked
from civic.plans.section.writer import Writer
from civic.plans.snapshots.reading import read


@dataclass(frozen=True)
class ChapterPreview:
    """figures: each by its name; lines: key of a block → as it would print."""

    figures: dict[str, Fact | str | None]
    lines: dict[str, str]


def preview_of(packed: bytes, blocks: list[dict[str, Any]]) -> ChapterPreview:
    """blocks: paragraphs of a template."""
    return read(fill_in, packed, blocks)


def fill_in(packed: bytes, blocks: list[dict[str, Any]]) -> ChapterPreview:
    data = unpacked(packed)
    writer = Writer(data)
    return ChapterPreview(
        figures={name: figure.show(name, data) for name, figure in FIGURES.items()},
        lines={block["key"]: writer.preview(block) for block in blocks},
    )
