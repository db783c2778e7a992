"""A round's ballots as a Pabulib file (.pb); only for rounds that publish sets of choices. Pure.

What pabulib-checker calls valid (http://pabulib.org/format) and how our votes are said in it:
    ballots   approval, or choose-1 where one choice is allowed; a knapsack ballot is an approval
              ballot with max_sum_cost. A ranking goes out as `scoring`, best first, with its points
              (max_choices for a first place): Pabulib's own Borda counts from each ballot's length,
              so that a short ballot would weigh less than here.
    money     won, or a unit that META's comment names: where equal shares grow, the step they grow
              by, so that whoever grows them by 1 takes the steps we took.
    rule      greedy, greedy-threshold, greedy-no-skip; `unknown` where Pabulib has no name for it:
              its equalshares break ties by cost and spend nothing by votes. The comment tells it.
    beyond    what costs more than the whole budget has Pabulib's cost for it, OUT_OF_REACH.
"""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from civic.votes.counting.completions import COMPLETIONS
from civic.votes.counting.count import totals
from civic.votes.counting.greedy import Placed
from civic.votes.ledger.ledger import Entry, Terms, published_choices

OUT_OF_REACH = 999_999_999  # Pabulib's cost of what can't be bought; no real cost may be it
TIES = "ties: more votes or points first, then the smaller project_id"


class NotPublished(Exception):
    """The round did not say before the vote that sets of choices would be published."""


@dataclass(frozen=True)
class Described:
    """What the file says beside the numbers. titles: by id."""

    place: str
    title: str
    titles: dict
    begins_on: date
    ends_on: date


def to_pabulib(
    terms: Terms, entries: Sequence[Entry], placed: Sequence[Placed], described: Described
) -> bytes:
    """The election as votes/pabulib/read.py reads it: UTF-8, voters numbered by their nonces.

    Args: placed: the result of these entries. Raises: NotPublished.
    """
    if terms.leaf != "ballot":
        raise NotPublished(terms.round)
    rows = sorted(placed, key=lambda row: row.project.order)
    unit = unit_of(terms, [row.project.cost for row in rows])
    file = io.StringIO()
    write = csv.writer(file, delimiter=";", lineterminator="\n").writerows
    write([["META"], ["key", "value"], *_meta(terms, rows, len(entries), unit, described)])
    write([["PROJECTS"], *_projects(terms, entries, rows, unit, described.titles)])
    write([["VOTES"], *_votes(terms, entries)])
    return file.getvalue().encode()


def unit_of(terms: Terms, costs: Sequence[int]) -> int:
    """How many won one unit of the file's money is: the step where shares grow, else 1.

    Finer, or 10, 100 … where a reader who rounds down to whole units would be misled.
    """
    steps = []
    if terms.step and terms.completion and COMPLETIONS[terms.completion][0]:
        steps = [terms.step // 10**n for n in range(len(str(terms.step)))]
    units = [*steps, *(10**n for n in range(len(str(terms.budget))))]
    return next((unit for unit in units if _survives_rounding(costs, terms.budget, unit)), 1)


def rule_of(terms: Terms, costs: Sequence[int]) -> str:
    """The rule by the name it has in Pabulib."""
    if terms.rule == "equal-shares":
        return "unknown"
    if terms.rule == "greedy-stop":
        # Theirs passes over what is out of reach; ours stops there.
        return "greedy-no-skip" if max(costs, default=0) <= terms.budget else "unknown"
    return "greedy-threshold" if terms.least_votes else "greedy"


def _survives_rounding(costs, budget, unit):
    """No cost becomes 0, all together exceed the budget only if they do, OUT_OF_REACH is beyond."""
    within = [cost // unit for cost in costs if cost <= budget]
    beyond = len(within) < len(costs)
    if 0 in within or OUT_OF_REACH in within or (beyond and budget // unit >= OUT_OF_REACH):
        return False
    return beyond or (sum(within) <= budget // unit) == (sum(costs) <= budget)


def _meta(terms, rows, votes, unit, described):
    costs = [row.project.cost for row in rows]
    knapsack = terms.ballot_form == "knapsack"
    pairs = [
        ("description", _flat(described.title)),
        ("country", "South Korea"),
        ("unit", _flat(described.place)),
        ("instance", terms.round),
        ("num_projects", len(rows)),
        ("num_votes", votes),
        ("budget", _money(terms.budget, unit)),
        ("vote_type", _vote_type(terms)),
        ("rule", rule_of(terms, costs)),
        ("date_begin", f"{described.begins_on:%d.%m.%Y}"),
        ("date_end", f"{described.ends_on:%d.%m.%Y}"),
        ("min_length", 1),
        ("max_length", min(terms.max_choices, len(rows)) or 1),
        ("max_sum_cost", _money(terms.budget, unit) if knapsack else None),
        ("min_project_score_threshold", terms.least_votes or None),
        ("language", "ko"),
        ("currency", "KRW" if unit == 1 else None),
        ("fully_funded", 1 if sum(costs) <= terms.budget else None),
        ("comment", _comment(terms, rows, unit)),
    ]
    return [(name, value) for name, value in pairs if value is not None]


def _vote_type(terms):
    if terms.ballot_form == "ranked":
        return "scoring"
    only_one = terms.max_choices == 1 and terms.ballot_form == "approval"
    return "choose-1" if only_one else "approval"


def _comment(terms, rows, unit):
    notes = [f"rule {terms.rule}"]
    if terms.completion:
        notes[0] += f", completion {terms.completion}"
    if terms.step and COMPLETIONS[terms.completion][0]:
        notes[0] += f", step {_money(terms.step, unit)}"
    notes[0] += f"; {TIES}"
    if unit > 1:
        notes.append(f"money is in units of {unit} won (KRW)")
    if terms.ballot_form == "ranked":
        most = f"{terms.max_choices} for a first place, one less for each below"
        notes.append(f"ballots are rankings, best first; points: {most}")
    beyond = [row.project for row in rows if row.project.cost > terms.budget]
    if beyond:
        costs = ", ".join(f"{project.id} costs {project.cost} won" for project in beyond)
        notes.append(f"beyond the budget: {costs}")
    return " ".join(f"#{n}: {note}" for n, note in enumerate(notes, 1))


def _projects(terms, entries, rows, unit, titles):
    named = Counter(id for entry in entries for id in entry.choices)
    choices = [entry.choices for entry in entries]
    points = totals(terms.ballot_form, choices, terms.max_choices)
    ranked = terms.ballot_form == "ranked"
    yield ["project_id", "cost", "votes", *(["score"] if ranked else []), "name", "selected"]
    for row in rows:
        p = row.project
        cost = _money(p.cost, unit) if p.cost <= terms.budget else OUT_OF_REACH
        score = [points[p.id]] if ranked else []
        yield [p.id, cost, named[p.id], *score, _flat(titles[p.id]), int(row.selected)]


def _votes(terms, entries):
    ranked = terms.ballot_form == "ranked"
    yield ["voter_id", "vote", *(["points"] if ranked else []), "voting_method"]
    for number, entry in enumerate(sorted(entries, key=lambda entry: entry.nonces[0]), 1):
        ids = published_choices(terms, entry)
        points = range(terms.max_choices, terms.max_choices - len(ids), -1) if ranked else []
        lists = [ids, points] if ranked else [ids]
        method = "internet" if entry.source == "online" else "paper"
        yield [number, *(",".join(map(str, numbers)) for numbers in lists), method]


def _money(won, unit):
    """Exact: a unit is 1, 2 or 5 with noughts."""
    value = Decimal(won) / unit
    return int(value) if value == value.to_integral_value() else f"{value:f}"


def _flat(text: str) -> str:
    return " ".join(text.split())
