"""A tree of average linkage over unit vectors, cut into groups. Pure."""

from collections.abc import Callable

import numpy as np

TIE = 1e-12


def cut_tree(vectors: np.ndarray, groups: int, step: Callable[[float], None]) -> np.ndarray:
    """The number of its group for each row, the groups numbered in order of first rows.

    The mean similarity of two groups is the dot product of their mean vectors, so no matrix of
    n × n is needed: a chain of nearest neighbours, n rows a step.

    Args: step: called with the share done, 0 to 1; may raise to stop.
    Source: F. Murtagh, Computer Journal 26 (1983) 354-359.
    """
    merges = _merges(np.array(vectors, dtype=np.float32, order="C"), step)
    merges.sort(key=lambda merge: -merge[0])
    parent = list(range(len(vectors)))
    for _, a, b in merges[: max(0, len(vectors) - groups)]:
        a, b = sorted((_root(parent, a), _root(parent, b)))
        parent[b] = a
    roots = np.array([_root(parent, row) for row in range(len(vectors))], dtype=int)
    return np.unique(roots, return_inverse=True)[1]


def _root(parent: list[int], row: int) -> int:
    while parent[row] != row:
        parent[row] = parent[parent[row]]
        row = parent[row]
    return row


def _merges(means: np.ndarray, step) -> list[tuple[float, int, int]]:
    """(similarity, a row of one group, a row of the other) of every merge."""
    count = len(means)
    slots = np.arange(count)  # which row stands for the group at each place
    sizes = np.ones(count, dtype=np.float32)
    merges: list[tuple[float, int, int]] = []
    chain: list[int] = []
    used = count
    while used > 1:
        if used < len(means) * 0.8:
            means, slots, sizes, chain = _packed(means, slots, sizes, chain)
        if not chain:
            chain = [int(np.argmax(sizes > 0))]
        last = chain[-1]
        alike = means @ means[last]
        alike[sizes == 0] = -np.inf
        alike[last] = -np.inf
        nearest = int(np.argmax(alike))
        # The one before wins a tie, also one but for rounding (a·b and b·a of the same texts): else
        # a chain could go round in a circle.
        if len(chain) > 1 and alike[chain[-2]] >= alike[nearest] - TIE:
            other = chain[-2]
            chain = chain[:-2]
            merges.append((float(alike[other]), int(slots[last]), int(slots[other])))
            keep, gone = min(last, other), max(last, other)
            total = sizes[keep] + sizes[gone]
            means[keep] = (means[keep] * sizes[keep] + means[gone] * sizes[gone]) / total
            sizes[keep], sizes[gone] = total, 0
            used -= 1
            if used % 256 == 0:
                step(1 - used / count)
        else:
            chain.append(nearest)
    return merges


def _packed(means, slots, sizes, chain):
    """The same without the places of groups that were merged into others."""
    kept = np.flatnonzero(sizes > 0)
    place = {int(old): new for new, old in enumerate(kept)}
    return means[kept], slots[kept], sizes[kept], [place[one] for one in chain]
