"""How many rows a transaction takes, so that nobody waits long for it. Pure."""

from dataclasses import dataclass, field

MOST, LEAST = 250, 50
AIM_S = 0.04


@dataclass
class Pace:
    """size: rows of the next transaction: as many as the last one would have done in AIM_S, and
    no more than twice as many as it had."""

    size: int = field(default_factory=lambda: min(100, MOST))

    def took(self, rows: int, seconds: float) -> None:
        fitting = int(rows * AIM_S / max(seconds, 0.001))
        self.size = min(MOST, max(LEAST, min(2 * self.size, fitting)))
