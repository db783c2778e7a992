"""What it costs, and what breaks: scripts that print figures and ratios; never run by the test
command. `python -m bench.NAME --help` says what one does, and how it is run."""

import ast
import sys
from pathlib import Path


def _say_what_it_does(module: str) -> None:
    path = Path(__file__).parents[1].joinpath(*module.split(".")).with_suffix(".py")
    print(ast.get_docstring(ast.parse(path.read_text())))
    raise SystemExit


# As long as Python looks for the module that -m names, argv[0] is "-m".
if sys.argv[0] == "-m" and {"-h", "--help"} & {*sys.argv[1:]}:
    _say_what_it_does(sys.orig_argv[sys.orig_argv.index("-m") + 1])
