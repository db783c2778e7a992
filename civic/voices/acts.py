"""Who did something in a round that is not hidden: rows of people, never of what they chose."""

from collections import Counter

from sqlalchemy import func, select, union

from civic.db import SEOUL, db, now
from civic.issues.models import Issue, IssueComment, Support
from civic.people.models import Person, Residency
from civic.places.models import District
from civic.places.population import age_band
from civic.places.population_models import Population
from civic.rounds.models import Round
from civic.rounds.names import LEVEL_NAMES
from civic.solutions.models import Solution, SolutionComment
from civic.targets.models import Indicator, PointSpread, Preference
from civic.voices.reach import UNKNOWN, Participant, reach
from civic.votes.models import Participation
from civic.votes.suppression import few_hidden
from civic.votes.turnout import voters_by_level


def voices(round: Round) -> dict:
    """All that may be told of who took part: reach(), the voters by level and the source."""
    place = round.municipality
    districts = db.session.execute(
        select(District.id, District.code, District.name)
        .filter_by(municipality_id=place.id)
        .order_by(District.code)
    ).all()
    codes = {row.id: row.code for row in districts}
    living = {(codes[id], band): number for (id, band), number in Population.of(place).items()}
    told = reach(_people(round, codes), [(row.code, row.name) for row in districts], living)
    return told | {
        "population_source": place.population_source,
        "population_on": place.population_on.isoformat() if place.population_on else None,
        "levels": levels(round),
    }


def levels(round: Round) -> list[dict]:
    """Voters by how sure it is that they live here, the surest first; few ones hidden."""
    shown = few_hidden(voters_by_level(round))
    return [
        {"level": level, "name": str(LEVEL_NAMES[level]), "voters": number}
        for level, number in shown.items()
    ]


def participants(round: Round):
    """A select of person ids: different people who did at least one thing that is not hidden."""
    issue = (Issue.round_id == round.id, Issue.hidden_at.is_(None))
    solution = (Solution.round_id == round.id, Solution.hidden_at.is_(None))
    return union(
        select(Issue.reporter_id).where(*issue, Issue.reporter_id.is_not(None)),
        select(Support.person_id).join(Issue, Issue.id == Support.issue_id).where(*issue),
        shown_comments(select(IssueComment.author_id), round),
        select(Solution.proposer_id).where(*solution, Solution.proposer_id.is_not(None)),
        shown_talk(select(SolutionComment.author_id), round),
        _voters(round),
        wishes(select(Preference.person_id), round),
        select(PointSpread.person_id).where(PointSpread.round_id == round.id),
    )


def wishes(query, round: Round):
    """Of a select from Preference: those for solutions that are shown."""
    query = query.select_from(Preference).join(Indicator, Indicator.id == Preference.indicator_id)
    query = query.join(Solution, Solution.id == Indicator.solution_id)
    return query.where(Solution.round_id == round.id, Solution.hidden_at.is_(None))


def shown_comments(query, round: Round):
    query = query.select_from(IssueComment).join(Issue, Issue.id == IssueComment.issue_id)
    shown = (Issue.hidden_at.is_(None), IssueComment.hidden_at.is_(None))
    return query.where(Issue.round_id == round.id, *shown)


def shown_talk(query, round: Round):
    query = query.select_from(SolutionComment)
    query = query.join(Solution, Solution.id == SolutionComment.solution_id)
    shown = (Solution.hidden_at.is_(None), SolutionComment.hidden_at.is_(None))
    return query.where(Solution.round_id == round.id, *shown)


def _voters(round: Round):
    """From the roll, which knows no choice."""
    return select(Participation.person_id).where(*Participation.voted(round))


def _people(round: Round, codes: dict[int, str]) -> Counter[Participant]:
    """How many people of each kind took part, counted by the database."""
    acts = participants(round).subquery()
    who = acts.c[0]
    home = func.coalesce(Residency.district_id, Person.home_district_id)
    here = (Residency.person_id == Person.id) & (Residency.municipality_id == round.municipality_id)
    each = (
        select(home.label("home"), Person.birth_year, Person.id.in_(_voters(round)).label("voted"))
        .join(acts, who == Person.id)
        .outerjoin(Residency, here)
        .subquery()
    )
    rows = db.session.execute(select(*each.c, func.count()).group_by(*each.c))
    year = (round.municipality.population_on or now().astimezone(SEOUL)).year
    people: Counter[Participant] = Counter()
    for district, born, voted, number in rows:
        band = UNKNOWN if born is None else age_band(min(born, year), year)
        people[Participant(codes.get(district, UNKNOWN), band, bool(voted))] += number
    return people
