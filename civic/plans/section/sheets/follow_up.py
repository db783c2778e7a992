"""Indicators by year: a table whose columns are the call's years and the planner's own. Pure."""

from collections.abc import Iterator

from civic.plans.section.reading import followed_indicators
from civic.plans.section.schema import SnapshotData, Template
from civic.plans.section.sheets.sheet_type import KeyedTable, Piece
from civic.plans.section.tables.follow_up import yearly_table


def yearly_sheets(data: SnapshotData, _block: Template) -> Iterator[Piece]:
    if followed_indicators(data):
        yield KeyedTable("follow_up.yearly", yearly_table(data))
