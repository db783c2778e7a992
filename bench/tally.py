"""What counting costs: equal shares on large elections, beside pabutools in the same run.

Run: python -m bench.tally            90,494 ballots × 160 and 1,000,000 × 200
     python -m bench.tally --alone    without pabutools, which takes minutes
Each count runs in a process of its own, from the .pb file to the winners; MB is what the process
takes at its peak beyond what it held when everything was imported. add1u grows shares by the step
our rounds grow them by (a twentieth of a share or less); --fine by one unit, as flask votes tally.
"""

import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from civic.votes.counting import equal_shares
from civic.votes.counting.completions import natural_step
from civic.votes.pabulib import read as pabulib

SIZES = ((90_494, 160), (1_000_000, 200))
COMPLETIONS = ("none", "greedy", "add1u")
CHUNK = 10_000


def main() -> None:
    alone = "--alone" in sys.argv or not find_spec("pabutools")
    print("  ballots projects  completion count by    read s  count s  all CPU s     MB")
    with tempfile.TemporaryDirectory() as folder:
        for voters, projects in SIZES:
            file = Path(folder) / f"{voters}.pb"
            budget = write(file, voters, projects)
            step = 1 if "--fine" in sys.argv else natural_step(budget, voters)
            for completion in COMPLETIONS:
                head = f"{voters:9,} {projects:8}  {completion:10}"
                ours = report(head, "ours", file, completion, step)
                # pabutools grows shares only after recounting all: hours at this size.
                if alone or voters > 100_000 or completion == "add1u":
                    continue
                theirs = report(head, "pabutools", file, completion, step)
                same = "the same winners" if ours[1] == theirs[1] else "OTHER WINNERS"
                print(f"{'':31}{theirs[0] / ours[0]:.0f} × faster, {same}")


def report(head: str, who: str, file: Path, completion: str, step: int) -> tuple[float, str]:
    """Count in a new process and print a line; (CPU seconds, winners)."""
    command = [sys.executable, "-m", "bench.tally", "count", who, str(file), completion, f"{step}"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    read, counted, peak, winners = answer.stdout.split(maxsplit=3)
    spent = float(read) + float(counted)
    row = f"{float(read):8.2f} {float(counted):8.2f} {spent:10.2f} {float(peak):6.0f}"
    print(f"{head} {who:9} {row}", flush=True)
    return spent, winners


def count(who: str, file: Path, completion: str, step: int) -> None:
    """Print CPU seconds for reading and for counting, peak megabytes and the winners' ids."""
    if who == "pabutools":
        from tests.votes import oracle  # what it costs to import is nobody's count
    assert equal_shares
    before = peak_megabytes()
    began = between = time.process_time()
    if who == "ours":
        election = pabulib.read(file.read_bytes())
        between = time.process_time()
        placed = election.count("equal-shares", completion, step)
        won = {row.project.id for row in placed if row.selected}
    else:
        won = oracle.winners_of_file(file, completion, step)
    ended = time.process_time()
    print(between - began, ended - between, peak_megabytes() - before, sorted(won))


def peak_megabytes() -> float:
    """Most memory since the last call (Linux)."""
    status = Path("/proc/self/status").read_text()
    Path("/proc/self/clear_refs").write_text("5")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def write(file: Path, voters: int, size: int) -> int:
    """An invented city vote as a Pabulib file: uneven popularity, a local part, costs over two
    orders of magnitude, up to 10 choices. Returns: a budget that buys about a quarter of all.
    """
    chance = np.random.default_rng(2026)
    popular = chance.pareto(1.1, size) + 0.15
    home = chance.integers(0, 8, size)
    costs = np.round(np.exp(chance.normal(12.6, 1.1, size)), -3).astype(int) + 5_000
    budget = int(costs.sum()) // 4
    with file.open("w") as out:
        out.write(f"META\nkey;value\nbudget;{budget}\nvote_type;approval\nmax_length;10\n")
        out.write("PROJECTS\nproject_id;cost;name\n")
        out.writelines(f"{n};{cost};project {n}\n" for n, cost in enumerate(costs))
        out.write("VOTES\nvoter_id;age;voting_method;vote\n")
        for first in range(0, voters, CHUNK):
            many = min(CHUNK, voters - first)
            weight = popular * np.where(home == first // CHUNK % 8, 6.0, 1.0)
            wish = chance.exponential(size=(many, size)) / weight
            best = np.argpartition(wish, 10, axis=1)[:, :10].tolist()
            for n, length in enumerate(chance.integers(1, 11, many).tolist()):
                named = ",".join(map(str, best[n][:length]))
                out.write(f"{first + n};{20 + n % 60};internet;{named}\n")
    return budget


if __name__ == "__main__":
    if sys.argv[1:2] == ["count"]:
        who, file, completion, step = sys.argv[2:]
        count(who, Path(file), completion, int(step))
    else:
        main()
