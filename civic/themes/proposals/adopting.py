"""Taking over what a grouping proposes: all of it or single groups, never what a person placed."""

from sqlalchemy import select

from civic.db import db, hold, lock
from civic.issues.models import Issue
from civic.rounds.models import Round
from civic.themes import placements
from civic.themes.changes import Changes
from civic.themes.models import Theme, ThemeGone, arrange
from civic.themes.placements import Placement, placed
from civic.themes.proposals.comparison import GroupComparison, compare
from civic.themes.proposals.models import GroupingProposal


class ProposalClosed(Exception):
    """The proposal was adopted, dropped or replaced by a newer one meanwhile."""


def besides(proposal: GroupingProposal) -> list[GroupComparison]:
    """Each group beside today's themes."""
    here = select(Placement).join(Issue, Issue.id == Placement.issue_id)
    here = here.where(Placement.round_id == proposal.round_id, Issue.listed)
    columns = Placement.issue_id, Placement.theme_id, Placement.placed_by_id
    rows = db.session.execute(here.with_only_columns(*columns)).all()
    by_person = {row.issue_id for row in rows if row.placed_by_id is not None}
    themes = Theme.of(proposal.round)
    return compare(
        [group["issues"] for group in proposal.groups],
        {row.issue_id: row.theme_id for row in rows},
        by_person,
        {theme.id: theme.texts_count for theme in themes},
        {theme.id for theme in themes if theme.is_named},
    )


def adopt(proposal: GroupingProposal, number: int, into: int | None) -> tuple[Theme, Changes]:
    """One group becomes a theme, or part of one there is.

    Raises: ProposalClosed; ThemeGone; IndexError for no group of this number.
    """
    _hold(proposal)
    return _adopt(proposal, number, into)


def adopt_all(proposal: GroupingProposal) -> Changes:
    """Every group that was not adopted yet: as the theme it is like, else as a new one. Themes
    without a name that are left empty are gone. Raises: ProposalClosed."""
    _hold(proposal)
    changes = Changes()
    for number, beside in enumerate(besides(proposal)):
        if proposal.groups[number].get("taken") is None:
            changes |= _adopt(proposal, number, beside.like)[1]
    proposal.close()
    return changes | _clear_empty(proposal.round)


def _hold(proposal: GroupingProposal) -> None:
    lock(Round, [proposal.round_id])
    (held,) = hold(GroupingProposal, [proposal.id])
    if not held.is_open:
        raise ProposalClosed


def _adopt(proposal, number, into) -> tuple[Theme, Changes]:
    group = proposal.groups[number]
    theme, changes = _target(proposal.round, group, into)
    sure = set(group["sure"])
    before = placements.states_of(proposal.round_id, group["issues"])
    free = [id for id, state in before.items() if _may_move(state, theme.id)]
    texts = _texts(free)
    states = {
        id: placed(theme.id, None, id in sure, [w for w in group["words"] if w in texts[id]])
        for id in free
    }
    changes |= arrange(proposal.round_id, states, before)
    groups = [dict(each) for each in proposal.groups]
    groups[number]["taken"] = theme.id
    proposal.groups = groups
    db.session.flush()
    return theme, changes


def _target(round: Round, group: dict, into: int | None) -> tuple[Theme, Changes]:
    if into is None:
        return Theme.start(round, group["words"])
    theme = db.session.get(Theme, into)
    if theme is None or theme.round_id != round.id or theme.gone_at is not None:
        raise ThemeGone
    return theme, Changes()


def _may_move(state, theme_id: int) -> bool:
    return state is None or (state["by"] is None and state["theme"] != theme_id)


def _texts(ids) -> dict[int, str]:
    texts: dict[int, str] = {}
    for some in placements.parts(ids):
        rows = select(Issue.id, Issue.title, Issue.body).where(Issue.id.in_(some))
        texts |= {row.id: f"{row.title} {row.body}" for row in db.session.execute(rows)}
    return texts


def _clear_empty(round: Round) -> Changes:
    changes = Changes()
    for theme in Theme.of(round):
        filled = select(Placement.issue_id).filter_by(theme_id=theme.id).limit(1)
        if not theme.is_named and db.session.scalar(filled) is None:
            changes |= theme.dissolve()
    return changes
