"""What a webhook is told of a delivery: {type, timestamp, data}, of what stands there now."""

import msgspec

from civic.open_data.api.issue_pages import one_issue
from civic.open_data.api.resources import result
from civic.open_data.webhooks.models import Delivery
from civic.rounds.models import Round


def message_of(delivery: Delivery) -> bytes | None:
    """The body; None where what it is about has been hidden meanwhile."""
    return _result(delivery) if delivery.change is None else _step(delivery.change)


def _step(change) -> bytes | None:
    round = change.issue.round
    shown = one_issue(round, change.issue_id)
    if shown is None:
        return None
    is_first = change.issue.changes[0].id == change.id
    step = {"status": change.status, "reason": change.reason, "agency": change.agency}
    data = _where(round) | {"step": step, "issue": shown}
    name = "report.created" if is_first else "report.status_changed"
    return _encoded(name, change.created_at, data)


def _result(delivery) -> bytes:
    tally = delivery.tally
    data = _where(tally.round) | {"result": result(tally.round)}
    return _encoded("result.published", tally.counted_at, data)


def _where(round: Round) -> dict:
    return {"city": round.municipality.slug, "round": round.number}


def _encoded(name, at, data) -> bytes:
    return msgspec.json.encode({"type": name, "timestamp": at, "data": data})
