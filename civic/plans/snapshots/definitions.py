"""How each figure is counted from the rows of a snapshot: definitions as data, see recount.py.

They are kept in the snapshot itself, so that an old plan is recounted as it was counted.
"""


def _rows(rows: str, op: str = "count", column: str = "", /, at: float | None = None, **where):
    source = {"rows": rows, "op": op, "where": where}
    if column:
        source["column"] = column
    return source if at is None else source | {"at": at}


SPENT = _rows("tally.rows", "sum", "cost_won", selected=True)
SHARE = _rows("round", "value", "national_share")
COST = _rows("tally.rows", "value", "cost_won", number="*")
NATIONAL = {"op": "times", "of": [SPENT, SHARE]}
NATIONAL_OF_ONE = {"op": "times", "of": [COST, SHARE]}
VOTERS = _rows("tally", "value", "voters")
PAPER = _rows("tally", "value", "paper_voters")
# What is sealed counts paper voters among both; see votes/ballots/turnout.py for why these do not.
ONLINE = {"op": "minus", "of": [VOTERS, PAPER]}
VERIFIED = {"op": "minus", "of": [_rows("tally", "value", "eligible"), PAPER]}
LISTED = {"listed": True}
PEOPLE = "voices.districts"
AGES = "voices.bands"

SOURCES: dict[str, dict] = {
    "round.budget": _rows("round", "value", "budget_won"),
    "people.participants": _rows("people", "sum", "people"),
    "people.total": _rows("people", "sum", "people"),
    "people.voters": _rows("voices", "value", "voters"),
    "people.population": _rows("voices", "value", "population"),
    "district.*.population": _rows(PEOPLE, "value", "population", code="*"),
    "district.*.people": _rows(PEOPLE, "value", "people", code="*"),
    "district.*.voters": _rows(PEOPLE, "value", "voters", code="*"),
    "district.*.rate": _rows(PEOPLE, "value", "per_thousand", code="*"),
    "age.*.people": _rows(AGES, "value", "people", band="*"),
    "age.*.share": _rows(AGES, "value", "share_percent", band="*"),
    "age.*.living": _rows(AGES, "value", "population_percent", band="*"),
    "level.*.voters": _rows("voices.levels", "value", "voters", level="*"),
    "issues.reported": _rows("reports"),
    "issues.merged": _rows("reports", merged=True),
    "issues.listed": _rows("reports", **LISTED),
    "issues.imported": _rows("reports", imported=True),
    "issues.office": _rows("reports", by="office"),
    "issues.supports": _rows("reports", "sum", "supports", **LISTED),
    "comments.count": _rows("comments"),
    "solutions.count": _rows("solutions"),
    "solutions.office": _rows("solutions", by="office"),
    "preferences.count": _rows("wishes"),
    "votes.voters": VOTERS,
    "votes.online": ONLINE,
    "votes.paper": PAPER,
    "votes.office": _rows("voices", "value", "office_voters"),
    "votes.eligible": VERIFIED,
    "votes.turnout": {"op": "percent", "of": [ONLINE, VERIFIED]},
    "votes.choices": _rows("tally", "value", "choices"),
    "votes.selected": _rows("tally.rows", selected=True),
    "votes.spent": SPENT,
    "votes.budget": _rows("tally", "value", "budget_won"),
    "votes.national": NATIONAL,
    "votes.local": {"op": "minus", "of": [SPENT, NATIONAL]},
    "targets.people": _rows("wishers", "sum", "people"),
    "remarks.count": _rows("remarks"),
    "remarks.answered": {
        "op": "minus",
        "of": [_rows("remarks"), _rows("remarks", disposition=None)],
    },
    "stage.reports": _rows("reports"),
    "stage.solutions": _rows("solutions"),
    "stage.preferences": _rows("wishes"),
    "stage.voters": VOTERS,
    "stage.remarks": _rows("remarks"),
    "issue.*.supports": _rows("reports", "sum", "supports", receipt="*"),
    "district.*.issues": _rows("reports", district="*", **LISTED),
    "district.*.supports": _rows("reports", "sum", "supports", district="*", **LISTED),
    "category.*.issues": _rows("reports", category="*", **LISTED),
    "category.*.supports": _rows("reports", "sum", "supports", category="*", **LISTED),
    "solution.*.votes": _rows("tally.rows", "value", "votes", number="*"),
    "solution.*.paper": _rows("tally.rows", "value", "paper", number="*"),
    "solution.*.cost": COST,
    "solution.*.national": NATIONAL_OF_ONE,
    "solution.*.local": {"op": "minus", "of": [COST, NATIONAL_OF_ONE]},
    "indicator.*.weight": _rows("indicators", "value", "weight_percent", id="*"),
    "indicator.*.baseline": _rows("indicators", "value", "baseline", id="*"),
    "indicator.*.target": _rows("wishes", "quantile", "value", at=0.5, indicator="*"),
    "indicator.*.lower": _rows("wishes", "quantile", "value", at=0.25, indicator="*"),
    "indicator.*.median": _rows("wishes", "quantile", "value", at=0.5, indicator="*"),
    "indicator.*.upper": _rows("wishes", "quantile", "value", at=0.75, indicator="*"),
    "indicator.*.people": _rows("wishes", indicator="*"),
}


def sources(indicators: list[dict]) -> dict[str, dict]:
    """The definitions of a snapshot with these indicators (gather_outcome.indicators).

    A target the planner departed to is that value instead of the wishes' median.
    """
    decided = {
        f"indicator.{row['id']}.target": _rows("departures", "value", "value", id=row["id"])
        for row in indicators
        if row["departure"]
    }
    return SOURCES | decided
