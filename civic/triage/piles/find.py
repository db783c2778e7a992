"""Piles of a round's listed reports, imported ones too, the largest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, func, select

from civic.db import db
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.rounds.models import Round
from civic.triage.piles.duplicates import Text, duplicates

SHOWN = (
    *(Issue.id, Issue.receipt, Issue.created_at, Issue.title, Issue.body, Issue.district_id),
    *(Issue.supports_count, Issue.offline_supports, Issue.reporter_id, Issue.import_id),
)


@dataclass(frozen=True)
class Pile:
    """why: text | ask. issue_ids: in order of id, the first the oldest."""

    why: str
    issue_ids: tuple[int, ...]

    @property
    def key(self) -> int:
        return self.issue_ids[0]


@dataclass(frozen=True)
class ShownPile:
    """A pile with its reports. people: who reported or supports any of them, each once, and those
    who did on paper."""

    pile: Pile
    issues: Sequence[Row]
    people: int


def piles(round: Round) -> list[Pile]:
    columns = Issue.id, Issue.title, Issue.body
    query = select(*columns).where(Issue.round_id == round.id, Issue.listed).order_by(Issue.id)
    texts = [Text(id, title, body) for id, title, body in db.session.execute(query)]
    found = duplicates(texts)
    all_piles = [Pile("text", ids) for ids in found.same_text]
    all_piles += [Pile("ask", ids) for ids in found.same_ask]
    return sorted(all_piles, key=lambda pile: (-len(pile.issue_ids), pile.key))


def shown(pile: Pile) -> ShownPile:
    query = select(*SHOWN).where(Issue.id.in_(pile.issue_ids)).order_by(Issue.id)
    issues = db.session.execute(query).all()
    supporters = select(Support.person_id).where(Support.issue_id.in_(pile.issue_ids))
    reporters = select(Issue.reporter_id).where(
        Issue.id.in_(pile.issue_ids), Issue.reporter_id.is_not(None)
    )
    everybody = supporters.union(reporters).subquery()
    people = db.session.scalar(select(func.count()).select_from(everybody)) or 0
    return ShownPile(pile, issues, people + sum(row.offline_supports for row in issues))
