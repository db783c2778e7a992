"""Vectors as bytes to store, and back. Pure."""

from collections.abc import Sequence

import numpy as np

DIMENSIONS = 384


def pack(vector: np.ndarray) -> bytes:
    """A vector of length 1 as 768 bytes to store."""
    return np.asarray(vector).astype("<f2").tobytes()


def unpack(vectors: Sequence[bytes | None]) -> np.ndarray:
    """One row a vector; zeros where there is none, or one of another size."""
    rows = np.zeros((len(vectors), DIMENSIONS))
    for row, data in enumerate(vectors):
        if data and len(data) == 2 * DIMENSIONS:
            rows[row] = np.frombuffer(data, dtype="<f2")
    return np.nan_to_num(rows, nan=0.0, posinf=0.0, neginf=0.0)
