"""All that a plan has for a form's places, drawn once: pages need no large snapshot then. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from civic.documents.model import Block, Fact, Picture, Table
from civic.plans.call_form.filling import FillSource
from civic.plans.call_form.sources import WORDS, chapters
from civic.plans.section.facts import FIGURES
from civic.plans.section.pictures.registry import PICTURES
from civic.plans.section.tables import TABLES
from civic.plans.section.upgrade import unpacked
from civic.plans.snapshots.compiling import About, compile_data
from civic.plans.snapshots.reading import read


@dataclass(frozen=True)
class SourceValues:
    """Each by its code, those that have nothing to say too."""

    words: dict[str, str]
    figures: dict[str, Fact | str | None]
    tables: dict[str, Table | None]
    pictures: dict[str, Picture | None]
    chapters: dict[str, list[Block]]


class KeptSource(FillSource):
    """Source of what was kept."""

    def __init__(self, kept: SourceValues):
        self.kept = kept

    def word(self, code: str) -> str:
        return self.kept.words[code]

    def figure(self, code: str) -> Fact | str | None:
        return self.kept.figures[code]

    def table(self, code: str) -> Table | None:
        return self.kept.tables[code]

    def picture(self, code: str) -> Picture | None:
        return self.kept.pictures[code]

    def chapter(self, part: str) -> list[Block]:
        return self.kept.chapters.get(part, [])


@lru_cache(maxsize=2)
def kept_of(packed: bytes, about: About) -> SourceValues:
    return read(keep, packed, about)


def keep(packed: bytes, about: About) -> SourceValues:
    data = unpacked(packed)
    source = FillSource(data, compile_data(data, about))
    return SourceValues(
        words={code: source.word(code) for code in WORDS},
        figures={code: source.figure(code) for code in FIGURES},
        tables={code: source.table(code) for code in TABLES},
        pictures={code: source.picture(code) for code in PICTURES},
        chapters={part: source.chapter(part) for part in chapters(source.template)},
    )
