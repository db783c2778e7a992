"""The part of a snapshot that tells how participation goes on."""

from civic.plans.follow_up.labels import KIND_NAMES
from civic.plans.follow_up.models import FollowUp
from civic.plans.follow_up.rules import years_to_target
from civic.rounds.models import Round


def follow_up(round: Round, indicators: list[dict]) -> dict:
    """indicators: those the plan holds; of others nothing is told. A year that the call has no
    more, as it lets one build shorter, is left out."""
    saved, known = FollowUp.of(round), {row["id"] for row in indicators}
    targets = (row["target_year"] for row in indicators)
    years = years_to_target(round.call.build_months, round.call.year, targets)
    return {
        "years": years,
        "activities": [
            {
                "id": row.position,
                "kind": str(KIND_NAMES[row.kind]),
                "what": row.what,
                "timing": row.timing,
                "host": row.host,
                "people": row.people,
                "way_back": row.way_back,
            }
            for row in (saved.activities if saved else [])
        ],
        "yearly": [
            {
                "id": f"{row.indicator_id}-{row.year}",
                "indicator": row.indicator_id,
                "year": row.year,
                "value": row.value,
            }
            for row in (saved.yearly if saved else [])
            if row.indicator_id in known and row.year <= years
        ],
        "columns": [
            {
                "title": column.title,
                "notes": [
                    {"indicator": note.indicator_id, "words": note.words}
                    for note in column.notes
                    if note.indicator_id in known
                ],
            }
            for column in (saved.columns if saved else [])
        ],
    }
