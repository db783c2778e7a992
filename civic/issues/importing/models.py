"""IssueImport: a file of existing complaints on its way to becoming issues."""

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    String,
    and_,
    delete,
    false,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, lock, now, rows_changed
from civic.issues.importing import offering
from civic.issues.importing.complaint_file import ComplaintFile, ReadFile
from civic.issues.importing.held_file import HoldsFile
from civic.issues.importing.mapping import guess
from civic.issues.importing.reading.columns import is_known_name
from civic.issues.importing.reading.complaints import Complaint, RowMistake
from civic.issues.importing.reading.leftovers import LeftOut
from civic.issues.importing.reading.sheets import likeness
from civic.issues.importing.refusals import (
    AlreadyImported,
    AnotherRuns,
    ChoicesChanged,
    MistakesLeft,
)
from civic.issues.importing.storing import store_rows
from civic.issues.importing.undoable import Undoable
from civic.people.models import Person
from civic.places.tables import pack, read_grid
from civic.rounds.models import Round

LAPSE = timedelta(seconds=30)  # a worker unheard of for so long has died
KEPT = timedelta(days=14)  # a file that nobody imports: it holds people's own data
UNFINISHED = "started_at IS NOT NULL AND imported_at IS NULL"


class IssueImport(HoldsFile, Undoable, Model):
    """A file of existing complaints: kept while the planner maps columns, started, then imported.

    Once started its rows are stored in order, a few hundred at a time; whoever finds it unfinished
    goes on behind stored_row. It is a line of the office's log, and stays one when it is undone.
    """

    __table_args__ = (
        Index(
            "uq_issue_import_unfinished",
            "round_id",
            unique=True,
            sqlite_where=text(UNFINISHED),
            postgresql_where=text(UNFINISHED),
        ),
        Index("uq_issue_import_key", "planner_id", "request_key", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    planner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    filename: Mapped[str] = mapped_column(String(200))
    # The grid as civic/places/tables packs it; emptied once imported.
    data: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    # The file itself, while a workbook has other sheets to choose from; emptied with data.
    source: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    # columns, personal, categories, category_default, no_place, outside_is_no_place, sheet,
    # sheet_guessed (of several sheets nobody chose one yet),
    # header_row, header_lines, rows, others_too, unmasked, districts, answers, year, day_order:
    # see plan.
    mapping: Mapped[dict] = mapped_column(db.JSON, default=dict)
    rows: Mapped[int] = mapped_column(default=0)  # in the file; once started: issues made so far
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    request_key: Mapped[str | None] = mapped_column(String(64))
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    beat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # while rows are stored
    total: Mapped[int] = mapped_column(default=0)  # issues to be made
    stored_row: Mapped[int] = mapped_column(default=0)  # the number of the last row stored
    imported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Taken back: asked for, and done; undo_refused while its issues come back into the lists.
    undoing_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undo_refused: Mapped[bool] = mapped_column(default=False, server_default=false())
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # {left_out, mistakes}: the rows that became no issue, once imported.
    outcome: Mapped[dict | None] = deferred(mapped_column(db.JSON))

    round: Mapped[Round] = relationship()
    planner: Mapped[Person | None] = relationship(foreign_keys=[planner_id])
    undone_by: Mapped[Person | None] = relationship(foreign_keys=[undone_by_id])

    @classmethod
    def keep(
        cls,
        round: Round,
        planner: Person | None,
        filename: str,
        data: bytes,
        request_key: str | None = None,
    ):
        """Store an uploaded file with a guess of its columns; the same request again gives the
        stored one. Raises: UnreadableFile."""
        new = cls.of(round, planner, filename, data)
        new.request_key = request_key
        try:
            with db.session.begin_nested():
                db.session.add(new)
        except IntegrityError:
            key = {"planner_id": planner and planner.id, "request_key": request_key}
            sent = db.select(cls).filter_by(**key)
            return db.session.scalars(sent).one()
        return new

    @classmethod
    def of(cls, round: Round, planner: Person | None, filename: str, data: bytes, sheet: str = ""):
        """The same, not stored. sheet: its name or number. Raises: UnreadableFile."""
        grid = read_grid(data, sheet, likeness)
        table = grid.table(is_name=is_known_name)
        about_sheet = {"sheet": grid.sheet, "sheet_guessed": bool(grid.others and not sheet)}
        return cls(
            round_id=round.id,
            round=round,
            planner=planner,
            filename=filename[-200:],
            data=pack(grid),
            source=data if grid.others else None,
            rows=len(table.rows),
            mapping=guess(table) | about_sheet,
        )

    @property
    def is_storing(self) -> bool:
        return self.started_at is not None and self.imported_at is None

    @property
    def is_stuck(self) -> bool:
        """Nobody stores its rows any more, or takes them back, though some are left."""
        return self.is_under_way and self.beat_at is not None and self.beat_at < now() - LAPSE

    @property
    def is_under_way(self) -> bool:
        return self.is_storing or self.is_undoing

    def start(self, file: ComplaintFile, read: ReadFile, skip_mistakes: bool = False) -> None:
        """Decide that the rows become issues, as the file was read; store() follows.

        Raises: AlreadyImported; AnotherRuns; ChoicesChanged; MistakesLeft unless rows with
        mistakes are to be left out.
        """
        if read.checked.mistakes and not skip_mistakes:
            raise MistakesLeft(read.checked.mistakes)
        self._claim()
        # What was loaded before the file was read may be old by now.
        db.session.refresh(self)
        place = self.round.municipality
        db.session.refresh(place)
        if (self.plan, place.map_version) != (file.before_choosing().plan, file.map_version):
            raise ChoicesChanged
        chosen = {str(number): taken for number, taken in file.plan.rows.items()}
        self.mapping = self.mapping | {
            "rows": chosen,
            "others_too": file.plan.others_too,
            "unmasked": sorted(file.plan.unmasked),
            "districts": file.plan.districts,
            "answers": file.plan.answers,
            "year": file.plan.year,
            "day_order": file.plan.day_order,
        }
        self.total, self.rows = len(read.fresh), 0

    def store(
        self, rows: list[Complaint], entries: list[str], authors: list[str | None], after: int
    ) -> None:
        """Make issues of some rows in order; after: the number of the last row stored before.

        Args: entries, authors: what search keeps for each row, and of its author.
        Raises: AlreadyImported when somebody else has stored them.
        """
        changed = {"rows": IssueImport.rows + len(rows), "stored_row": rows[-1].number}
        self._change(IssueImport.stored_row == after, beat_at=now(), **changed)
        ids = store_rows(self.round_id, self.id, rows, entries, authors)
        rows_by_id = dict(zip(ids, rows, strict=True))
        answers = self.mapping.get("answers", {})
        offering.take(self.id, self.round.municipality, rows_by_id, answers)

    def finish(self, read: ReadFile) -> None:
        """All rows are stored: the file goes, and what became no issue is noted.

        Raises: AlreadyImported.
        """
        mistakes = [
            {"field": m.field, "why": m.why, "value": m.value, "number": m.number}
            for m in read.checked.mistakes
        ]
        outcome = {"left_out": [asdict(row) for row in read.left_out], "mistakes": mistakes}
        self._change(imported_at=now(), data=None, source=None, outcome=outcome)

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
        if not rows_changed(delete(IssueImport).where(*here, IssueImport.imported_at.is_(None))):
            raise AlreadyImported

    @classmethod
    def forget_old(cls) -> int:
        """Delete files that were uploaded KEPT ago and never imported; how many."""
        old = cls.created_at < now() - KEPT, cls.started_at.is_(None)
        return rows_changed(delete(cls).where(*old))

    @classmethod
    def unfinished(cls) -> list[int]:
        """Ids of imports that were started, or whose undo was, and not finished."""
        storing = and_(cls.started_at.is_not(None), cls.imported_at.is_(None))
        undoing = and_(cls.undoing_at.is_not(None), cls.undone_at.is_(None))
        query = select(cls.id).where(or_(storing, undoing))
        return list(db.session.scalars(query.order_by(cls.id)))

    def others_under_way(self) -> bool:
        here = IssueImport.round_id == self.round_id, IssueImport.id != self.id
        unfinished = select(IssueImport.id).where(*here, IssueImport.id.in_(self.unfinished()))
        return db.session.scalar(unfinished.limit(1)) is not None

    def _claim(self):
        lock(Round, [self.round_id])
        if self.others_under_way():
            raise AnotherRuns
        times = {"started_at": now(), "beat_at": now()}
        try:
            self._change(IssueImport.started_at.is_(None), **times)
        except IntegrityError as running:
            raise AnotherRuns from running

    def _change(self, *conditions, **values):
        """One statement, so that of two who try only one does it. Raises: AlreadyImported."""
        here = (IssueImport.id == self.id, IssueImport.imported_at.is_(None), *conditions)
        query = update(IssueImport).where(*here).values(**values)
        if not rows_changed(query.execution_options(synchronize_session=False)):
            raise AlreadyImported
        db.session.expire(self)
