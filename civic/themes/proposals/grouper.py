"""A round's texts grouped by meaning: read, given to the calculation, kept by the reports' ids."""

from collections.abc import Callable

from civic import grouping
from civic.themes.reading import read_round
from civic.themes.rules import LEAST_TEXTS


class TooFewTexts(Exception):
    """There are not enough texts to group at all."""


def grouped(round_id: int, record: Callable[[int, str], None]) -> list[dict]:
    """What GroupingProposal.groups holds. record: called with percent and a step of labels.STEPS;
    may raise to stop. Commits what it reads. Raises: TooFewTexts, NounsFailed, VectorsFailed."""
    record(1, "read")
    read = read_round(round_id, lambda share: record(1 + int(59 * share), "meaning"))
    if len(read.texts) < LEAST_TEXTS:
        raise TooFewTexts
    groups = grouping.group(
        read.texts,
        read.nouns,
        read.vectors,
        step=lambda share: record(60 + int(35 * share), "group"),
    )
    return [
        {
            "words": list(each.words),
            "issues": list(each.rows),
            "sure": list(each.sure),
            "central": list(each.representative),
        }
        for each in groups.groups
    ]
