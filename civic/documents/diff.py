"""What differs between two versions of a plan: words, rows of tables, pictures, figures. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from civic.documents.model import Block, Document, Heading, Line, Picture, Table, plain
from civic.documents.row_keys import row_keys

_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class WordPiece:
    """Some words. kind: same | added | removed."""

    kind: str
    text: str


Words = tuple[WordPiece, ...]
Keyed = tuple[str, Block]  # with its chapter's heading


@dataclass(frozen=True)
class RowChange:
    """kind: changed | added | removed. cells: each cell's words, old and new together."""

    kind: str
    cells: tuple[Words, ...]


@dataclass(frozen=True)
class BlockChange:
    """One block that differs.

    kind: changed | added | removed | moved. what: line | table | picture | heading. chapter: its
    heading in the newer version, or the older one's if it went. words: of a line, heading or
    caption. titles, rows: of a table, its rows that differ. redrawn: the picture itself differs.
    """

    key: str
    kind: str
    what: str
    chapter: str
    words: Words
    titles: tuple[str, ...] = ()
    rows: tuple[RowChange, ...] = ()
    redrawn: bool = False

    @property
    def reworded(self) -> bool:
        """Words both went and came, so that two texts can stand side by side."""
        return self.kind in ("changed", "moved") and any(w.kind != "same" for w in self.words)


@dataclass(frozen=True)
class FigureChange:
    """A figure by its id: what it counts, and its text before and after; empty when absent."""

    id: str
    says: str
    before: str
    after: str


def changes(before: Document, after: Document) -> list[BlockChange]:
    """Every block that differs, in reading order; a removed one stands where it was."""
    old, new = _keyed(before), _keyed(after)
    differences = []
    for key, moved in _order(list(old), list(new)):
        change = _compare(key, old.get(key), new.get(key), moved)
        if change:
            differences.append(change)
    return differences


def figure_changes(before: Document, after: Document) -> list[FigureChange]:
    """Figures whose printed text differs, in reading order of the newer version."""
    old = {fact.id: fact for fact in before.facts()}
    new = {fact.id: fact for fact in after.facts()}
    differences = []
    for id in [*new, *(id for id in old if id not in new)]:
        texts = [facts[id].text if id in facts else "" for facts in (old, new)]
        if texts[0] != texts[1]:
            differences.append(FigureChange(id, (new.get(id) or old[id]).says, *texts))
    return differences


def words_changed(before: str, after: str) -> Words:
    """Two texts as one: what stayed, what went, what came, word by word."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces: list[WordPiece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(WordPiece("same", "".join(old[a:b])))
            continue
        for kind, words in (("removed", old[a:b]), ("added", new[c:d])):
            if words:
                pieces.append(WordPiece(kind, "".join(words)))
    return tuple(pieces)


def _keyed(document: Document) -> dict[str, Keyed]:
    """Block by key, with its chapter's heading; a chapter's own heading is keyed by its words."""
    keyed: dict[str, Keyed] = {}
    chapter = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            chapter = block.text
            keyed[f"heading:{block.level}:{block.text}"] = (chapter, block)
        else:
            keyed[block.key] = (chapter, block)
    return keyed


def _order(old: list[str], new: list[str]) -> Iterator[tuple[str, bool]]:
    """(key, moved) over both: the newer order, with what went at its old place."""
    kept = set(new)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield from ((key, False) for key in old[a:b] if key not in kept)
        known = set(old)
        for key in new[c:d]:
            yield key, tag != "equal" and key in known


def _compare(
    key: str, before: Keyed | None, after: Keyed | None, moved: bool
) -> BlockChange | None:
    either = after or before
    assert either is not None  # the key is of one of them
    chapter, block = either
    if before and after and type(before[1]) is not type(after[1]):
        before, moved = None, False  # nothing to show there any more, or again
    old, new = (side[1] if side else None for side in (before, after))
    words = words_changed(_words(old), _words(new))
    rows = tuple(_rows(block, old, new)) if isinstance(block, Table) else ()
    redrawn = isinstance(old, Picture) and isinstance(new, Picture) and old.svg != new.svg
    kind = "added" if not old else "removed" if not new else "moved" if moved else "changed"
    if kind == "changed" and not rows and not redrawn and all(w.kind == "same" for w in words):
        return None
    columns = block.columns if isinstance(block, Table) and rows else ()
    titles = tuple(column.title for column in columns)
    what = type(block).__name__.lower()
    return BlockChange(key, kind, what, chapter, words, titles, rows, redrawn)


def _words(block: Block | None) -> str:
    if block is None:
        return ""
    if isinstance(block, Line):
        return plain(block.text)
    return block.text if isinstance(block, Heading) else block.caption


def _rows(newest: Table, old: Block | None, new: Block | None) -> Iterator[RowChange]:
    """Rows that differ. Columns are compared by title, in the newer table's order."""
    titles = [column.title for column in newest.columns]
    before, after = (_cells(each, titles) if isinstance(each, Table) else {} for each in (old, new))
    for key, _moved in _order(list(before), list(after)):
        left, right = before.get(key), after.get(key)
        if left == right:
            continue
        kind = "added" if left is None else "removed" if right is None else "changed"
        blank = ("",) * len(titles)
        pairs = zip(left or blank, right or blank, strict=True)
        yield RowChange(kind, tuple(words_changed(*pair) for pair in pairs))


def _cells(table: Table, titles: Sequence[str]) -> dict[str, tuple[str, ...]]:
    has = [column.title for column in table.columns]
    return {
        key: tuple(plain(row[has.index(title)]) if title in has else "" for title in titles)
        for key, row in zip(row_keys(table), table.cells, strict=True)
    }
