"""장부: what is published so that a stranger can recount a vote with verify.py.

ledger.jsonl holds one leaf a line, canonical JSON, sorted by the leaf's hash: a choice
{nonce, round, solution}, or, for rules that need whole ballots, a ballot {choices, nonce, round}.
Leaves of paper ballots and meetings also carry their source. The tree over them is that of
RFC 6962; its code is verify.py's own, so that the app and a stranger hash alike.
result.json tells the rest: the terms of the vote, its numbers, every solution with its cost, and
the ranking. Leaves of solutions that were taken off while people voted are in the ledger too.
"""

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from civic.votes.counting.greedy import Placed
from civic.votes.ledger.verify import (
    FORMAT,
    canonical,
    check,
    leaf_hash,
    root_of,
    seal_of,
    title_hash,
)


@dataclass(frozen=True)
class Entry:
    """A sealed ballot as it enters the ledger. choices: ids, in the voter's order when ranked.

    nonces: one for each choice, as on the voter's receipt; for a whole ballot only the first is
    used. source: online | paper | meeting.
    """

    choices: Sequence
    nonces: Sequence[str]
    source: str = "online"


@dataclass(frozen=True)
class Terms:
    """What was fixed before the vote began, as it is printed. budget and step in won.

    leaf: choice | ballot, what one line of the ledger holds: a ballot where the round said before
    the vote that sets of choices will be published.
    """

    round: str
    leaf: str
    rule: str
    ballot_form: str
    max_choices: int
    budget: int
    completion: str | None = None
    step: int | None = None
    least_votes: int = 1


class SealRefused(Exception):
    """The numbers to be sealed do not agree with each other; findings: (Korean, English) pairs."""

    def __init__(self, findings: list[tuple[str, str]]):
        super().__init__("; ".join(english for _, english in findings))
        self.findings = findings


def new_nonce() -> str:
    """128 random bits: unguessable, and never drawn twice."""
    return secrets.token_hex(16)


def lines(terms: Terms, entries: Iterable[Entry]) -> list[bytes]:
    """The ledger's lines, without line ends, sorted by hash, so that no order of voting shows."""
    whole = terms.leaf == "ballot"
    leaves = []
    for entry in entries:
        label = {} if entry.source == "online" else {"source": entry.source}
        common = {"round": terms.round, **label}
        if whole:
            choices = published_choices(terms, entry)
            leaves.append({**common, "nonce": entry.nonces[0], "choices": choices})
        else:
            pairs = zip(entry.choices, entry.nonces, strict=True)
            leaves += [{**common, "nonce": nonce, "solution": id} for id, nonce in pairs]
    return sorted((canonical(leaf) for leaf in leaves), key=leaf_hash)


def published_choices(terms: Terms, entry: Entry) -> list:
    """A ranking in its order; any other set of choices without the order of ticking."""
    return list(entry.choices) if terms.ballot_form == "ranked" else sorted(entry.choices)


def counted(entries: Iterable[Entry], removed: Collection) -> list[Entry]:
    """What counts of each ballot: its choices without those taken off the ballot while people
    voted, in their order. A ballot of nothing else is left out."""
    remaining = []
    for entry in entries:
        pairs = zip(entry.choices, entry.nonces, strict=True)
        held = [(choice, nonce) for choice, nonce in pairs if choice not in removed]
        if held:
            choices, nonces = zip(*held, strict=True)
            remaining.append(Entry(choices, nonces, entry.source))
    return remaining


def result(
    terms: Terms,
    ledger: list[bytes],
    entries: Sequence[Entry],
    placed: Sequence[Placed],
    *,
    eligible: int,
    titles: dict[Any, str],
    annulments: Sequence[dict] = (),
    removals: Sequence[dict] = (),
    roll: int | None = None,
) -> dict:
    """result.json: everything printed about the result, sealed by its own fingerprint.

    Args: entries: every ballot with all its choices. placed: counting.count of what counts of
    them; project.order is printed as number.
    annulments: {"reason": …, "count": …} of ballots that were taken out before the count.
    removals: {"id", "number", "cost", "reason", "at"} of solutions taken off while people voted;
    their titles are in titles, too. roll: how many the roll says have a ballot, by default as
    many as came online.
    Raises: SealRefused unless verify.py agrees with every number.
    """
    gone = {removal["id"] for removal in removals}
    every, entries = entries, counted(entries, gone)
    printed = {
        "format": FORMAT,
        "tie": "earlier-first",
        **{name: getattr(terms, name) for name in terms.__dataclass_fields__},
        "root": root_of([leaf_hash(line) for line in ledger]),
        "leaves": len(ledger),
        "voters": len(entries),
        "emptied": _emptied(every, entries),
        "roll": len(_online(every)) if roll is None else roll,
        "choices": sum(len(entry.choices) for entry in entries),
        "eligible": eligible,
        "paper": _paper(entries),
        "annulments": list(annulments),
        "removed": _removed(removals, every, titles),
        "projects": _projects(placed, entries, titles),
        "ranking": [_ranked(row) for row in placed],
    }
    printed["seal"] = seal_of(printed)
    findings = check(ledger, printed)
    if findings:
        raise SealRefused(findings)
    return printed


def _ranked(row: Placed) -> dict:
    return {
        "rank": row.rank,
        "id": row.project.id,
        "votes": row.project.votes,
        "cost": row.project.cost,
        "selected": row.selected,
        "reason": row.reason,
    }


def _paper(entries):
    """Voters and choices that did not come online; they are part of all other numbers."""
    offline = [entry for entry in entries if entry.source != "online"]
    return {"voters": len(offline), "choices": sum(len(entry.choices) for entry in offline)}


def _emptied(every, entries):
    """Ballots that held nothing but what was taken off the ballot."""
    online = len(_online(every)) - len(_online(entries))
    return {"online": online, "paper": len(every) - len(entries) - online}


def _online(entries):
    return [entry for entry in entries if entry.source == "online"]


def _projects(placed, entries, titles):
    offline = Counter(id for entry in entries if entry.source != "online" for id in entry.choices)
    projects = sorted((row.project for row in placed), key=lambda project: project.order)
    return [
        {
            "id": project.id,
            "number": project.order,
            **_title(titles[project.id]),
            "cost": project.cost,
            "paper": offline[project.id],
        }
        for project in projects
    ]


def _removed(removals, every, titles):
    """How many ballots hold what was taken off: their leaves are in the ledger like all others."""
    held = Counter(id for entry in every for id in entry.choices)
    return [
        {**removal, **_title(titles[removal["id"]]), "ballots": held[removal["id"]]}
        for removal in removals
    ]


def _title(title):
    """The title, and its fingerprint for the seal: hiding the title later breaks nothing."""
    salt = new_nonce()
    return {"title": title, "title_salt": salt, "title_hash": title_hash(salt, title)}


def to_bytes(ledger: list[bytes]) -> bytes:
    """ledger.jsonl."""
    return b"".join(line + b"\n" for line in ledger)


def from_bytes(data: bytes) -> list[bytes]:
    """The lines of ledger.jsonl as they are, checked by nobody yet."""
    return data.split(b"\n")[:-1] if data.endswith(b"\n") else data.split(b"\n") if data else []
