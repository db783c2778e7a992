"""A round's ballots as a Pabulib file (.pb); only for rounds that publish sets of choices."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from datetime import date

from civic.votes.greedy import Placed
from civic.votes.ledger import Entry, Terms, published_choices

VOTE_TYPES = {"approval": "approval", "knapsack": "approval", "ranked": "ordinal"}
RULES = {"greedy-skip": "greedy", "greedy-stop": "greedy", "borda": "greedy"}


class NotPublished(Exception):
    """The round did not say before the vote that sets of choices would be published."""


def to_pabulib(
    terms: Terms,
    entries: Sequence[Entry],
    placed: Sequence[Placed],
    *,
    place: str,
    title: str,
    titles: dict,
    begins_on: date,
    ends_on: date,
) -> bytes:
    """The election as civic.votes.pabulib reads it back: UTF-8, voters numbered by their nonces.

    Args: placed: the result of these entries. place: the municipality's name. titles: by id.
    Raises: NotPublished.
    """
    if terms.leaf != "ballot":
        raise NotPublished(terms.round)
    projects = sorted(placed, key=lambda row: row.project.order)
    votes = sorted(entries, key=lambda entry: entry.nonces[0])
    file = io.StringIO()
    write = csv.writer(file, delimiter=";", lineterminator="\n").writerows
    write([["META"], ["key", "value"]])
    write(_meta(terms, len(projects), len(votes), place, title, begins_on, ends_on))
    write([["PROJECTS"], ["project_id", "cost", "votes", "score", "name", "selected"]])
    named = Counter(id for entry in entries for id in entry.choices)
    for row in projects:
        p = row.project
        write([[p.id, p.cost, named[p.id], p.votes, _flat(titles[p.id]), int(row.selected)]])
    write([["VOTES"], ["voter_id", "vote", "voting_method"]])
    for number, entry in enumerate(votes, 1):
        method = "internet" if entry.source == "online" else "paper"
        write([[number, ",".join(map(str, published_choices(terms, entry))), method]])
    return file.getvalue().encode()


def _meta(terms, projects, votes, place, title, begins_on, ends_on):
    rule = RULES.get(terms.rule) or ("equalshares/add1" if terms.step else "equalshares")
    how = f"#1: rule {terms.rule}"
    if terms.completion:
        how += f", completion {terms.completion}"
    if terms.step:
        how += f", step {terms.step}"
    limit = [("max_sum_cost", terms.budget)] if terms.ballot_form == "knapsack" else []
    ranked = [("scoring_fn", "Borda")] if terms.ballot_form == "ranked" else []
    return [
        ("description", _flat(title)),
        ("country", "South Korea"),
        ("unit", _flat(place)),
        ("instance", terms.round),
        ("num_projects", projects),
        ("num_votes", votes),
        ("budget", terms.budget),
        ("vote_type", VOTE_TYPES[terms.ballot_form]),
        ("rule", rule),
        ("date_begin", f"{begins_on:%d.%m.%Y}"),
        ("date_end", f"{ends_on:%d.%m.%Y}"),
        ("min_length", 1),
        ("max_length", terms.max_choices),
        *limit,
        *ranked,
        ("min_project_score_threshold", terms.least_votes),
        ("language", "ko"),
        ("currency", "KRW"),
        ("comment", how),
    ]


def _flat(text: str) -> str:
    return " ".join(text.split())
