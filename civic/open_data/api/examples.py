"""An example of each operation, at things that are there."""

from civic.db import db
from civic.issues.models import Issue
from civic.open_data.api.operations import OPERATIONS
from civic.open_data.api.resources import here
from civic.panel.models import Panel
from civic.rounds.models import Round
from civic.votes.seal.tally import Tally
from civic.web.addresses import answered_address

ASKED: dict[str, dict] = {
    "issues": {"limit": 2, "format": "geojson"},
    "solutions": {"format": "csv"},
}


def examples(round: Round | None) -> dict[str, str]:
    """Operation → an address that answers; without what it is about, it has none."""
    addresses = {name: _address(name, round) for name in OPERATIONS}
    return {name: address for name, address in addresses.items() if address}


def _address(name: str, round: Round | None) -> str | None:
    values = dict(ASKED.get(name, {}))
    if "<municipality>" in OPERATIONS[name].path:
        if round is None or (name == "result" and Tally.of(round) is None):
            return None
        if name == "panel" and Panel.of(round, announced=True) is None:
            return None
        needed = here(round)
        if "round_number" not in OPERATIONS[name].path:
            del needed["round_number"]
        values |= needed
    if "issue_id" in OPERATIONS[name].path:
        assert round is not None  # its path names a city
        shown = db.select(Issue.id).filter_by(round_id=round.id, listed=True)
        values["issue_id"] = db.session.scalar(shown.order_by(Issue.id).limit(1))
        if values["issue_id"] is None:
            return None
    return answered_address(f"open_data.api.v1.{name}", **values)
