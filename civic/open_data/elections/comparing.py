"""What each rule makes of one election, side by side. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from civic.votes.counting.completions import natural_step
from civic.votes.counting.count import RULE_FORMS
from civic.votes.counting.greedy import Placed
from civic.votes.counting.representation import Represented, represented
from civic.votes.pabulib.read import Election, Limits, ListedProject, Number, read

MOST_BYTES = 10_000_000
LIMITS = Limits(ballots=100_000, projects=500, marks=900_000)


@dataclass(frozen=True)
class RuleResult:
    """A rule's result. selected: ids in their order; means: whom it represents."""

    rule: str
    placed: Sequence[Placed]
    means: Represented

    @property
    def selected(self) -> list[str]:
        return [row.project.id for row in self.placed if row.selected]


@dataclass(frozen=True)
class ComparedProject:
    """A project with its votes, or points, and which rules choose it."""

    listed: ListedProject
    votes: Number
    chosen_by: frozenset[str]


@dataclass(frozen=True)
class Comparison:
    """What a page says of an election, without its ballots."""

    voters: int
    budget: Number
    rows: list[ComparedProject]
    counts: list[RuleResult]


def compare(content: bytes) -> Comparison:
    """Of a .pb file. Raises: ElectionTooLarge, PabulibError."""
    election = read(content, LIMITS)
    counts = count_by_every_rule(election)
    rows = rows_of(election, counts)
    return Comparison(len(election.ballots), election.budget, rows, counts)


def count_by_every_rule(election: Election) -> list[RuleResult]:
    """A result for each rule that is defined for these ballots.

    Equal shares grow by the step our own votes use, so that the result is the same at any size of
    the currency's unit.
    """
    step = natural_step(int(election.budget), len(election.ballots))
    named = [_ids(election, ballot) for ballot in election.ballots]
    rules = [rule for rule, forms in RULE_FORMS.items() if election.form in forms]
    counts = [(rule, election.count(rule, step=step)) for rule in rules]
    return [
        RuleResult(rule, placed, represented(placed, named, election.budget))
        for rule, placed in counts
    ]


def rows_of(election: Election, counts: Sequence[RuleResult]) -> list[ComparedProject]:
    """Every project, most votes first, then as listed."""
    sums = {project.id: project.votes for project in election.totals()}
    chosen = {each.rule: frozenset(each.selected) for each in counts}
    rows = [
        ComparedProject(
            listed,
            sums[listed.id],
            frozenset(rule for rule, ids in chosen.items() if listed.id in ids),
        )
        for listed in election.projects
    ]
    return sorted(rows, key=lambda row: -row.votes)


def _ids(election: Election, ballot) -> list[str]:
    if election.form != "points":
        return list(ballot)
    return [id for id, points in ballot if points > 0]
