"""What a round's indicators are measured by when years are set for them."""

from civic.db import db
from civic.plans.follow_up.rules import MeasuredIndicator, years_to_target
from civic.rounds.models import Round
from civic.targets.models import agreements, asked


def years(round: Round) -> int:
    """How many years the round's targets are set for."""
    rows = db.session.scalars(asked(round))
    return years_to_target(
        round.call.build_months, round.call.year, (row.target_year for row in rows)
    )


def measured(round: Round) -> list[MeasuredIndicator]:
    """Every indicator that residents are asked about, as it stands now."""
    rows = db.session.scalars(asked(round)).all()
    agreed = agreements(rows)
    return [
        MeasuredIndicator(
            *(row.id, row.name, row.unit, row.direction),
            *(row.baseline, row.promised(agreed.get(row.id))),
        )
        for row in rows
    ]
