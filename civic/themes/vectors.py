"""IssueVector: what a text means, as numbers, and its nouns, kept so that each is read once."""

import hashlib

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, db, insert
from civic.issues.models import Issue


def text_key(engine: str, title: str, body: str) -> str:
    """A short digest of a text and of what made its vector: another one is asked for anew."""
    content = repr((engine, title, body))
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:24]


class IssueVector(Model):
    """384 numbers of 16 bits for one report, and the nouns of its title and body; text_key says of
    which words, by which engines. Without a model for vectors it is empty."""

    __table_args__ = {"info": {"goes_with_issue": True}}

    issue_id: Mapped[int] = mapped_column(
        ForeignKey("issue.id", ondelete="CASCADE"), primary_key=True
    )
    text_key: Mapped[str] = mapped_column(String(24))
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    nouns: Mapped[list] = mapped_column(db.JSON)


def store(rows: list[dict]) -> None:
    """Keep vectors, in place of older ones of the same reports. rows: of the columns."""
    if rows:
        statement = insert(IssueVector).values(rows)
        anew = {name: statement.excluded[name] for name in ("text_key", "vector", "nouns")}
        db.session.execute(statement.on_conflict_do_update(index_elements=["issue_id"], set_=anew))


def vectors_of(round_id: int) -> dict[int, IssueVector]:
    """Report → what was read of it, of a round's listed reports."""
    query = select(IssueVector).join(Issue, Issue.id == IssueVector.issue_id)
    rows = db.session.scalars(query.where(Issue.round_id == round_id, Issue.listed))
    return {row.issue_id: row for row in rows}
