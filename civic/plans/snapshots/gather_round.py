"""What a snapshot keeps of its round: the municipality, the call, the settings and the phases."""

from civic.documents.endings import noun_endings
from civic.rounds.labels import PHASE_NAMES
from civic.rounds.models import Round

SETTINGS = (
    *("title", "number", "budget_won", "national_share", "max_choices", "rule"),
    "unproven",
)
CALL_FIELDS = (
    *("programme", "year", "ministry", "agency", "source", "total_won", "cities"),
    *("national_won", "local_won", "build_months", "selection"),
)
CALL_DATES = (
    *("announced_on", "apply_from_on", "apply_to_on", "preliminary_from_on"),
    *("preliminary_to_on", "evaluation_from_on", "evaluation_to_on"),
)


def municipality(round: Round) -> dict:
    place = round.municipality
    notices = {name: noun_endings(getattr(place, name)) for name in ("notice", "boundary_source")}
    return {"name": place.name} | notices


def call(round: Round) -> dict:
    stated = {name: getattr(round.call, name) for name in CALL_FIELDS}
    dates = {name: getattr(round.call, name) for name in CALL_DATES}
    stated["shares"] = round.call.shares or {}
    return stated | {name: day.isoformat() if day else None for name, day in dates.items()}


def settings(round: Round) -> dict:
    return {name: getattr(round, name) for name in SETTINGS}


def phases(round: Round) -> list[dict]:
    return [
        {
            "kind": phase.kind,
            "name": str(PHASE_NAMES[phase.kind][1]),
            "starts_at": phase.starts_at.isoformat(),
            "ends_at": phase.ends_at.isoformat(),
        }
        for phase in round.phases
    ]
