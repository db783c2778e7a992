"""One named figure: what it says it counts, and how its value is taken from the data. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from civic.documents.model import Fact
from civic.documents.numbers import fact, money
from civic.plans.section.definitions import Definition
from civic.plans.section.schema import SnapshotData


@dataclass(frozen=True)
class Figure:
    """says: what it counts, in a sentence; value: from the data, None when there is nothing.

    unit is printed behind the number; "원" prints money in 억 or 만; words are printed as they are.
    definition: how a number is counted from the snapshot's rows; none for words.
    """

    says: str
    unit: str
    value: Callable[[SnapshotData], float | int | str | None]
    definition: Definition | None = None

    def show(self, id: str, data: SnapshotData) -> Fact | str | None:
        """The figure as a piece of text. None: nothing to show."""
        value = self.value(data)
        if value is None or isinstance(value, str):
            return value or None
        if self.unit == "원":
            return money(id, value, self.says)
        return fact(id, value, self.says, self.unit)
