"""Reports that came after the themes were made fall into them, with the reason kept to be shown.

What a person placed is never touched, nor what was there before the themes: that is a proposal's.
"""

from sqlalchemy import func, select

from civic import grouping
from civic.db import db, lock, one_moment
from civic.issues.models import Issue
from civic.rounds.models import Round
from civic.themes.models import Theme, arrange
from civic.themes.placements import Placement, placed
from civic.themes.reading import read_round
from civic.themes.vectors import IssueVector

MOST_AT_ONCE = 400  # texts read in one pass, so that other chores have their turn


def settle_arrivals() -> None:
    """Read new texts of every round, and place those that came after its themes. Commits."""
    for round_id in _rounds_with_unread():
        read_round(round_id, most=MOST_AT_ONCE)
    for round_id in _rounds_with_arrivals():
        place_arrivals(round_id)


def place_arrivals(round_id: int) -> None:
    """Place what came after the round's themes, as far as it is read. Commits."""
    read = read_round(round_id, most=MOST_AT_ONCE)
    with one_moment():
        arrived, groups = _arrived(round_id), _groups(round_id)
    ids = [text.number for text in read.texts if text.number in arrived]
    if not ids or not groups:
        return
    features = grouping.fit(read.texts, read.nouns, read.vectors)
    theme_ids = list(groups)
    _place(round_id, theme_ids, grouping.assign(features, list(groups.values()), ids))
    db.session.commit()


def _place(round_id: int, theme_ids: list[int], assigned: "list[grouping.Assigned]") -> None:
    """What fits none is noted as such, so that it is not tried again."""
    lock(Round, [round_id])
    alive = set(db.session.scalars(select(Theme.id).filter_by(round_id=round_id, gone_at=None)))
    still = _arrived(round_id)
    states = {}
    for one in assigned:
        theme = theme_ids[one.group] if one.group is not None else None
        if one.number in still and theme in {None, *alive}:
            states[one.number] = placed(theme, None, one.sure, one.words if theme else ())
    arrange(round_id, states)


def _rounds_with_unread() -> list[int]:
    unread = select(Issue.round_id).where(Issue.listed)
    unread = unread.where(Issue.id.not_in(select(IssueVector.issue_id))).distinct()
    ids = list(db.session.scalars(unread.order_by(Issue.round_id)))
    db.session.rollback()
    return ids


def _rounds_with_arrivals() -> list[int]:
    themes = select(Theme.round_id).filter_by(gone_at=None).distinct()
    ids = [id for id in db.session.scalars(themes.order_by(Theme.round_id)) if _arrived(id)]
    db.session.rollback()
    return ids


def _arrived(round_id: int) -> set[int]:
    """Listed reports newer than the round's first theme that nobody has placed."""
    first = select(func.min(Theme.arrivals_after)).filter_by(round_id=round_id, gone_at=None)
    query = select(Issue.id).outerjoin(Placement, Placement.issue_id == Issue.id)
    newer = (Issue.id > first.scalar_subquery(), Placement.issue_id.is_(None))
    return set(db.session.scalars(query.where(Issue.round_id == round_id, Issue.listed, *newer)))


def _groups(round_id: int) -> dict[int, list[int]]:
    """Theme → its listed reports, of those that have any."""
    query = select(Theme.id, Placement.issue_id).join_from(Placement, Theme).join(Placement.issue)
    here = (Theme.round_id == round_id, Theme.gone_at.is_(None), Issue.listed)
    groups: dict[int, list[int]] = {}
    for theme_id, issue_id in db.session.execute(query.where(*here).order_by(Placement.issue_id)):
        groups.setdefault(theme_id, []).append(issue_id)
    return groups
