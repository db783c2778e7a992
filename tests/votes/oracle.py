"""pabutools as a test oracle (GPL: never imported by the program) with our order of ties."""

import contextlib
import io
import json
import sys
from fractions import Fraction
from pathlib import Path

from pabulib.checker import Checker
from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance
from pabutools.election import Project as TheirProject
from pabutools.election.pabulib import parse_pabulib, parse_pabulib_from_string
from pabutools.fractions import frac
from pabutools.rules import (
    completion_by_rule_combination,
    greedy_utilitarian_welfare,
    method_of_equal_shares,
)
from pabutools.tiebreaking import TieBreakingRule

from civic.votes.counting.completions import COMPLETIONS
from civic.votes.counting.greedy import earlier_first
from civic.votes.pabulib import read as pabulib


def winners(projects, ballots, budget, completion, tie, step=1) -> set:
    """Ids that pabutools selects: method_of_equal_shares, then greedy where the completion says."""
    ours = {str(project.id): project for project in projects}
    theirs = {name: TheirProject(name, _exact(p.cost)) for name, p in ours.items()}
    instance = Instance(theirs.values(), budget_limit=_exact(budget))
    votes = [ApprovalBallot(theirs[str(id)] for id in set(ballot)) for ballot in ballots]
    profile = ApprovalProfile(votes, instance=instance)
    names = _select(instance, profile, completion, lambda name: tie(ours[name]), step)
    return {ours[name].id for name in names}


def winners_of_file(path: Path, completion: str, step=1) -> set[str]:
    """Ids that pabutools selects, reading the file itself; equal votes go by number."""
    return _select(*parse_pabulib(str(path)), completion, int, step)


def winners_of_text(text: str, completion: str, step=1) -> set[str]:
    """As winners_of_file, of a file's text."""
    return _select(*parse_pabulib_from_string(text), completion, int, step)


def _select(instance, profile, completion, tie, step):
    order = TieBreakingRule(lambda instance, profile, p: (-profile.approval_score(p), tie(p.name)))
    grows, spends = COMPLETIONS[completion]
    shares = {
        "sat_class": Cost_Sat,
        "tie_breaking": order,
        "voter_budget_increment": _exact(step) if grows else None,
    }
    if not spends:
        bought = method_of_equal_shares(instance, profile, **shares)
    else:
        bought = completion_by_rule_combination(
            instance,
            profile,
            [method_of_equal_shares, greedy_utilitarian_welfare],
            [shares, {"sat_class": Cost_Sat, "tie_breaking": order}],
        )
    return {project.name for project in bought}


def complaints(file: bytes) -> dict:
    """What pabulib-checker calls an error in a .pb file; it also prints."""
    with contextlib.redirect_stdout(io.StringIO()):
        results = Checker().process_files([file.decode()])
    assert results["metadata"]["processed"] == 1
    return results[1]["results"].get("errors", {})


def as_approvals(election: pabulib.Election) -> tuple:
    """(projects, the ids each ballot names, budget)."""
    named = [tuple(dict(b)) if election.form == "points" else b for b in election.ballots]
    return election.totals(), named, election.budget


def _exact(number):
    number = Fraction(number)
    return frac(number.numerator, number.denominator)


def main() -> None:
    """Print the winners of real elections with growing shares, as equal_shares_kept.json has."""
    kept = {}
    for path in map(Path, sys.argv[1:]):
        election = pabulib.read(path.read_bytes())
        projects, ballots, budget = as_approvals(election)
        kept[path.name] = {
            completion: sorted(winners(projects, ballots, budget, completion, earlier_first))
            for completion in ("add1", "add1u")
        }
    print(json.dumps(kept, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
