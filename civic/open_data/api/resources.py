"""Cities, rounds and what belongs to a round, as the shapes of the API; from the queries that the
public pages use."""

from flask_babel import force_locale
from sqlalchemy.orm import selectinload

from civic.db import db
from civic.meetings.figures import figures_of as meeting_figures
from civic.open_data.api import shapes
from civic.panel.models import Panel
from civic.panel.published import figures_of, files_of
from civic.participation.counting import shown_participation
from civic.places.models import Municipality
from civic.rounds.models import Round
from civic.rounds.residents import unproven
from civic.solutions.catalogue.models import CatalogueEntry
from civic.solutions.labels import shown_title
from civic.solutions.listing import SolutionFilters, proven, solutions
from civic.solutions.models import Solution
from civic.surveys.figures import SurveyFigure
from civic.surveys.models import Survey, surveys_of
from civic.surveys.table import TableRow, rows_of_results
from civic.targets.agreement import Agreement
from civic.targets.models import agreements
from civic.targets.results.accountability import Account, accounts
from civic.votes.seal.publication import Publication
from civic.votes.seal.tally import Tally
from civic.web.addresses import answered_address


def cities() -> list[shapes.City]:
    places = db.session.scalars(db.select(Municipality).order_by(Municipality.slug))
    return [city(place) for place in places]


def city(place: Municipality) -> shapes.City:
    here = {"municipality": place.slug}
    return shapes.City(
        slug=place.slug,
        name=place.name,
        name_en=place.name_en,
        population_on=place.population_on,
        boundary_source=place.boundary_source,
        districts_url=answered_address("places.districts", **here),
        url=answered_address("home.municipality", **here),
    )


def rounds(place: Municipality) -> list[shapes.Round]:
    return [describe_round(each) for each in Round.of_city(place)]


def describe_round(round: Round) -> shapes.Round:
    phases = [shapes.Phase(p.kind, p.starts_at, p.ends_at) for p in round.phases]
    return shapes.Round(
        city=round.municipality.slug,
        number=round.number,
        title=round.title,
        programme=round.call.programme,
        year=round.call.year,
        budget_won=round.budget_won,
        max_choices=round.max_choices,
        ballot_form=round.ballot_form,
        rule=round.rule,
        unproven=round.unproven,  # type: ignore[arg-type]  # a column of text
        issues=round.issues_count,
        vote_sealed_at=round.vote_sealed_at,
        phases=phases,
        url=answered_address("home.show", **here(round)),
    )


def list_solutions(round: Round) -> list[shapes.Solution]:
    """Of what its pages link, hidden reports are left out."""
    wanted = solutions(round, SolutionFilters()).order_by(None).order_by(Solution.number)
    loaded = wanted.options(selectinload(Solution.issues), selectinload(Solution.districts))
    return [_solution(each, round) for each in db.session.scalars(loaded)]


def result(round: Round) -> shapes.Result | None:
    """None before the count."""
    tally = Tally.of(round)
    if tally is None:
        return None
    return shapes.Result(
        rule=tally.rule,
        completion=tally.completion,
        budget_won=tally.budget_won,
        voters=tally.voters,
        paper_voters=tally.paper_voters,
        choices=tally.choices,
        eligible=tally.eligible,
        root=tally.root,
        sealed_at=tally.sealed_at,
        places=[_place(row) for row in tally.rows],
    )


def ledger(round: Round) -> list[shapes.LedgerFile]:
    return [
        shapes.LedgerFile(
            name, file.size, answered_address("votes.seal.file", name=name, **here(round))
        )
        for name, file in Publication.of(round).items()
    ]


def panel(round: Round) -> shapes.Panel | None:
    """None before it is announced."""
    panel = Panel.of(round, announced=True)
    if panel is None:
        return None
    with force_locale("ko"):
        figures = figures_of(panel)
    fields = ("state", "about", "size", "reserve_each", "applies_from", "applies_until")
    drawn = ("source", "source_round", "known_at", "list_sha256", "seed_value")
    return shapes.Panel(
        **{name: getattr(panel, name) for name in (*fields, *drawn)},
        applicants=figures.applicants if panel.closed_at else None,
        members=figures.members,
        reserve=figures.reserve,
        strata=[
            shapes.PanelStratum(row.name, row.residents, row.seats, row.applicants)
            for row in figures.strata
        ],
        url=answered_address("panel.show", **here(round)),
    )


def panel_files(round: Round) -> list[shapes.PanelFile]:
    """None before the list of applicants is published."""
    panel = Panel.of(round, announced=True)
    files = files_of(panel) if panel else {}
    return [
        shapes.PanelFile(
            name, len(body), answered_address("panel.file", file_name=name, **here(round))
        )
        for name, body in files.items()
    ]


def targets(round: Round) -> list[shapes.Target]:
    """While residents say what they prefer, nobody is told what the others said."""
    is_asked_now, known = "target" in round.open_phases(), accounts(round)
    tells = not is_asked_now and round.unproven != "left_out"
    beside = agreements([one.indicator for one in known], unproven) if tells else {}
    return [
        _target(one, round, is_asked_now, _beside(beside.get(one.indicator.id), tells))
        for one in known
    ]


def surveys(round: Round) -> list[shapes.SurveyCount]:
    """Of those that are over, the same numbers as on their pages."""
    over = [survey for survey in reversed(surveys_of(round)) if survey.tells_results]
    return [_counted(survey, row, round) for survey in over for row in rows_of_results(survey)]


def participation(round: Round) -> dict:
    """Who took part, as its page tells it."""
    with force_locale("ko"):
        return shown_participation(round)[0] | {"meetings": meeting_figures(round).as_json()}


def catalogue(place: Municipality) -> list[shapes.Case]:
    return [_case(entry) for entry in proven(place, SolutionFilters())]


def here(round: Round) -> dict:
    """For addresses of its pages."""
    return {"municipality": round.municipality.slug, "round_number": round.number}


def _solution(solution: Solution, round: Round) -> shapes.Solution:
    return shapes.Solution(
        id=solution.id,
        number=solution.number,
        title=solution.title,
        summary=solution.summary,
        body=solution.body,
        category=solution.category,
        cost_won=solution.cost_won,
        yearly_cost_won=solution.yearly_cost_won,
        operator=solution.operator,
        status=solution.status,  # type: ignore[arg-type]  # a column of text
        issues=sorted(issue.id for issue in solution.issues if issue.hidden_at is None),
        districts=sorted(district.code for district in solution.districts),
        created_at=solution.created_at,
        url=answered_address("solutions.show", solution_id=solution.id, **here(round)),
    )


def _place(row) -> shapes.Place:
    return shapes.Place(
        rank=row.rank,
        solution=row.solution.number,
        title=shown_title(row.solution),
        votes=row.votes,
        cost_won=row.cost_won,
        selected=row.selected,
    )


def _beside(agreed: Agreement | None, tells: bool) -> dict:
    """What people wish whose residency is not shown, where it is told."""
    people = agreed.count if agreed else 0
    return {
        "unproven_people": people if tells else None,
        "unproven_median": agreed.median if agreed else None,
    }


def _target(account: Account, round: Round, is_asked_now: bool, beside: dict) -> shapes.Target:
    indicator = account.indicator
    measured = [
        shapes.Measured(row.measured_on, row.value, row.source, row.note, _survey_of(row.figure))
        for row in account.results
        if row.value is not None
    ]
    return shapes.Target(
        id=indicator.id,
        solution=indicator.solution.number,
        name=indicator.name,
        unit=indicator.unit,
        direction=indicator.direction,  # type: ignore[arg-type]  # a column of text
        baseline=indicator.baseline,
        baseline_year=indicator.baseline_year,
        baseline_source=indicator.baseline_source,
        baseline_survey=_survey_of(indicator.baseline_figure),
        target=None if is_asked_now else account.target,
        target_year=indicator.target_year,
        people=None if is_asked_now else account.people,
        **beside,
        overridden=indicator.override is not None,
        method=indicator.method,
        data_source=indicator.data_source,
        results=measured,
        url=answered_address("targets.show", indicator_id=indicator.id, **here(round)),
    )


def _counted(survey: Survey, row: TableRow, round: Round) -> shapes.SurveyCount:
    assert survey.closes_at is not None  # it is over
    return shapes.SurveyCount(
        survey=survey.id,
        title=survey.title,
        closed_at=survey.closes_at,
        question=row.number,
        words=row.question.question.words,
        kind=row.question.question.kind,  # type: ignore[arg-type]  # a column of text
        audience=row.audience,  # type: ignore[arg-type]  # a column of text
        by=row.by,  # type: ignore[arg-type]  # a key of APART
        row=row.row,
        option=row.option,
        label=row.label,
        people=row.people,
        percent=row.percent,
        mean=row.mean,
        top_percent=row.top_percent,
        url=answered_address("surveys.show", survey_id=survey.id, **here(round)),
    )


def _survey_of(figure: SurveyFigure | None) -> int | None:
    """The id of the survey whose number it is."""
    return figure.question.survey_id if figure else None


def _case(entry: CatalogueEntry) -> shapes.Case:
    names = shapes.Case.__struct_fields__
    return shapes.Case(**{name: getattr(entry, name) for name in names})
