"""IssueImport: a file of existing complaints on its way to becoming issues."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, delete, insert, select, update
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from civic.db import UtcDateTime, db, lock, now
from civic.issues import search_index
from civic.issues.cells import add_to_cells
from civic.issues.import_columns import guess_mapping
from civic.issues.import_sheet import Read, Sheet
from civic.issues.importing import Checked, Complaint, Place, Plan
from civic.issues.models import Issue
from civic.kept_counts import recount
from civic.people.models import Person
from civic.places.tables import Table, pack, read_table, unpack
from civic.rounds.models import Round

CHUNK = 1000


class AlreadyImported(Exception):
    """This file was imported before, or just now by somebody else."""


class MistakesLeft(Exception):
    """Some rows have mistakes, and leaving them out was not asked for. Nothing was stored."""

    def __init__(self, checked: Checked):
        super().__init__(len(checked.mistakes))
        self.checked = checked


class ChangedMeanwhile(Exception):
    """The columns chosen or the boundaries changed while the file was read. Nothing was stored."""


class IssueImport(db.Model):
    """A file of existing complaints: kept while the planner maps columns, then done or dropped."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    planner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    filename: Mapped[str] = mapped_column(String(200))
    # The table as civic/places/tables.py packs it; emptied once imported.
    data: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    # columns, categories, category_default, no_place, outside_is_no_place: see plan.
    mapping: Mapped[dict] = mapped_column(db.JSON, default=dict)
    rows: Mapped[int] = mapped_column(default=0)  # in the file; once imported: issues made
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    imported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    round: Mapped[Round] = relationship()
    planner: Mapped[Person | None] = relationship()

    @classmethod
    def keep(cls, round: Round, planner: Person | None, filename: str, data: bytes):
        """Store an uploaded file with a guess of its columns. Raises: UnreadableFile."""
        table = read_table(data)
        kept = cls(
            round=round,
            planner=planner,
            filename=filename[-200:],
            data=pack(table),
            rows=len(table.rows),
            mapping={"columns": guess_mapping(table.header)},
        )
        db.session.add(kept)
        return kept

    def table(self) -> Table:
        """Raises: AlreadyImported; the file is not kept after that."""
        if self.data is None:
            raise AlreadyImported
        return unpack(self.data)

    @property
    def plan(self) -> Plan:
        said = self.mapping
        return Plan(
            mapping=said.get("columns", {}),
            categories=said.get("categories", {}),
            category_default=said.get("category_default", "other"),
            no_place=frozenset((lat, lon) for lat, lon in said.get("no_place", [])),
            outside_is_no_place=said.get("outside_is_no_place", False),
        )

    def sheet(self) -> Sheet:
        """The file, and all that reading it takes. Raises: AlreadyImported."""
        if self.data is None:
            raise AlreadyImported
        place = self.round.municipality
        return Sheet(
            data=self.data,
            plan=self.plan,
            place=_place(place),
            names=place.district_names(),
            map_version=place.map_version,
            round_id=self.round_id,
        )

    def check(self) -> Checked:
        """Read every row as planned; nothing is stored. Raises: AlreadyImported."""
        return self.sheet().check()

    def preview(self) -> tuple[Checked, int]:
        """What run() would find: the rows read, and how many of them would become issues."""
        checked = self.check()
        return checked, len(self._not_here_yet(checked.complaints))

    def run(self, skip_mistakes: bool = False) -> tuple[int, int]:
        """Read the file and store() it."""
        return self.store(self.sheet().read(), skip_mistakes)

    def store(self, read: Read, skip_mistakes: bool = False) -> tuple[int, int]:
        """Make an issue of every row, or none: (issues made, rows that were here already).

        Raises: AlreadyImported; ChangedMeanwhile; MistakesLeft unless rows with mistakes are to be
        left out.
        """
        checked, sheet = read.checked, read.sheet
        if checked.mistakes and not skip_mistakes:
            raise MistakesLeft(checked)
        self._claim()
        if (self.plan, self.round.municipality.map_version) != (sheet.plan, sheet.map_version):
            raise ChangedMeanwhile
        # Taking the round's row first keeps two imports from storing the same complaint.
        lock(Round, [self.round_id])
        fresh = self._not_here_yet(checked.complaints)
        if fresh:
            _store(self, fresh)
            _index(self, fresh, read.entries)
        self.data, self.rows = None, len(fresh)
        return len(fresh), len(checked.complaints) - len(fresh) + checked.same

    def drop(self) -> None:
        """Forget a file that was not imported. Raises: AlreadyImported."""
        gone = db.session.execute(
            delete(IssueImport).where(IssueImport.id == self.id, IssueImport.imported_at.is_(None))
        )
        if not gone.rowcount:
            raise AlreadyImported

    def _claim(self):
        claimed = db.session.execute(
            update(IssueImport)
            .where(IssueImport.id == self.id, IssueImport.imported_at.is_(None))
            .values(imported_at=now())
        )
        if not claimed.rowcount:
            raise AlreadyImported

    def _not_here_yet(self, complaints: list[Complaint]) -> list[Complaint]:
        ids = select(Issue.external_id).where(
            Issue.round_id == self.round_id, Issue.external_id.is_not(None)
        )
        here = set(db.session.scalars(ids))
        return [complaint for complaint in complaints if complaint.external_id not in here]


def _place(municipality) -> Place:
    districts = {}
    for district in municipality.districts:
        districts |= {district.name: district.id, district.code: district.id}
    return Place(districts, municipality.finder().find)


def _store(issue_import: IssueImport, complaints: list[Complaint]) -> None:
    """Insert in chunks, numbered on from the round's last receipt, and count them."""
    first = db.session.scalar(
        update(Round)
        .where(Round.id == issue_import.round_id)
        .values(next_receipt=Round.next_receipt + len(complaints))
        .returning(Round.next_receipt - len(complaints))
        .execution_options(synchronize_session=False)
    )
    db.session.expire(issue_import.round, ["next_receipt"])
    shared = {"round_id": issue_import.round_id, "import_id": issue_import.id}
    rows = [
        {
            **shared,
            "receipt": receipt,
            "title": complaint.title,
            "body": complaint.body,
            "category": complaint.category,
            "district_id": complaint.district_id,
            "place": complaint.place,
            "lat": complaint.lat,
            "lon": complaint.lon,
            "offline_supports": complaint.supports,
            "supports_count": complaint.supports,
            "external_id": complaint.external_id,
            "created_at": complaint.created_at,
        }
        for receipt, complaint in enumerate(complaints, first)
    ]
    for start in range(0, len(rows), CHUNK):
        db.session.execute(insert(Issue.__table__), rows[start : start + CHUNK])
    recount(Round.issues_count, issue_import.round_id)


def _index(issue_import: IssueImport, complaints: list[Complaint], entries: dict[str, str]) -> None:
    """Let search and map find the issues just stored."""
    stored = select(Issue.id, Issue.external_id).where(Issue.import_id == issue_import.id)
    search_index.add_many(
        [(issue_id, entries[key]) for issue_id, key in db.session.execute(stored)]
    )
    places = [(c.lat, c.lon) for c in complaints if c.lat is not None]
    add_to_cells(issue_import.round_id, places)
