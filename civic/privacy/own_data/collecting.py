"""All rows that are a person's own, table by table, and the photos they sent.

Which rows these are follows from the tables' keys to a person, so that a new table is never
forgotten; secrets that are of no use to anybody but the program are left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Column, Table, or_, select

from civic.db import db
from civic.people.models import Person
from civic.photos.models import Photo
from civic.privacy.own_data.labels import TABLES

# Columns that say whose a row is; others that name a person say who handled it for the office.
OWN = ("person_id", "author_id", "reporter_id", "proposer_id", "uploader_id")
# What opens doors, or is of the program alone.
SECRET = frozenset(
    {"token_hash", "passphrase_hash", "salt", "endpoint", "p256dh", "auth", "upload_key", "sha256"}
    | {"visitor_mark", "code_hash", "sealed", "last_step", "hash_before", "hash"}
    | {"credential_id", "public_key", "sign_count", "last_challenge"}
    | {"request_key", "suggested_lat", "suggested_lon", "office_revision", "office_by_id"}
)


# Tables of parts: the column by which a row is of a row that is somebody's own.
PARTS = {"survey_value": "answer_id"}


@dataclass(frozen=True)
class OwnTable:
    """name: the table's. rows: column → value, as they can be written as JSON."""

    name: str
    rows: list[Mapping[str, object]]

    @property
    def words(self):
        return TABLES[self.name]


def own_rows(person: Person) -> Iterator[OwnTable]:
    """What is stored of a person, themselves first; tables without a row are left out."""
    yield OwnTable("person", _rows(Person.__table__, Person.id == person.id))
    for table, columns in own_tables().items():
        mine = or_(*(column == person.id for column in columns))
        if rows := _rows(table, mine):
            yield OwnTable(table.name, rows)
    for table, part_of in own_parts().items():
        (key,) = part_of.foreign_keys
        whole = key.column.table
        mine = or_(*(column == person.id for column in own_tables()[whole]))
        if rows := _rows(table, part_of.in_(select(key.column).where(mine))):
            yield OwnTable(table.name, rows)


def own_tables() -> dict[Table, list[Column]]:
    """Each table with rows that are somebody's own → the columns that say whose."""
    tables: dict[Table, list[Column]] = {}
    for table in db.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "person" and key.parent.name in OWN:
                tables.setdefault(table, []).append(key.parent)
    return tables


def own_parts() -> dict[Table, Column]:
    """Each table of PARTS → its column."""
    tables = db.metadata.tables
    return {tables[name]: tables[name].columns[column] for name, column in PARTS.items()}


def own_photos(person: Person) -> list[Photo]:
    """Those that are part of something, as the public sees them."""
    mine = db.select(Photo).where(Photo.uploader_id == person.id, Photo.attached_at.is_not(None))
    return list(db.session.scalars(mine.order_by(Photo.id)))


def _rows(table, condition) -> list[Mapping[str, object]]:
    columns = [column for column in table.columns if column.name not in SECRET]
    order = list(table.primary_key.columns)
    rows = db.session.execute(select(*columns).where(condition).order_by(*order)).mappings()
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value):
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if not isinstance(value, bytes) else None
