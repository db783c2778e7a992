"""How well a text fits a group: as near as its middle, and in as large a part of the texts around
it. Pure."""

from collections.abc import Sequence

import numpy as np

from civic.grouping.features import units

# Of few texts the groups are small, and ten neighbours would reach beyond them.
LEAST_NEIGHBOURS, MOST_NEIGHBOURS, TEXTS_PER_NEIGHBOUR = 5, 10, 150
# Sums of a cosine and a share. Between the two a person should look.
SURE, LIKELY = 1.15, 0.9
AT_ONCE = 128  # rows of similarities that are in memory together


def confidences(
    points: np.ndarray, asked: np.ndarray, groups: Sequence[np.ndarray], around: np.ndarray
) -> np.ndarray:
    """From -1 to 2 for each asked place and group: the cosine to the group's middle, and the
    share of the group among the nearest neighbours.

    Args: points: a row of length 1 a text, or 0. asked: places of the texts in question.
    groups: places of the texts of each. around: places of those that may be neighbours.
    """
    if not groups or not len(asked):
        return np.zeros((len(asked), len(groups)))
    middles = units(np.array([points[group].mean(axis=0) for group in groups]))
    sureness = points[asked] @ middles.T
    sureness += neighbour_shares(points, asked, groups, around)
    sureness[~points[asked].any(axis=1)] = -1
    return sureness


def neighbour_shares(points, asked, groups, around) -> np.ndarray:
    group_of = np.full(len(points), len(groups))
    for number, group in enumerate(groups):
        group_of[group] = number
    shares = np.zeros((len(asked), len(groups) + 1))
    nearest_few = max(LEAST_NEIGHBOURS, len(around) // TEXTS_PER_NEIGHBOUR)
    wanted = min(nearest_few, MOST_NEIGHBOURS, len(around) - 1)
    if wanted < 1:
        return shares[:, :-1]
    others = points[around]
    for start in range(0, len(asked), AT_ONCE):
        rows = asked[start : start + AT_ONCE]
        alike = points[rows] @ others.T
        alike[rows[:, None] == around[None, :]] = -np.inf
        nearest = np.argpartition(-alike, wanted - 1, axis=1)[:, :wanted]
        for row, places in enumerate(around[nearest], start):
            shares[row] = np.bincount(group_of[places], minlength=len(groups) + 1) / wanted
    return shares[:, :-1]
