"""Which issues one may be a duplicate of, for the planner who merges."""

import re

from sqlalchemy import or_, select
from sqlalchemy.orm import defer

from civic.db import db
from civic.issues import receipt_numbers
from civic.issues.duplicates.likeness import words_alike
from civic.issues.listing import search_index
from civic.issues.models import Issue, ids_of_receipt

MOST = 8
CANDIDATES = 60
# A planner is shown more than a resident is: from here, titles share a word or two.
LIKE_TITLE = 0.35
NUMBER = re.compile(r"\d{1,7}")


def find_targets(issue: Issue, q: str = "") -> list[Issue]:
    """Listed issues of the round to merge this one into, the likeliest first.

    q: a receipt number (2026-0012 or 12) or words; empty: the issue's own title.
    """
    wanted = q.strip() or issue.title
    wants = _wanted(issue.round_id, wanted)
    if not wants:
        return []
    query = select(Issue).options(defer(Issue.body)).limit(CANDIDATES + 1)
    candidates = db.session.scalars(
        query.where(
            Issue.round_id == issue.round_id, Issue.listed, Issue.id != issue.id, or_(*wants)
        )
    )
    alike = {one: words_alike(wanted, one.title) for one in candidates}
    likely = [one for one in alike if q.strip() or alike[one] >= LIKE_TITLE]
    return sorted(likely, key=lambda one: (-alike[one], one.id))[:MOST]


def _wanted(round_id: int, words: str) -> list:
    """Conditions: by receipt number, or its number alone, else what shares words."""
    if receipt := receipt_numbers.read(words):
        return [Issue.id.in_(ids_of_receipt(receipt, round_id))]
    if NUMBER.fullmatch(words):
        return [Issue.receipt == int(words)]
    closest = search_index.closest(words, round_id, CANDIDATES)
    return [] if closest is None else [Issue.id.in_(closest)]
