"""IssueImport: a file of existing complaints on its way to becoming issues."""

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, LargeBinary, String, delete, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now
from civic.issues.importing.columns import guess_mapping, is_known_name
from civic.issues.importing.complaint_file import ComplaintFile, ReadFile
from civic.issues.importing.complaints import Complaint, ReadingPlan, RowMistake
from civic.issues.importing.leftovers import LeftOut
from civic.issues.importing.refusals import (
    AlreadyImported,
    AnotherRuns,
    ChangedMeanwhile,
    MistakesLeft,
)
from civic.issues.importing.sameness import Known
from civic.issues.importing.storing import district_finder, store_rows
from civic.issues.models import Issue
from civic.people.models import Person
from civic.places.tables import Grid, Table, pack, read_grid, unpack
from civic.rounds.models import Round

LAPSE = timedelta(seconds=30)  # a worker unheard of for so long has died
UNFINISHED = "started_at IS NOT NULL AND imported_at IS NULL"


class IssueImport(Model):
    """A file of existing complaints: kept while the planner maps columns, started, then imported.

    Once started its rows are stored in order, a few hundred at a time; whoever finds it unfinished
    goes on behind stored_row.
    """

    __table_args__ = (
        Index(
            "uq_issue_import_unfinished",
            "round_id",
            unique=True,
            sqlite_where=text(UNFINISHED),
            postgresql_where=text(UNFINISHED),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    planner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    filename: Mapped[str] = mapped_column(String(200))
    # The grid as civic/places/tables packs it; emptied once imported.
    data: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    # columns, categories, category_default, no_place, outside_is_no_place, header_row, rows,
    # others_too: see plan.
    mapping: Mapped[dict] = mapped_column(db.JSON, default=dict)
    rows: Mapped[int] = mapped_column(default=0)  # in the file; once started: issues made so far
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    beat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # while rows are stored
    total: Mapped[int] = mapped_column(default=0)  # issues to be made
    stored_row: Mapped[int] = mapped_column(default=0)  # the number of the last row stored
    imported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # {left_out, mistakes}: the rows that became no issue, once imported.
    outcome: Mapped[dict | None] = deferred(mapped_column(db.JSON))

    round: Mapped[Round] = relationship()
    planner: Mapped[Person | None] = relationship()

    @classmethod
    def keep(cls, round: Round, planner: Person | None, filename: str, data: bytes):
        """Store an uploaded file with a guess of its columns. Raises: UnreadableFile."""
        grid = read_grid(data)
        table = grid.table(is_name=is_known_name)
        new = cls(
            round=round,
            planner=planner,
            filename=filename[-200:],
            data=pack(grid),
            rows=len(table.rows),
            mapping={"columns": guess_mapping(table), "header_row": table.header_row},
        )
        db.session.add(new)
        return new

    def grid(self) -> Grid:
        """Raises: AlreadyImported; the file is not kept after that."""
        if self.data is None or self.started_at is not None:
            raise AlreadyImported
        return unpack(self.data)

    def table(self) -> Table:
        """The rows below the one that names the columns. Raises: AlreadyImported."""
        return self.grid().table(self.mapping.get("header_row"), is_known_name)

    def map_by(self, mapping: dict, table: Table) -> None:
        """Keep what the planner chose for the table. Raises: AlreadyImported."""
        if self.started_at is not None:
            raise AlreadyImported
        self.mapping, self.rows = mapping, len(table.rows)

    @property
    def plan(self) -> ReadingPlan:
        chosen = self.mapping
        return ReadingPlan(
            mapping=chosen.get("columns", {}),
            categories=chosen.get("categories", {}),
            category_default=chosen.get("category_default", "other"),
            no_place=frozenset((lat, lon) for lat, lon in chosen.get("no_place", [])),
            outside_is_no_place=chosen.get("outside_is_no_place", False),
            header_row=chosen.get("header_row"),
            rows={int(number): taken for number, taken in chosen.get("rows", {}).items()},
            others_too=chosen.get("others_too", False),
        )

    @property
    def is_storing(self) -> bool:
        return self.started_at is not None and self.imported_at is None

    @property
    def is_stuck(self) -> bool:
        """Whether nobody stores its rows any more, though some are left."""
        return self.is_storing and self.beat_at < now() - LAPSE

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
            known=self._known(),
        )

    def _known(self) -> list[Known]:
        """What other files brought. A complaint without a date bears that of its import."""
        columns = Issue.id, Issue.content_key, Issue.external_id, Issue.created_at
        query = select(*columns, IssueImport.created_at.label("brought_at"))
        query = query.join(IssueImport, IssueImport.id == Issue.import_id).where(
            Issue.round_id == self.round_id,
            Issue.content_key.is_not(None),
            Issue.import_id != self.id,
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

    def start(self, file: ComplaintFile, read: ReadFile, skip_mistakes: bool = False) -> None:
        """Decide that the rows become issues, as the file was read; store() follows.

        Raises: AlreadyImported; AnotherRuns; ChangedMeanwhile; MistakesLeft unless rows with
        mistakes are to be left out.
        """
        if read.checked.mistakes and not skip_mistakes:
            raise MistakesLeft(read.checked.mistakes)
        self._claim()
        # What was loaded before the file was read may be old by now.
        db.session.refresh(self)
        place = self.round.municipality
        db.session.refresh(place)
        if (self.plan, place.map_version) != (file.choosing({}, False).plan, file.map_version):
            raise ChangedMeanwhile
        chosen = {str(number): taken for number, taken in file.plan.rows.items()}
        self.mapping = self.mapping | {"rows": chosen, "others_too": file.plan.others_too}
        self.total, self.rows = len(read.fresh), 0

    def store(self, rows: list[Complaint], entries: list[str], after: int) -> None:
        """Make issues of some rows in order; after: the number of the last row stored before.

        Args: entries: what search keeps for each row. Raises: AlreadyImported when somebody else
        has stored them.
        """
        changed = {"rows": IssueImport.rows + len(rows), "stored_row": rows[-1].number}
        self._change(IssueImport.stored_row == after, beat_at=now(), **changed)
        store_rows(self.round_id, self.id, rows, entries)

    def finish(self, read: ReadFile) -> None:
        """All rows are stored: the file goes, and what became no issue is noted.

        Raises: AlreadyImported.
        """
        mistakes = [
            {"field": m.field, "why": m.why, "value": m.value, "number": m.number}
            for m in read.checked.mistakes
        ]
        outcome = {"left_out": [asdict(row) for row in read.left_out], "mistakes": mistakes}
        self._change(imported_at=now(), data=None, outcome=outcome)

    def noted(self) -> tuple[list[LeftOut], list[RowMistake]]:
        """The rows that became no issue when the file was imported."""
        outcome = self.outcome or {"left_out": [], "mistakes": []}
        return (
            [LeftOut(**row) for row in outcome["left_out"]],
            [RowMistake(**row) for row in outcome["mistakes"]],
        )

    def drop(self) -> None:
        """Forget a file whose import was not started. Raises: AlreadyImported."""
        here = (IssueImport.id == self.id, IssueImport.started_at.is_(None))
        dropped = db.session.execute(
            delete(IssueImport).where(*here, IssueImport.imported_at.is_(None))
        )
        if not dropped.rowcount:
            raise AlreadyImported

    @classmethod
    def unfinished(cls) -> list[int]:
        """Ids of imports that were started and not finished."""
        query = select(cls.id).where(cls.started_at.is_not(None), cls.imported_at.is_(None))
        return list(db.session.scalars(query.order_by(cls.id)))

    def _claim(self):
        times = {"started_at": now(), "beat_at": now()}
        try:
            self._change(IssueImport.started_at.is_(None), **times)
        except IntegrityError as running:
            raise AnotherRuns from running

    def _change(self, *conditions, **values):
        """One statement, so that of two who try only one does it. Raises: AlreadyImported."""
        here = (IssueImport.id == self.id, IssueImport.imported_at.is_(None), *conditions)
        query = update(IssueImport).where(*here).values(**values)
        changed = db.session.execute(query.execution_options(synchronize_session=False))
        if not changed.rowcount:
            raise AlreadyImported
        db.session.expire(self)
