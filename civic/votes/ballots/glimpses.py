"""What a choice on the ballot looks like and where it would help, from the reports behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from civic.db import db
from civic.issues.models import Issue
from civic.languages.romanised import place_name
from civic.places.models import District
from civic.solutions.parts import SolutionDistrict, SolutionIssue
from civic.votes.ballots.frozen_ballot import BallotEntry


@dataclass(frozen=True)
class Glimpse:
    """cover_key: the photo of the most supported report behind it, or None. places: names of the
    districts it helps, none when all. is_near: the reader's own is among them."""

    cover_key: str | None = None
    places: tuple[str, ...] = ()
    is_near: bool = False


def glimpses(
    entries: Sequence[BallotEntry], home_id: int | None = None, language: str = "ko"
) -> dict[int, Glimpse]:
    """Solution id → its glimpse, in two statements. home_id: the district where the reader lives.
    language: of the places' names.

    What a planner hid shows neither photo nor place.
    """
    ids = [entry.id for entry in entries if not entry.hidden_at]
    covers, places = _covers(ids), _places(ids, language)
    return {
        id: Glimpse(
            covers.get(id),
            tuple(name for _place_id, name in places.get(id, ())),
            any(place_id == home_id for place_id, _name in places.get(id, ())),
        )
        for id in ids
    }


def _covers(ids):
    reports = (
        db.select(SolutionIssue.solution_id, Issue.cover_key)
        .join(Issue, Issue.id == SolutionIssue.issue_id)
        .where(SolutionIssue.solution_id.in_(ids), Issue.listed, Issue.cover_key.is_not(None))
        .order_by(Issue.supports_count, Issue.id.desc())
    )
    return dict(db.session.execute(reports).all())  # the last one of each stays


def _places(ids, language):
    places: dict[int, list[tuple[int, str]]] = {}
    rows = (
        db.select(SolutionDistrict.solution_id, District.id, District.name, District.name_en)
        .join(District, District.id == SolutionDistrict.district_id)
        .where(SolutionDistrict.solution_id.in_(ids))
        .order_by(District.name)
    )
    for row in db.session.execute(rows):
        places.setdefault(row.solution_id, []).append((row.id, place_name(row, language)))
    return places
