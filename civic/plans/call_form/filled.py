"""Files made of a call's form, each with what was put in and its receipt."""

import hashlib
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, lock, now
from civic.people.models import Person
from civic.plans.call_form.models import CallForm
from civic.plans.models import Plan, Snapshot


class FilledForm(Model):
    """The file made of a form and a snapshot; made again, it takes the earlier one's place.

    mapping: what was put in and of what, so that it can be made again (filling.py); receipt: as
    call_forms.fill.Receipt. Both zlib of JSON.
    """

    __table_args__ = (UniqueConstraint("snapshot_id", "form_id", "format"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    form_id: Mapped[int] = mapped_column(ForeignKey("call_form.id"), index=True)
    format: Mapped[str] = mapped_column(String(5))
    made_of: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    mapping: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    receipt: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    form: Mapped[CallForm] = relationship()
    snapshot: Mapped[Snapshot] = relationship()
    made_by: Mapped[Person | None] = relationship()

    @classmethod
    def keep(cls, snapshot: Snapshot, form: CallForm, format: str, **columns) -> "FilledForm":
        key = {"snapshot_id": snapshot.id, "form_id": form.id, "format": format}
        lock(Plan, [snapshot.plan_id])
        row = db.session.scalar(db.select(cls).filter_by(**key)) or cls(**key)
        for name, value in (columns | {"made_at": now()}).items():
            setattr(row, name, value)
        row.sha256 = hashlib.sha256(row.content).hexdigest()
        db.session.add(row)
        db.session.flush()
        return row

    @classmethod
    def of(cls, snapshot: Snapshot) -> list["FilledForm"]:
        query = db.select(cls).filter_by(snapshot_id=snapshot.id)
        return list(db.session.scalars(query.order_by(cls.form_id, cls.format)))
