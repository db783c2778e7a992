"""What real forms of calls cost, and whether changed ones lead a place astray.

Fills each shared form as .hwpx and .hwp in a process of its own, as the worker does, twice. Then
makes ten changes at some cells of each (tests/call_forms/changing.py) and tells how many places
were carried over right, asked or wrong; kept is of those that kept their label.
Run: python -m bench.forms [cells of each form, 8]
"""

import random
import sys
import time
from collections import Counter

from civic.call_forms.apart.asking import fill_apart, read_apart
from civic.call_forms.read import read_form
from tests.call_forms.changing import CHANGES, change, outcome
from tests.call_forms.test_shared_forms import FORMS, some_values


def fill(path) -> None:
    data = path.read_bytes()
    began = time.perf_counter()
    read_apart(data, path.name)
    read_s = time.perf_counter() - began
    values = some_values(read_form(data, path.name), 6)
    for to in ("hwpx", "hwp"):
        began = time.perf_counter()
        filled = fill_apart(data, path.name, values, to)
        took = time.perf_counter() - began
        same = fill_apart(data, path.name, values, to).data == filled.data
        line = f"read {read_s:.1f} s, {len(values)} values as .{to} {took:.1f} s"
        print(f"{path.name[:2]}  {line}, {'the same' if same else 'OTHER'} bytes twice")


def carry(path, most: int) -> tuple[Counter, Counter]:
    """Outcomes of all changes, and of those that kept the place's label."""
    form, every, kept = read_form(path.read_bytes(), path.name), Counter(), Counter()
    cells = [p for p in form.places if p.kind == "cell" and p.hops.startswith("right")]
    for place in random.Random(11).sample(cells, min(most, len(cells))):
        for kind in CHANGES:
            changed = change(form, place, kind, 7)
            if changed is None:
                continue
            result = outcome(changed, place)
            every[result] += 1
            kept[result] += changed.kept_label
    print(f"{path.name[:2]}  {dict(every)}, kept {dict(kept)}")
    return every, kept


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    for path in FORMS:
        fill(path)
    every, kept = Counter(), Counter()
    for path in FORMS:
        here = carry(path, most)
        every += here[0]
        kept += here[1]
    share = kept["right"] / max(1, kept.total())
    print(f"wrong {every['wrong']} of {every.total()}; kept label, carried over {share:.1%}")


if __name__ == "__main__":
    main()
