"""How a cost is shared between the nation and the municipality. Pure."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Split:
    """국비 and 지방비 in won; they add up to the cost exactly. national_percent: 0 to 100."""

    national_won: int
    local_won: int
    national_percent: float

    @property
    def local_percent(self) -> float:
        return float(100 - Decimal(str(self.national_percent)))


def split(cost_won: int, national_share: float) -> Split:
    """Share a cost; half a won goes to the nation.

    Args: cost_won: won, not negative. national_share: 0 to 1.
    Raises: ValueError when either is out of range.
    """
    if cost_won < 0 or not 0 <= national_share <= 1:
        raise ValueError(f"cannot share {cost_won} won at {national_share}")
    share = Decimal(str(national_share))
    national = int((cost_won * share).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return Split(national, cost_won - national, float(share * 100))
