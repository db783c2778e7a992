"""The file of an import: its grid, the table in it, and all that reading its rows takes."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Mapped

from civic.db import db
from civic.issues.importing.complaint_file import ComplaintFile
from civic.issues.importing.reading.columns import is_known_name
from civic.issues.importing.reading.complaints import ReadingPlan
from civic.issues.importing.refusals import AlreadyImported
from civic.issues.importing.sameness import Known
from civic.issues.importing.storing import district_finder
from civic.issues.models import Issue
from civic.places.tables import Grid, HeadedTable, pack, unpack
from civic.rounds.models import Round


class HoldsFile:
    """An import holds its file and what the planner chose of it, until it is started."""

    if TYPE_CHECKING:
        id: Mapped[int]
        round_id: int
        round: Round
        data: bytes | None
        source: bytes | None
        filename: Mapped[str]
        mapping: dict
        rows: int
        created_at: Mapped[datetime]
        started_at: datetime | None

    def grid(self) -> Grid:
        """Raises: AlreadyImported; the file is not kept after that."""
        if self.data is None or self.started_at is not None:
            raise AlreadyImported
        return unpack(self.data)

    def table(self) -> HeadedTable:
        """The rows below the one that names the columns. Raises: AlreadyImported."""
        chosen = self.mapping.get("header_row"), is_known_name, self.mapping.get("header_lines", 1)
        return self.grid().table(*chosen)

    def take_table(self, grid: Grid | None, mapping: dict, table: HeadedTable) -> None:
        """Keep another sheet, if one is given, and what was chosen or guessed of its columns.

        Raises: AlreadyImported.
        """
        self.map_by(mapping, table)
        if grid is not None:
            self.data = pack(grid)
            self.mapping = mapping | {"sheet": grid.sheet}

    def map_by(self, mapping: dict, table: HeadedTable) -> None:
        """Keep what the planner chose for the table. Raises: AlreadyImported."""
        if self.started_at is not None:
            raise AlreadyImported
        self.mapping = mapping | {"sheet": self.mapping.get("sheet", "")}
        self.rows = len(table.rows)

    @property
    def plan(self) -> ReadingPlan:
        chosen = self.mapping
        return ReadingPlan(
            mapping=chosen.get("columns", {}),
            categories=chosen.get("categories", {}),
            category_default=chosen.get("category_default", "other"),
            no_place=frozenset((lat, lon) for lat, lon in chosen.get("no_place", [])),
            outside_is_no_place=chosen.get("outside_is_no_place", False),
            sheet=chosen.get("sheet", ""),
            header_row=chosen.get("header_row"),
            header_lines=chosen.get("header_lines", 1),
            personal=frozenset(chosen.get("personal", [])),
            unmasked=frozenset(chosen.get("unmasked", [])),
            rows={int(number): taken for number, taken in chosen.get("rows", {}).items()},
            others_too=chosen.get("others_too", False),
            districts=chosen.get("districts", {}),
            answers=chosen.get("answers", {}),
            year=chosen.get("year"),
            day_order=chosen.get("day_order", ""),
            file_name=self.filename,
        )

    def opened(self) -> ComplaintFile:
        """The file, and all that reading it takes. Raises: AlreadyImported."""
        if self.data is None:
            raise AlreadyImported
        place = self.round.municipality
        return ComplaintFile.of(
            self.data,
            is_known_name,
            self.plan,
            place=district_finder(place),
            names=place.district_names(),
            map_version=place.map_version,
            known=self._known_but(self.id, self.round_id),
        )

    @classmethod
    def _known_but(cls, import_id: int, round_id: int) -> list[Known]:
        """What other files brought. A complaint without a date bears that of its import."""
        columns = Issue.id, Issue.content_key, Issue.external_id, Issue.created_at
        query = select(*columns, cls.created_at.label("brought_at"))
        query = query.join(cls, cls.id == Issue.import_id).where(
            Issue.round_id == round_id,
            Issue.content_key.is_not(None),
            Issue.import_id != import_id,
        )
        return [
            Known(
                row.id,
                row.content_key,
                row.external_id or "",
                row.created_at if row.created_at < row.brought_at else None,
            )
            for row in db.session.execute(query.order_by(Issue.id))
        ]
