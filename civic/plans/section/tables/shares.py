"""What a call asks of whom, as the note under a table of money. Pure."""

from civic.plans.section.labels import LOCAL, PAYER_NAMES, other_payers
from civic.plans.section.reading import says_how_many
from civic.plans.section.schema import SnapshotData
from civic.rounds.calls.shares import SHARES

PAYERS = {**PAYER_NAMES, "local": LOCAL}


def titles_by_payers(data: SnapshotData) -> dict[str, str]:
    """The title of a column of other money, since format 13."""
    return {LOCAL: other_payers(data)} if says_how_many(data) else {}


def shares_note(data: SnapshotData) -> str:
    """Who the call asks for which percent, where its notice says so."""
    shares = data["call"]["shares"]
    stated = [name for name in SHARES if name in shares]
    asked = ", ".join(f"{PAYERS[name]} {shares[name]:g}%" for name in stated)
    return f"공모가 정한 재원 비율: {asked}" if asked else ""
