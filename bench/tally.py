"""What counting costs: equal shares on large elections, beside pabutools in the same run.

Run: python -m bench.tally            90,494 ballots × 160 and 1,000,000 × 200
     python -m bench.tally --alone    without pabutools, which takes minutes
"""

import numpy as np

from civic.votes.greedy import Project


def ballots_and_projects(voters: int, count: int):
    """An invented city vote: uneven popularity, a local part, costs over two orders of magnitude.

    Returns: (ballots: up to 10 ids each, projects, budget that buys about a quarter of all).
    """
    chance = np.random.default_rng(2026)
    popular = chance.pareto(1.1, count) + 0.15
    home = chance.integers(0, 8, count)
    costs = np.round(np.exp(chance.normal(12.6, 1.1, count)), -3).astype(int) + 5_000
    ballots = []
    for part in range(8):
        weight = popular * np.where(home == part, 6.0, 1.0)
        size = voters // 8 + (part < voters % 8)
        length = chance.integers(1, 11, size)
        keys = chance.exponential(size=(size, count)).astype(np.float32) / weight.astype(np.float32)
        best = np.argpartition(keys, 10, axis=1)[:, :10].tolist()
        ballots += [tuple(row[:n]) for row, n in zip(best, length.tolist(), strict=True)]
    projects = [Project(n, int(cost), 0, n) for n, cost in enumerate(costs)]
    return ballots, projects, int(costs.sum()) // 4
