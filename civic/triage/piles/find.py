"""Piles of a round's listed reports, imported ones too, the largest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, func, select

from civic.db import db
from civic.grouping import Text
from civic.grouping.duplicates import Duplicates
from civic.grouping.duplicates import duplicates as near_duplicates
from civic.grouping.texts import squeezed
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.rounds.models import Round
from civic.themes.vectors import IssueVector, vectors_of
from civic.triage.piles.duplicates import duplicates

SHOWN = (
    *(Issue.id, Issue.receipt, Issue.created_at, Issue.title, Issue.body, Issue.district_id),
    *(Issue.supports_count, Issue.offline_supports, Issue.reporter_id, Issue.import_id),
)
# A shorter title says too little for other words below it to be the same: 동의합니다.
TELLING_TITLE = 8
# Comparing each with each takes 1.6 s of CPU for 1,500 texts; more are compared by letters alone.
MOST_BY_WORDS = 4_000
MOST_ROUNDS = 50


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


# Round → (report → a number of what it said, what was near by words then). A report that is merged
# or hidden since only leaves its pile, so that merging pile after pile compares nothing anew.
_near: dict[int, tuple[dict[int, int], Duplicates]] = {}


def piles(round: Round) -> list[Pile]:
    """The surest first where a report is in two; no report is."""
    columns = Issue.id, Issue.title, Issue.body, Issue.reporter_id, IssueVector.text_key
    query = select(*columns).outerjoin(IssueVector, IssueVector.issue_id == Issue.id)
    query = query.where(Issue.round_id == round.id, Issue.listed).order_by(Issue.id)
    rows = db.session.execute(query).all()
    texts = [Text(row.id, row.title, row.body, str(row.reporter_id or "")) for row in rows]
    by_letters = duplicates(texts)
    by_words = _by_words(round, texts, {row.id: hash(tuple(row)) for row in rows})
    titles = {text.number: squeezed(text.title) for text in texts}
    telling = [ids for ids in by_letters.same_ask if len(titles[ids[0]]) >= TELLING_TITLE]
    found = [Pile("text", ids) for ids in (*by_letters.same_text, *by_words.same_text)]
    found += [Pile("ask", ids) for ids in (*by_words.same_ask, *telling)]
    return sorted(_apart(found, set(titles)), key=lambda pile: (-len(pile.issue_ids), pile.key))


def _apart(found: list[Pile], free: set[int]) -> Iterator[Pile]:
    """Each report in one pile alone. free: those that are listed."""
    for pile in found:
        ids = tuple(id for id in pile.issue_ids if id in free)
        if len(ids) > 1:
            free.difference_update(ids)
            yield Pile(pile.why, ids)


def _by_words(round: Round, texts: list[Text], said: dict[int, int]) -> Duplicates:
    """What is near in words and meaning, of the texts that the worker has read."""
    kept = _near.get(round.id)
    if kept is not None and said.items() <= kept[0].items():
        return kept[1]
    read = vectors_of(round.id) if len(texts) <= MOST_BY_WORDS else {}
    known = [text for text in texts if text.number in read]
    vectors = [read[text.number].vector for text in known]
    both = [read[text.number].nouns for text in known]
    nouns = [(title, body) for title, body in both]
    found = near_duplicates(known, nouns, vectors if any(vectors) else None)
    _near[round.id] = said, found
    while len(_near) > MOST_ROUNDS:
        del _near[next(iter(_near))]
    return found


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
