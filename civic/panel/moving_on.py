"""What a panel does by itself: its list is published, and who does not answer is let go."""

from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from civic.db import db, now
from civic.panel.applicants import PanelDeparture, PanelInvitation
from civic.panel.models import Panel


def move_on() -> None:
    """Commits panel by panel; may be done again at any time."""
    for panel in _ended(timedelta()):
        panel.close()
        db.session.commit()
    for panel in _unanswered(timedelta()):
        panel.let_go_unanswered()
        db.session.commit()


def overdue(grace: timedelta) -> list[tuple[Panel, datetime]]:
    """Panels whose list should have been published, or a seat passed on, longer ago than grace,
    and since when."""
    listed = [(panel, panel.applies_until) for panel in _ended(grace)]
    return listed + [(panel, _first_unanswered(panel)) for panel in _unanswered(grace)]


def _ended(grace: timedelta):
    open_still = Panel.announced_at.is_not(None), Panel.closed_at.is_(None)
    query = select(Panel).where(*open_still, Panel.applies_until <= now() - grace)
    return db.session.scalars(query.order_by(Panel.id)).all()


def _unanswered(grace: timedelta):
    late = _waiting(PanelInvitation.panel_id).where(PanelInvitation.answer_by <= now() - grace)
    return db.session.scalars(select(Panel).where(Panel.id.in_(late)).order_by(Panel.id)).all()


def _first_unanswered(panel: Panel) -> datetime:
    first = _waiting(func.min(PanelInvitation.answer_by))
    return db.session.scalars(first.where(PanelInvitation.panel_id == panel.id)).one()


def _waiting(column) -> Select:
    """Of invitations that were neither answered nor passed on."""
    gone = PanelDeparture.applicant_id == PanelInvitation.applicant_id
    waiting = select(column).select_from(PanelInvitation).outerjoin(PanelDeparture, gone)
    return waiting.where(PanelDeparture.id.is_(None), PanelInvitation.accepted_at.is_(None))
