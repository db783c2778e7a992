"""Piles of a round's listed reports, imported ones too, the largest first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from civic.db import db
from civic.issues.heard import HeardSupport
from civic.issues.models import Issue
from civic.issues.support import GIVEN_THERE, Support
from civic.people.office import residents_only
from civic.rounds.models import Round
from civic.rounds.residents import counted
from civic.triage.piles import finding
from civic.triage.piles.models import PilesFound, PileText
from civic.unchanged import WhileUnchanged

SHOWN = (
    *(Issue.id, Issue.receipt, Issue.created_at, Issue.title, Issue.body, Issue.district_id),
    *(Issue.supports_count, Issue.import_id),
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
    """A pile with its reports. people: residents who reported or support any of them, or of what
    was merged into them, each once. nameless: supports on paper, from files and at meetings.
    imported: reports from files, of nobody's account; authors: who wrote those of which it is
    known, each once, also what was merged before."""

    pile: Pile
    issues: Sequence[Row]
    people: int
    nameless: int
    imported: int
    authors: int


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
    last = PilesFound.of(round)
    return FoundPiles(_sorted(_kept(round)), last.found_at if last else None, False)


def _at_once(round: Round) -> list[Pile]:
    piles = finding.find_at_once(round)
    texts = [Pile("text", ids) for ids in piles.same_text]
    return texts + [Pile("ask", ids) for ids in piles.same_ask]


def _kept(round: Round) -> list[Pile]:
    """What was found, without what was merged or hidden since."""
    query = select(PileText.pile_id, PileText.why, PileText.issue_id)
    query = query.join(Issue, Issue.id == PileText.issue_id)
    query = query.where(PileText.round_id == round.id, Issue.listed).order_by(PileText.issue_id)
    members = defaultdict(list)
    for pile_id, why, issue_id in db.session.execute(query):
        members[why, pile_id].append(issue_id)
    return [Pile(why, tuple(ids)) for (why, _), ids in members.items() if len(ids) > 1]


def _sorted(piles: list[Pile]) -> list[Pile]:
    return sorted(piles, key=lambda pile: (-len(pile.issue_ids), pile.key))


def shown(pile: Pile, round: Round) -> ShownPile:
    query = select(*SHOWN).where(Issue.id.in_(pile.issue_ids)).order_by(Issue.id)
    issues = db.session.execute(query).all()
    ids = _with_merged(pile.issue_ids)
    supporters = select(Support.person_id).where(
        Support.issue_id.in_(ids), GIVEN_THERE, counted(Support.person_id, round.id)
    )
    reporters = select(Issue.reporter_id).where(Issue.id.in_(ids), Issue.reporter_id.is_not(None))
    person = supporters.union(reporters).subquery().c[0]
    people = select(func.count(person)).where(
        residents_only(person, round.municipality_id, round.id)
    )
    authors = func.count(Issue.author_key.distinct())
    of_files = select(func.sum(Issue.offline_supports), authors).where(Issue.id.in_(ids))
    heard = select(func.sum(HeardSupport.people)).where(HeardSupport.issue_id.in_(ids))
    by_name, at_meetings = (int(db.session.scalar(each) or 0) for each in (people, heard))
    on_paper, written_by = db.session.execute(of_files).one()
    imported = sum(row.import_id is not None for row in issues)
    return ShownPile(pile, issues, by_name, on_paper + at_meetings, imported, written_by)


def _with_merged(ids: Sequence[int]) -> Select:
    """A select of the ids of these reports and of what was merged into them, over however many
    steps, and is not hidden."""
    merged = aliased(Issue)
    known = select(Issue.id).where(Issue.id.in_(ids)).cte(recursive=True)
    more = select(merged.id).where(merged.merged_into_id == known.c.id, merged.hidden_at.is_(None))
    return select(known.union(more).c.id)
