"""What was done at a round's meetings, in numbers that may be published."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from civic.db import db, now
from civic.disclosure_control import LEAST
from civic.issues.heard import HeardSupport
from civic.issues.models import Issue
from civic.meetings.attendance import shown_sum, shown_totals
from civic.meetings.head_counts import HeadCount
from civic.meetings.models import Meeting
from civic.rounds.models import Round


@dataclass(frozen=True)
class MeetingFigures:
    """held: meetings that began and were not called off. people: how many came, counted at each;
    by_meeting: of each; None where hidden. reports: shown ones heard there; supports: people who
    said the same as a shown report, beside whoever said it first."""

    held: int
    people: int | None
    reports: int
    supports: int
    by_meeting: dict[int, int | None]
    least: int = LEAST

    def as_json(self) -> dict:
        """Without ids, which are nobody's business."""
        values = asdict(self)
        del values["by_meeting"]
        return values


def figures_of(round: Round) -> MeetingFigures:
    ids = _held(round)
    counted = select(HeadCount.meeting_id, func.sum(HeadCount.people)).group_by(
        HeadCount.meeting_id
    )
    noted = dict(
        db.session.execute(counted.where(HeadCount.meeting_id.in_(ids))).all() if ids else ()
    )
    people = {id: int(noted.get(id, 0)) for id in ids}
    shown = Issue.hidden_at.is_(None)
    # By the meetings, of which there are few: a round may have many thousand issues.
    here = select(Meeting.id).where(Meeting.round_id == round.id)
    heard = select(func.count()).where(Issue.meeting_id.in_(here), shown)
    same = select(func.coalesce(func.sum(HeardSupport.people), 0)).join(Issue).where(shown)
    same = same.where(HeardSupport.meeting_id.in_(here))
    both = select(heard.scalar_subquery(), same.scalar_subquery())
    reports, supports = db.session.execute(both).one()
    return MeetingFigures(
        held=len(ids),
        people=shown_sum(people),
        reports=reports,
        supports=int(supports),
        by_meeting=shown_totals(people),
    )


def _held(round: Round) -> list[int]:
    """Ids of the meetings that began and were not called off, the first first."""
    here = (Meeting.round_id == round.id, Meeting.cancelled_at.is_(None))
    query = select(Meeting.id).where(*here, Meeting.starts_at <= now())
    return list(db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)))


def meetings_of(round: Round) -> Sequence[Meeting]:
    """All of a round, the latest first."""
    query = select(Meeting).filter_by(round_id=round.id)
    return db.session.scalars(query.order_by(Meeting.starts_at.desc(), Meeting.id.desc())).all()
