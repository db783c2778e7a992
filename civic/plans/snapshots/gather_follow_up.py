"""The part of a snapshot that tells how participation goes on."""

from civic.korean_time import SEOUL
from civic.panel.labels import source_name
from civic.panel.models import Panel
from civic.panel.published import figures_of
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


def panel(round: Round) -> dict:
    """The resident panel once it is drawn, with numbers that everybody may read."""
    drawn = Panel.of(round, announced=True)
    if drawn is None or drawn.drawn_at is None:
        return {"size": 0, "applicants": None, "members": None, "draw": "", "strata": []}
    figures, on = figures_of(drawn), drawn.drawn_at.astimezone(SEOUL)
    return {
        "size": drawn.size,
        "applicants": figures.applicants,
        "members": figures.members,
        "draw": f"{source_name(drawn.source, drawn.source_round)}, {on:%Y.%m.%d.}",
        "strata": [
            {
                "id": number,
                "name": row.name,
                "population": row.residents,
                "seats": row.seats,
                "applicants": row.applicants,
            }
            for number, row in enumerate(figures.strata, 1)
        ],
    }
