"""A Python that imports some of civic's modules, and not all of the program with them, which takes
more than a second: for calculations, which stand on nothing else."""

import sys

from tests.paths import ROOT

_BARE = (
    "import sys, types; civic = sys.modules['civic'] = types.ModuleType('civic'); "
    f"civic.__path__ = [{str(ROOT / 'civic')!r}]\n"
)


def alone(script: str) -> list[str]:
    """The command that runs a script so."""
    return [sys.executable, "-c", _BARE + script]
