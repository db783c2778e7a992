"""Piles of a round's listed reports, imported ones too, the largest first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, func, select

from civic.db import db
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.rounds.models import Round
from civic.triage.piles import finding
from civic.triage.piles.models import PilesFound, PileText
from civic.unchanged import WhileUnchanged

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


_few: WhileUnchanged[list[Pile]] = WhileUnchanged(20)


@dataclass(frozen=True)
class FoundPiles:
    """piles: as they are now. found_at: when they were found, of a round too large to find them
    while somebody waits: None when that is not done yet. at_once: they are those of this moment."""

    piles: list[Pile]
    found_at: datetime | None
    at_once: bool


def find_piles(round: Round) -> FoundPiles:
    if round.issues_count <= finding.FEW:
        return FoundPiles(_few.get(round.id, lambda: _sorted(_at_once(round))), None, True)
    found = PilesFound.of(round)
    return FoundPiles(_sorted(_kept(round)), found.found_at if found else None, False)


def _at_once(round: Round) -> list[Pile]:
    found = finding.find_at_once(round)
    texts = [Pile("text", ids) for ids in found.same_text]
    return texts + [Pile("ask", ids) for ids in found.same_ask]


def _kept(round: Round) -> list[Pile]:
    """What was found, without what was merged or hidden since."""
    query = select(PileText.pile_id, PileText.why, PileText.issue_id)
    query = query.join(Issue, Issue.id == PileText.issue_id)
    query = query.where(PileText.round_id == round.id, Issue.listed).order_by(PileText.issue_id)
    members = defaultdict(list)
    for pile_id, why, issue_id in db.session.execute(query):
        members[why, pile_id].append(issue_id)
    return [Pile(why, tuple(ids)) for (why, _), ids in members.items() if len(ids) > 1]


def _sorted(found: list[Pile]) -> list[Pile]:
    return sorted(found, key=lambda pile: (-len(pile.issue_ids), pile.key))


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
