"""Proof that filling changed what it was to change and nothing else: planned set = changed set.

Stands apart from the editors: it reads the finished file anew and knows only the plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from civic.call_forms.package import Package
from civic.call_forms.refusals import FormChanged
from civic.call_forms.snapshot import (
    Unit,
    block_digests,
    format_lists,
    snapshot,
    words_and_shapes,
)

# Parts that say who wrote the form or how it looked before: filling renews or empties them.
_RENEWED = (
    *("Contents/content.hpf", "Preview/", "docProps/", "[Content_Types].xml", "settings.xml"),
    *("_rels/.rels", "word/_rels/document.xml.rels", "META-INF/", "version.xml"),
)


@dataclass(frozen=True)
class Gap:
    """Units start…end of the form are replaced by others that say these texts.

    start = end: something is put between. kinds: of units that are replaced one by one.
    """

    start: int
    end: int
    texts: tuple[str, ...] = ()


@dataclass
class Counts:
    """What stayed as it was."""

    paragraphs: int = 0
    tables: int = 0
    cells: int = 0
    pictures: int = 0
    formats: int = 0
    changed: int = field(default=0)  # paragraphs of the form that were planned to


def compare(
    was: Package,
    now: Package,
    gaps: list[Gap],
    renewed: Mapping[int, bytes] = MappingProxyType({}),
) -> Counts:
    """renewed: units whose own settings were changed → their digest since. Raises: FormChanged."""
    before = _aligned(was, now, merged(gaps), renewed)
    formats = _same_formats(was, now)
    pictures = _same_parts(was, now)
    planned = {at for gap in gaps for at in range(gap.start, gap.end)} | renewed.keys()
    kept = [unit for at, unit in enumerate(before) if at not in planned]
    kinds = [unit.kind for unit in kept]
    changed = sum(before[at].kind == "p" for at in planned)
    paragraphs, tables, cells = (kinds.count(kind) for kind in ("p", "tbl", "tc"))
    return Counts(paragraphs, tables, cells, pictures, formats, changed)


def _aligned(
    was: Package, now: Package, gaps: list[Gap], renewed: Mapping[int, bytes]
) -> list[Unit]:
    """The form's units, once each is where it is to be. First by whole blocks, where as many read
    the same byte by byte before and after; what differs then is looked at unit by unit."""
    blocks, others = block_digests(was.roots), block_digests(now.roots)
    kept = frozenset(one for one, count in blocks.items() if others[one] == count)
    for same in (kept, frozenset[bytes]()):
        before, after = snapshot(was.roots, same), snapshot(now.roots, same)
        digests = [renewed.get(at, unit.digest) for at, unit in enumerate(before)]
        try:
            _align(before, digests, after, gaps)
            return before
        except FormChanged:
            if not same:
                raise
    raise AssertionError("the second time is careful")


def merged(gaps: list[Gap]) -> list[Gap]:
    """In order; neighbours are one, for nothing stands between them."""
    gaps_apart: list[Gap] = []
    for gap in sorted(set(gaps), key=lambda one: (one.start, one.end)):
        if gaps_apart and gap.start <= gaps_apart[-1].end:
            last = gaps_apart.pop()
            gap = Gap(last.start, max(last.end, gap.end), last.texts + gap.texts)
        gaps_apart.append(gap)
    return gaps_apart


def _align(before: list[Unit], was: list[bytes], after: list[Unit], gaps: list[Gap]) -> None:
    """Walk both lists: between gaps every unit is the same, in a gap the planned words stand.
    was: the digests that the units before are to have."""
    now = [unit.digest for unit in after]
    here, there = 0, 0
    for number, gap in enumerate(gaps):
        _same_run(before, was[here : gap.start], now, there)
        there += gap.start - here
        until = gaps[number + 1].start if number + 1 < len(gaps) else len(was)
        there = _close(gap, was[gap.end : until], after, now, there, until == len(was))
        here = gap.end
    if was[here:] != now[there:]:
        _same_run(before[here:], was[here:], now, there)
        raise FormChanged("changed", after[-1].text[:60])


def _same_run(before: list[Unit], run: list[bytes], now: list[bytes], there: int) -> None:
    if now[there : there + len(run)] == run:
        return
    places = zip(run, now[there : there + len(run)], strict=False)
    at = next((n for n, (one, other) in enumerate(places) if one != other), 0)
    raise FormChanged("changed", (before[at].text or before[at].kind)[:60])


def _close(
    gap: Gap, following: list[bytes], after: list[Unit], now: list[bytes], there: int, last: bool
) -> int:
    """Where the form goes on behind a gap: the first place where what follows is the same and
    what stands before it are the planned words."""
    wanted = _squeezed(gap.texts)
    ends = [len(now) - len(following)] if last else range(there, len(now) - len(following) + 1)
    text, seen = "", there
    for end in ends:
        while seen < end:
            text += _squeezed((after[seen].text,))
            seen += 1
        if text == wanted and now[end : end + len(following)] == following:
            return end
        if len(text) > len(wanted):
            break
    raise FormChanged("not_written", " ".join(gap.texts)[:60])


def _squeezed(texts: tuple[str, ...]) -> str:
    return "".join("".join(text.split()) for text in texts)


def _same_formats(was: Package, now: Package) -> int:
    """Every format there was is there in its place; new ones stand behind."""
    before, after = format_lists(was), format_lists(now)
    for name, formats in before.items():
        if after.get(name, [])[: len(formats)] != formats:
            raise FormChanged("formats", name.partition(" ")[2])
    return sum(map(len, before.values()))


def _same_parts(was: Package, now: Package) -> int:
    """Pictures and everything else in the file; how many pictures."""
    open_parts = (*was.bodies, was.styles)
    pictures = 0
    for name, content in was.files.items():
        if name in open_parts or name.startswith(_RENEWED):
            continue
        if now.files.get(name) != content:
            raise FormChanged("changed", name)
        pictures += name.startswith(("BinData/", "word/media/"))
    return pictures


def same_words(package: Package, read_back: Package) -> None:
    """A file saved in another format says the same in tables of the same shape.

    Raises: FormChanged.
    """
    one, other = words_and_shapes(package.roots), words_and_shapes(read_back.roots)
    if one == other:
        return
    what = next((a[1] for a, b in zip(one, other, strict=False) if a != b), "")
    raise FormChanged("changed", what[:60])
