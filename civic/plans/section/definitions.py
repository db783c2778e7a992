"""How figures are counted from a snapshot's rows, as data evidence/recount.py reads. Pure."""

from typing import Any

Definition = dict[str, Any]


def counted_from(
    rows: str, op: str = "count", column: str = "", /, at: float | None = None, **where: object
) -> Definition:
    """A row set, how its rows are counted, and which of them."""
    source: Definition = {"rows": rows, "op": op, "where": where}
    if column:
        source["column"] = column
    return source if at is None else source | {"at": at}


SPENT = counted_from("tally.rows", "sum", "cost_won", selected=True)
SHARE = counted_from("round", "value", "national_share")
COST = counted_from("tally.rows", "value", "cost_won", number="*")
NATIONAL = {"op": "times", "of": [SPENT, SHARE]}
NATIONAL_OF_ONE = {"op": "times", "of": [COST, SHARE]}
VOTERS = counted_from("tally", "value", "voters")
PAPER = counted_from("tally", "value", "paper_voters")
# What is sealed counts paper voters among both; see votes/ballots/turnout.py for why these do not.
ONLINE = {"op": "minus", "of": [VOTERS, PAPER]}
VERIFIED = {"op": "minus", "of": [counted_from("tally", "value", "eligible"), PAPER]}
LISTED = {"listed": True}
PEOPLE = "voices.districts"
AGES = "voices.bands"
