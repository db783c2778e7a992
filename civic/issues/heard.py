"""모임에서 들은 것: people who said at a meeting what a report says, beside those in the app.

Which meeting it was is the business of civic/meetings; here are the rows that counts are made of.
"""

from typing import TYPE_CHECKING, cast

from sqlalchemy import ForeignKey, delete, update
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, db, insert
from civic.issues.support import Supportable

if TYPE_CHECKING:
    from civic.issues.models import Issue


class HeardSupport(Model):
    """So many people at one meeting have the problem of one issue; they have no names."""

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True, index=True)
    people: Mapped[int]


class HeardAtMeetings(Supportable):
    """An issue takes supports that were heard at meetings; of a merged one they move along."""

    if TYPE_CHECKING:
        meeting_id: int | None

    def hear(self, meeting_id: int, people: int) -> None:
        """Count people who said the same at a meeting, beside those heard there before.

        Raises: NotListed.
        """
        self.hold_listed()
        row = {"meeting_id": meeting_id, "issue_id": self.id}
        heard = insert(HeardSupport).values(**row, people=people)
        more = {"people": HeardSupport.people + heard.excluded.people}
        db.session.execute(heard.on_conflict_do_update(index_elements=list(row), set_=more))
        self.recount_supports(self.id)

    def unhear(self, meeting_id: int, people: int) -> None:
        """Count so many people of a meeting no more, here and in all that this is merged into."""
        counted = cast("Issue", self)
        chain = [counted.id]
        while counted.merged_into is not None:
            counted = counted.merged_into
            chain.append(counted.id)
        self.held(chain)
        row = HeardSupport.meeting_id == meeting_id, HeardSupport.issue_id == self.id
        db.session.execute(delete(HeardSupport).where(*row, HeardSupport.people <= people))
        fewer = update(HeardSupport).where(*row).values(people=HeardSupport.people - people)
        db.session.execute(fewer)
        self.recount_supports(*chain)
