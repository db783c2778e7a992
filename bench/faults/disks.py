"""A disk that is full, and one that fails: where the database, the photos and temporary files lie.

Nothing is mounted and no disk filled: a library of 90 lines of C (failing_disk.c, built with cc)
lets writes into one folder fail with ENOSPC, or reads and writes with EIO, for SECONDS each, while
people report with photos, support and vote. Every refusal has to be a sentence, pages that only
read have to go on where the disk can still be read, and afterwards everything works by itself and
nothing answered is lost. Run: python -m bench.faults.disks
"""

import errno
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from bench.faults.client import Client, share
from bench.faults.crowd import ROUND, Crowd
from bench.faults.parts import Host, scratch, until
from bench.faults.town import FIRST_ISSUES, Town

SECONDS, PEOPLE = 6, 6
SOURCE = Path(__file__).with_name("failing_disk.c")
PAGES = (f"{ROUND}/issues/", f"{ROUND}/issues/1", f"{ROUND}/")
CASES = [
    (words, number, place)
    for words, number in (("full", errno.ENOSPC), ("fails", errno.EIO))
    for place in ("database", "photos", "temp")
]


def main() -> None:
    if shutil.which("cc") is None:
        sys.exit("There is no C compiler (cc) on this machine: nothing was measured.")
    with scratch() as folder:
        folders = {place: folder / place for _words, _number, place in CASES}
        for each in folders.values():
            each.mkdir()
        host, town = program(folder, folders)
        town.settle(PEOPLE)
        host.start()
        try:
            wrong = [line for case in CASES for line in measure(folder, folders, host, town, *case)]
        finally:
            host.end()
    print("\n".join(wrong[:20]) or "every refusal a sentence, nothing answered is lost")
    raise SystemExit(bool(wrong))


def program(folder: Path, folders: dict[str, Path]) -> tuple[Host, Town]:
    library = folder / "failing_disk.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
    settings = {
        "DATABASE_URL": f"sqlite:///{folders['database']}/civic.sqlite3",
        "PHOTO_STORE": str(folders["photos"]),
    }
    host = Host(folder, "host", settings)
    host.environment |= {
        "LD_PRELOAD": str(library),
        "FAILING_DISK": str(folder / "failing"),
        "TMPDIR": str(folders["temp"]),
    }
    return host, Town(settings)


def measure(folder, folders, host: Host, town: Town, words, number, place) -> list[str]:
    """What was wrong while this disk was as bad as that, and after it."""
    failing, reader = folder / "failing", Client(host.port, direct=True)
    seen: Counter[int] = Counter()
    waits: list[float] = []
    with Crowd(town, [host.port], PEOPLE, FIRST_ISSUES, direct=True) as crowd:
        time.sleep(1)
        crowd.statuses.clear()
        failing.write_text(f"{number} {folders[place]}\n")
        ends = time.monotonic() + SECONDS
        while time.monotonic() < ends:
            for page in PAGES:
                answer = reader.get(page)
                seen[answer.status] += 1
                waits.append(answer.seconds)
                if not answer.is_fine and not answer.says_why:
                    crowd.silent.append(answer)
            time.sleep(0.1)
        during = Counter(crowd.statuses)
        failing.write_text("")
        back = until(lambda: reader.get(PAGES[0]).is_fine, "pages come back")
        time.sleep(1.5)
    fine = crowd.answered - sum(n for status, n in during.items() if 200 <= status < 400)
    print(
        f"{place} {words}: acts {in_words(during)}; pages {in_words(seen)}, 95 % in"
        f" {share(waits, 0.95):.0f} ms; back after {back:.1f} s, {fine} acts since",
        flush=True,
    )
    wrong = [f"{place} {words}: {line}" for line in crowd.wrong()]
    wrong += [f"{place} {words}: without words {answer}" for answer in crowd.silent[:3]]
    wrong += [] if fine else [f"{place} {words}: nothing works afterwards"]
    return wrong + [f"{place} {words}: {n} answers 500" for s, n in during.items() if s == 500]


def in_words(statuses: Counter[int]) -> str:
    return ", ".join(f"{status or 'cut'} {n}" for status, n in sorted(statuses.items()))


if __name__ == "__main__":
    main()
