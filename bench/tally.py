"""What counting costs: equal shares on large elections, beside pabutools in the same run.

Run: python -m bench.tally            90,494 ballots × 160 and 1,000,000 × 200
     python -m bench.tally --alone    without pabutools, which takes minutes
Each count runs in a process of its own; more MB is what it takes at its peak beyond the ballots.
"""

import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from civic.votes.equal_shares import equal_shares
from civic.votes.greedy import Project, earlier_first
from civic.votes.shares import natural_step

SIZES = ((90_494, 160), (1_000_000, 200))
COMPLETIONS = ("none", "greedy", "add1u")
CHUNK = 10_000


def main() -> None:
    alone = "--alone" in sys.argv
    print("  ballots projects  completion count by     CPU s  more MB")
    for voters, projects in SIZES:
        for completion in COMPLETIONS:
            ours = report("ours", voters, projects, completion)
            # pabutools grows shares by one unit only after recounting all: hours at this size.
            if alone or voters > 100_000 or completion == "add1u":
                continue
            theirs = report("pabutools", voters, projects, completion)
            same = "the same winners" if ours[2] == theirs[2] else "OTHER WINNERS"
            print(f"{'':31}{theirs[0] / ours[0]:.0f} × faster, {same}")


def report(who: str, voters: int, projects: int, completion: str) -> tuple[float, float, str]:
    """Count in a new process and print a line; (CPU seconds, peak megabytes, winners)."""
    command = [sys.executable, "-m", "bench.tally", "count", who, f"{voters}", f"{projects}"]
    answer = subprocess.run([*command, completion], capture_output=True, text=True, check=True)
    seconds, peak, winners = answer.stdout.split(maxsplit=2)
    row = f"{voters:9,} {projects:8}  {completion:10} {who:9}"
    print(f"{row} {float(seconds):8.2f} {float(peak):8.0f}", flush=True)
    return float(seconds), float(peak), winners


def count(who: str, voters: int, size: int, completion: str) -> None:
    """Print CPU seconds, peak megabytes and the winners' ids."""
    ballots, projects, budget = election(voters, size)
    step = natural_step(budget, voters)
    peak_megabytes()
    before = peak_megabytes()
    began = time.process_time()
    if who == "ours":
        placed = equal_shares(projects, ballots, budget, completion, step=step)
        won = {row.project.id for row in placed if row.selected}
    else:
        from tests.votes import oracle

        won = oracle.winners(projects, ballots, budget, completion, earlier_first, step)
    seconds = time.process_time() - began
    print(seconds, peak_megabytes() - before, sorted(won))


def peak_megabytes() -> float:
    """Most memory since the last call (Linux)."""
    status = Path("/proc/self/status").read_text()
    Path("/proc/self/clear_refs").write_text("5")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def election(voters: int, size: int) -> tuple[list[tuple], list[Project], int]:
    """An invented city vote: uneven popularity, a local part, costs over two orders of magnitude.

    Returns: (ballots of up to 10 ids, projects, a budget that buys about a quarter of all).
    """
    chance = np.random.default_rng(2026)
    popular = chance.pareto(1.1, size) + 0.15
    home = chance.integers(0, 8, size)
    costs = np.round(np.exp(chance.normal(12.6, 1.1, size)), -3).astype(int) + 5_000
    ballots: list[tuple] = []
    while len(ballots) < voters:
        many = min(CHUNK, voters - len(ballots))
        weight = popular * np.where(home == len(ballots) // CHUNK % 8, 6.0, 1.0)
        best = np.argpartition(chance.exponential(size=(many, size)) / weight, 10, axis=1)[:, :10]
        lengths = chance.integers(1, 11, many).tolist()
        ballots += [tuple(row[:n]) for row, n in zip(best.tolist(), lengths, strict=True)]
    projects = [Project(n, int(cost), 0, n) for n, cost in enumerate(costs)]
    return ballots, projects, int(costs.sum()) // 4


if __name__ == "__main__":
    if sys.argv[1:2] == ["count"]:
        who, voters, size, completion = sys.argv[2:]
        count(who, int(voters), int(size), completion)
    else:
        main()
