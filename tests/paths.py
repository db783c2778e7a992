"""Where the project's files are, and real input beside it, which not every machine has."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"  # absent: tests that use it skip
