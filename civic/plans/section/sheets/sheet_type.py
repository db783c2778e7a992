"""What named sheets are, and the pieces they are made of. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from civic.documents.model import Heading, Line, Text
from civic.plans.section.pictures.picture_type import PictureType
from civic.plans.section.schema import SnapshotData, Template
from civic.plans.section.tables.table_type import TableType

LETTERS = "가나다라마바사아자차카타파하"


@dataclass(frozen=True)
class KeyedTable:
    key: str
    kind: TableType


@dataclass(frozen=True)
class KeyedPicture:
    key: str
    kind: PictureType


Piece = Heading | Line | KeyedTable | KeyedPicture


@dataclass(frozen=True)
class SheetType:
    """pieces: of the snapshot's data, as the template's block asks (most_rows: sheets at most)."""

    caption: str
    pieces: Callable[[SnapshotData, Template], Iterator[Piece]]


def heading(position: int, words: str) -> Heading:
    """가. 나. … 하., then plain numbers. position: from 0."""
    letter = LETTERS[position] if position < len(LETTERS) else str(position + 1)
    return Heading(3, f"{letter}.", words)


def lines(key: str, mark: str, texts: Iterable[str]) -> Iterator[Line]:
    for n, words in enumerate(texts, 1):
        yield Line(f"{key}.{n}", mark, (words,))


def line(key: str, mark: str, *pieces: object) -> Line:
    """A line of words and facts; what is empty is left out."""
    text: Text = tuple(piece for piece in pieces if piece != "")  # type: ignore[misc]
    return Line(key, mark, text)


def titled(key: str, title: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A □ line with what stands under it; without that, nothing."""
    below = list(pieces)
    if below:
        yield Line(f"{key}.title", "□", (title,))
        yield from below
