"""A mark of all that a round's zip tells, by which one that was made is known to be current."""

import hashlib

import msgspec
from sqlalchemy import Select, func, select

from civic.db import db
from civic.issues.correction import IssueCorrection
from civic.issues.models import Issue
from civic.open_data.api import resources
from civic.open_data.api.bundle import TABLES
from civic.open_data.api.tables import columns
from civic.people.masked_words import MaskedWords
from civic.places.models import District
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.votes.seal.publication import Publication


def mark_of(round: Round) -> str:
    """The same again only if a bundle would tell the same: of the reports how many there are,
    which, and when one was changed last; of all else, the words and numbers themselves. Behind the
    dash stands what was taken from sight."""
    issues = select(func.count(), func.sum(Issue.id), func.max(Issue.updated_at))
    issues = issues.where(Issue.round_id == round.id, Issue.listed)
    names = select(District.code, District.name).filter_by(municipality_id=round.municipality_id)
    whole = (
        [columns(shape) for shape in TABLES.values()],
        [str(value) for value in db.session.execute(issues).one()],
        sorted(map(tuple, db.session.execute(names))),
        [(file.name, file.size) for file in Publication.of(round).values()],
        [resources.describe_round(round), resources.list_solutions(round), resources.result(round)],
        [resources.targets(round), resources.surveys(round), resources.panel(round)],
        [(file.name, file.size) for file in resources.panel_files(round)],
        resources.participation(round),
    )
    content = msgspec.json.encode(_without_addresses(msgspec.to_builtins(whole)))
    return f"{hashlib.sha256(content).hexdigest()[:47]}-{_taken_from_sight(round)}"


def _taken_from_sight(round: Round) -> str:
    """A mark of what was hidden, corrected and masked: 16 letters."""
    mine = (IssueCorrection.issue_id == Issue.id, Issue.round_id == round.id)
    counts = (
        *_hidden(Issue, round),
        *_hidden(Solution, round),
        select(func.count(IssueCorrection.id)).where(*mine),
        select(func.count(MaskedWords.id)),
    )
    numbers = [str(db.session.scalar(count)) for count in counts]
    return hashlib.sha256(" ".join(numbers).encode()).hexdigest()[:16]


def _hidden(model: type[Issue] | type[Solution], round: Round) -> tuple[Select, Select]:
    hidden = (model.round_id == round.id, model.hidden_at.is_not(None))
    return select(func.count(model.id)).where(*hidden), select(func.sum(model.id)).where(*hidden)


def _without_addresses(value):
    """The same without url: a worker asks under another name than a reader does."""
    if isinstance(value, dict):
        kept = {name: each for name, each in value.items() if name != "url"}
        return {name: _without_addresses(each) for name, each in kept.items()}
    return [*map(_without_addresses, value)] if isinstance(value, list | tuple) else value
