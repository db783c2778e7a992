"""A sparse matrix of few operations, and its singular vectors. Pure.

NumPy alone: SciPy would bring 100 MB for these three products.
"""

from dataclasses import dataclass

import numpy as np

OVERSAMPLED, POWERS = 12, 4
AT_ONCE = 200_000  # entries of a product that are in memory together


@dataclass(frozen=True)
class Sparse:
    """Entries in order of row: values[k] stands at (rows[k], columns[k])."""

    rows: np.ndarray
    columns: np.ndarray
    values: np.ndarray
    shape: tuple[int, int]

    def transposed(self) -> "Sparse":
        order = np.argsort(self.columns, kind="stable")
        turned = (self.columns[order], self.rows[order], self.values[order])
        return Sparse(*turned, (self.shape[1], self.shape[0]))

    def times(self, dense: np.ndarray) -> np.ndarray:
        """The product with a dense matrix."""
        product = np.zeros((self.shape[0], dense.shape[1]))
        for start in range(0, len(self.rows), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            rows = self.rows[part]
            terms = dense[self.columns[part]] * self.values[part, None]
            starts = np.flatnonzero(np.diff(rows, prepend=-1))
            product[rows[starts]] += np.add.reduceat(terms, starts, axis=0)
        return product


def singular_vectors(matrix: Sparse, dimensions: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """(singular values, right singular vectors as columns), the largest first.

    Source: Halko, Martinsson, Tropp, SIAM Review 53 (2011) 217-288, algorithm 4.4.
    """
    wide = min(dimensions + OVERSAMPLED, *matrix.shape)
    turned = matrix.transposed()
    start = np.random.default_rng(seed).standard_normal((matrix.shape[1], wide))
    basis = np.linalg.qr(matrix.times(start))[0]
    for _ in range(POWERS):
        basis = np.linalg.qr(matrix.times(np.linalg.qr(turned.times(basis))[0]))[0]
    _, sizes, right = np.linalg.svd(turned.times(basis).T, full_matrices=False)
    kept = min(dimensions, int((sizes > sizes[0] * 1e-9).sum())) if len(sizes) else 0
    return sizes[:kept], right[:kept].T
