"""One kind of figure that a table's rows have, each row its own. Pure."""

from dataclasses import dataclass

from civic.documents.model import Fact
from civic.documents.numbers import MILLIONS, fact, millions, money
from civic.plans.section.definitions import Definition


@dataclass(frozen=True)
class RowFigure:
    """unit, says: as in fact_type.Figure; says names in braces what differs from row to row. Money
    of the unit 백만원 is printed as the number alone, under a table's unit."""

    unit: str
    says: str
    definition: Definition

    def show(self, id: str, value: float, unit: str | None, **names: str) -> Fact:
        says = self.says.format(**names)
        if self.unit == "원":
            return money(id, value, says)
        if self.unit == MILLIONS:
            return millions(id, value, says)
        return fact(id, value, says, self.unit if unit is None else unit)
