"""Run by apart.py in a process of its own: a CSV, HTML or XML file on stdin, its rows as JSON on
stdout, as workbook_child.py writes them. Pure."""

import json
import resource
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType

MEMORY, CPU_S = 1_000_000_000, 12


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    find_tables()
    from civic.places.tables.grid import UnreadableFile
    from civic.places.tables.text_file import read_text

    try:
        grid = read_text(sys.stdin.buffer.read(), sys.argv[2])
        broken = defaultdict(list)
        for number, place in grid.broken:
            broken[number].append(place)
        rows = ([number, cells, broken[number]] for number, cells in grid.rows)
        lines = [{"sheet": grid.sheet, "others": grid.others, "peeks": grid.peeks}, *rows]
    except UnreadableFile as wrong:
        lines = [{"why": wrong.why, "line": wrong.line}]
    except MemoryError:
        lines = [{"why": "too_large"}]
    sys.stdout.write("\n".join(json.dumps(line, ensure_ascii=True) for line in lines) + "\n")


def find_tables() -> None:
    """Let the files of this folder be imported by their names, and nothing run that stands in the
    packages above: those are the whole program, which takes a second and much memory to load."""
    folder = Path(__file__).parent
    for name, place in (
        ("civic", folder.parent.parent),
        ("civic.places", folder.parent),
        ("civic.places.tables", folder),
    ):
        package = ModuleType(name)
        package.__path__ = [str(place)]
        sys.modules[name] = package


if __name__ == "__main__":
    main()
