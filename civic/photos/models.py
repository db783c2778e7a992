"""Photo: a stored picture in two sizes. What it belongs to is the business of later features."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import UtcDateTime, db, now


class Photo(db.Model):
    """Files `<key>.jpg` (≤ 1600 px) and `<key>-s.jpg` (≤ 320 px) in the photo store."""

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    uploader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    upload_key: Mapped[str | None] = mapped_column(String(64), index=True)  # browser that sent it
    attached_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # empty: not part of anything
    # Where the camera says it was taken: shown to the uploader only, emptied once attached.
    suggested_lat: Mapped[float | None]
    suggested_lon: Mapped[float | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
