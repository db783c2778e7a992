"""Who did something in a round that is not hidden: rows of people, never of what they chose.

Counted are residents: everybody with an account but who works for the municipality's office, each
person once, whatever and however often they did. A support, a preference and points count as the
round says of people whose residency is not shown (rounds/residents.py). What is done to a report
that an earlier round left is of the round in which it is done (issues/listing/going_on.py).
Paper ballots have no names, so whoever voted only on paper is not among them; the result of the
vote counts ballots, see votes/ballots/turnout.py.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Select, Subquery, func, literal, select, union_all

from civic.db import db, now
from civic.disclosure_control import hide_small_counts
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.issues.support import GIVEN_THERE, Support
from civic.korean_time import SEOUL
from civic.participation.representation import UNKNOWN, Participant, representation
from civic.people.models import Person
from civic.people.office import residents_only
from civic.people.residency.models import Residency
from civic.places.models import District, Municipality
from civic.places.population.models import Population
from civic.places.population.rows import age_band
from civic.rounds.labels import LEVEL_NAMES
from civic.rounds.models import Round
from civic.rounds.residents import counted, unproven
from civic.solutions.comments import SolutionComment
from civic.solutions.models import Solution
from civic.targets.models import Indicator, Preference
from civic.targets.weights.models import PointSpread
from civic.votes.ballots.turnout import voters_of
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally

ACTS = ("제보", "공감", "의견", "해결방안 제안", "희망 목표값", "가중치 점수", "투표")
VOTE = len(ACTS) - 1


def participation_of(round: Round, people: Counter[Participant] | None = None) -> dict:
    """All that may be published of who took part: representation(), voters by level, the source.
    people: as they were counted before; without them they are counted now.

    Beside the residents who voted online stand whom they do not hold, so that all add up to the
    result: office_voters, who work for the office and live here; paper_voters, of the counted vote.
    """
    place, tally = round.municipality, Tally.of(round)
    districts = _districts(place)
    codes = {id: code for id, code, _name in districts}
    living = {(codes[id], band): number for (id, band), number in Population.of(place).items()}
    names = [(code, name) for _id, code, name in districts]
    if people is None:
        people = count_participants(round)
    by_level, from_office = voters_of(round)
    return _representation(frozenset(people.items()), tuple(names), frozenset(living.items())) | {
        "population_source": place.population_source,
        "population_on": place.population_on.isoformat() if place.population_on else None,
        "levels": _levels(by_level),
        "office_voters": from_office,
        "paper_voters": tally.paper_voters if tally else None,
    }


def _districts(place: Municipality) -> list[tuple[int, str, str]]:
    """(id, code, name) of each, by code."""
    columns = select(District.id, District.code, District.name).filter_by(municipality_id=place.id)
    ordered = columns.order_by(District.code)
    return place.once(
        "districts", lambda: [(id, code, name) for id, code, name in db.session.execute(ordered)]
    )


def _levels(by_level: dict[str, int]) -> list[dict]:
    """Residents who voted online by how sure it is that they live here, the surest first; few ones
    hidden. They add up to the voters of representation()."""
    shown = hide_small_counts(by_level)
    return [
        {"level": level, "name": str(LEVEL_NAMES[level]), "voters": number}
        for level, number in shown.items()
    ]


def participation_rows(round: Round) -> Subquery:
    """Who did what that is not hidden: rows of (person, act), by its place in ACTS. Who works for
    the office is among them: each person is asked about once, see _counting()."""
    issue = (Issue.round_id == round.id, Issue.hidden_at.is_(None))
    solution = (Solution.round_id == round.id, Solution.hidden_at.is_(None))
    supported = select(Support).join(Issue, Issue.id == Support.issue_id)
    supported = supported.where(counted(Support.person_id, round.id))
    here = *issue, GIVEN_THERE
    carried = Issue.hidden_at.is_(None), Support.carried_into_id == round.id
    wished = _shown_preferences(select(Preference), round)
    spread = select(PointSpread).where(PointSpread.round_id == round.id)
    voted = select(Participation).where(*Participation.voted(round))  # the roll knows no choice
    on_issues = _on_issues(select(IssueComment))
    on_solutions = _on_solutions(select(SolutionComment))
    sources = (
        (0, select(Issue).where(*issue), Issue.reporter_id),
        (1, supported.where(*here), Support.person_id),
        (1, supported.where(*carried), Support.person_id),
        (2, on_issues.where(*_of_round(round)), IssueComment.author_id),
        (2, on_issues.where(*_carried_into(round)), IssueComment.author_id),
        (2, on_solutions.where(Solution.round_id == round.id), SolutionComment.author_id),
        (3, select(Solution).where(*solution), Solution.proposer_id),
        (4, wished.where(counted(Preference.person_id, round.id)), Preference.person_id),
        (5, spread.where(counted(PointSpread.person_id, round.id)), PointSpread.person_id),
        (VOTE, voted, Participation.person_id),
    )
    return union_all(
        *(
            query.with_only_columns(person.label("person"), literal(n).label("act")).where(
                person.is_not(None)
            )
            for n, query, person in sources
        )
    ).subquery()


def residents_preferences(query, round: Round):
    """Of a select from Preference: those the round counts, for solutions that are shown."""
    return _preferences(query, round).where(counted(Preference.person_id, round.id))


def unproven_preferences(query, round: Round):
    """Likewise those the round tells beside them, of people whose residency is not shown; each of
    them is asked about once, however many they told."""
    people = _preferences(select(Preference.person_id), round).distinct().subquery()
    beside = select(people.c.person_id).where(unproven(people.c.person_id, round.id))
    return _preferences(query, round).where(Preference.person_id.in_(beside))


def _preferences(query, round):
    by_residents = residents_only(Preference.person_id, round.municipality_id, round.id)
    return _shown_preferences(query, round).where(by_residents)


def _shown_preferences(query, round: Round):
    """Whoever told them."""
    query = query.select_from(Preference).join(Indicator, Indicator.id == Preference.indicator_id)
    query = query.join(Solution, Solution.id == Indicator.solution_id)
    return query.where(Solution.round_id == round.id, Solution.hidden_at.is_(None))


def shown_issue_comments(query, round: Round):
    """Residents' comments on issues, where both are shown."""
    return _by_residents(_on_issues(query), IssueComment, round).where(*_of_round(round))


def carried_comments(query, round: Round):
    """Likewise those of this round on issues of earlier ones."""
    return _by_residents(_on_issues(query), IssueComment, round).where(*_carried_into(round))


def shown_solution_comments(query, round: Round):
    """Residents' comments on solutions, where both are shown."""
    query = _by_residents(_on_solutions(query), SolutionComment, round)
    return query.where(Solution.round_id == round.id)


def _on_issues(query):
    """Whoever wrote them."""
    query = query.select_from(IssueComment).join(Issue, Issue.id == IssueComment.issue_id)
    return query.where(Issue.hidden_at.is_(None), IssueComment.hidden_at.is_(None))


def _on_solutions(query):
    query = query.select_from(SolutionComment)
    query = query.join(Solution, Solution.id == SolutionComment.solution_id)
    return query.where(Solution.hidden_at.is_(None), SolutionComment.hidden_at.is_(None))


def _of_round(round: Round) -> tuple:
    return Issue.round_id == round.id, IssueComment.carried_into_id.is_(None)


def _carried_into(round: Round) -> tuple:
    return (IssueComment.carried_into_id == round.id,)


def _by_residents(query, table, round: Round):
    return query.where(residents_only(table.author_id, round.municipality_id, round.id))


@lru_cache(maxsize=256)
def _representation(people: frozenset, names: tuple, living: frozenset) -> dict:
    """Hiding small numbers takes several milliseconds; the same people come again and again."""
    return representation(dict(people), names, dict(living))


@dataclass(frozen=True)
class Participants:
    """people: how many of each district, age and vote took part; by_first_act: how many did an act,
    by its place in ACTS, and none of those before it. Both are of the same people."""

    people: Counter[Participant]
    by_first_act: Counter[int]


def count_participants(round: Round) -> Counter[Participant]:
    """How many people of each district, age and vote took part, counted by the database."""
    return participants_of(round).people


def participants_of(round: Round) -> Participants:
    codes = {id: code for id, code, _name in _districts(round.municipality)}
    key = round.id, round.municipality_id
    if key not in _STATEMENTS:
        _STATEMENTS[key] = _counting(round)
    year = (round.municipality.population_on or now().astimezone(SEOUL)).year
    people: Counter[Participant] = Counter()
    by_first_act: Counter[int] = Counter()
    for row in db.session.execute(_STATEMENTS[key]):
        born = row.birth_year
        band = UNKNOWN if born is None else age_band(min(born, year), year)
        people[Participant(codes.get(row.home, UNKNOWN), band, bool(row.voted))] += row.number
        by_first_act[row.first] += row.number
    return Participants(people, by_first_act)


# (round, municipality) → its select: putting it together takes as long as asking it.
_STATEMENTS: dict[tuple[int, int], Select] = {}


def _counting(round: Round) -> Select:
    """A select of (home, birth_year, voted, first, number)."""
    done = participation_rows(round)
    first, last = func.min(done.c.act).label("first"), func.max(done.c.act).label("last")
    resident = residents_only(done.c.person, round.municipality_id, round.id)
    who = select(done.c.person, first, last).group_by(done.c.person).having(resident).subquery()
    home = func.coalesce(Residency.district_id, Person.home_district_id)
    here = (Residency.person_id == Person.id) & (Residency.municipality_id == round.municipality_id)
    each = (
        select(
            *(home.label("home"), Person.birth_year),
            *((who.c.last == VOTE).label("voted"), who.c.first),
        )
        .join(who, who.c.person == Person.id)
        .outerjoin(Residency, here)
        .subquery()
    )
    return select(*each.c, func.count().label("number")).group_by(*each.c)
