"""What the program takes: megabytes on disk and in memory, seconds of processor to start.

Run: python -m bench.footprint
The runtime set is what requirements.txt names, counted file by file as it is installed here; .pyc
files, which Python makes of them, are not counted. The demo city is made first in a folder of its
own; CIVIC_DATABASE_URL names one that is ready.
"""

import os
import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
NAME = re.compile(r"^[A-Za-z0-9_.-]+", re.MULTILINE)
STARTS = 5
LARGEST = 12
NOT_COMPILED = ("PYTHONDONTWRITEBYTECODE",)
START = "import time; import wsgi; print(time.process_time())"


def main() -> None:
    sizes = runtime_set()
    for name, size in sorted(sizes.items(), key=lambda each: -each[1])[:LARGEST]:
        print(f"{name:28} {size / 1e6:8.1f} MB")
    print(f"{f'runtime set, {len(sizes)} packages':28} {sum(sizes.values()) / 1e6:8.1f} MB")
    with TemporaryDirectory(prefix="civic-footprint-") as folder:
        print(f"{'import wsgi, least of ' + str(STARTS):28} {start_s():8.2f} s of processor")
        environment = demo(Path(folder))
        for line in child([__file__, "served"], environment).splitlines():
            print(line)


def runtime_set() -> dict[str, int]:
    """Package → bytes of the files it brings."""
    names = NAME.findall((ROOT / "requirements.txt").read_text())
    return {name: _size(name) for name in names}


def _size(name: str) -> int:
    paths = (Path(file.locate()) for file in distribution(name).files or ())
    return sum(path.stat().st_size for path in paths if path.is_file() and path.suffix != ".pyc")


def start_s() -> float:
    """Seconds of processor; the least, as others who use the machine only add to it."""
    environment = os.environ | {"CIVIC_DEMO": "1"}
    return min(float(child(["-c", START], environment)) for _ in range(STARTS))


def demo(folder: Path) -> dict[str, str]:
    """The environment of a demo city that is ready."""
    environment = os.environ | {"CIVIC_DEMO": "1", "CIVIC_SENDER": "memory"}
    if "CIVIC_DATABASE_URL" not in environment:
        environment["CIVIC_DATABASE_URL"] = f"sqlite:///{folder / 'civic.sqlite3'}"
        child(["-m", "flask", "--app", "wsgi", "demo", "prepare", "--quiet"], environment)
    return environment


def child(arguments: list[str], environment) -> str:
    """What a process of its own prints, which finds every module compiled but the first time."""
    own = {name: environment[name] for name in environment if name not in NOT_COMPILED}
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=own | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def served() -> None:
    """One worker's memory, idle and after what a visitor asks for."""
    from wsgi import app

    client = app.test_client()
    _print("a worker, idle")
    for path in ("/gaon/", "/gaon/1/issues/", "/gaon/1/plan"):
        assert client.get(path, follow_redirects=True).status_code == 200, path
    _print("… after three pages")
    number = client.get("/gaon/1/plan").text.split("/export.pdf")[0].rpartition("/")[2]
    pdf = client.get(f"/gaon/1/plan/{number}/export.pdf")
    assert pdf.data.startswith(b"%PDF"), pdf.status
    _print("… after a public PDF")


def _print(what: str) -> None:
    status = Path("/proc/self/status").read_text()
    kilobytes = int(re.search(r"VmRSS:\s+(\d+)", status)[1])
    print(f"{what:28} {kilobytes / 1000:8.1f} MB")


if __name__ == "__main__":
    served() if sys.argv[1:] == ["served"] else main()
