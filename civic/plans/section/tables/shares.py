"""What a call asks of whom, as the note under a table of money. Pure."""

from civic.plans.section.labels import PAYER_NAMES
from civic.plans.section.schema import SnapshotData
from civic.rounds.calls.shares import SHARES

PAYERS = {**PAYER_NAMES, "local": "지방비"}


def shares_note(data: SnapshotData) -> str:
    """Who the call asks for which percent, where its notice says so."""
    shares = data["call"]["shares"]
    stated = [name for name in SHARES if name in shares]
    asked = ", ".join(f"{PAYERS[name]} {shares[name]:g}%" for name in stated)
    return f"공모가 정한 재원 비율: {asked}" if asked else ""
