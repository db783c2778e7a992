"""What the demo's residents propose, how they vote, and which targets they want."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

from civic.db import db
from civic.demo import content
from civic.demo.clock import living_at
from civic.people.residency.models import Residency
from civic.rounds.models import Round
from civic.solutions.catalogue.models import CatalogueEntry
from civic.solutions.models import Solution
from civic.targets.models import Indicator, Preference, asked
from civic.targets.weights.models import PointSpread
from civic.targets.weights.shares import POINTS
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally

MAN_WON = 10_000
OVERRIDE_REASON = "첫해에는 차량을 절반만 들여와서, 주민이 바란 값은 이듬해에 이룰 수 있음"
INDICATOR_FIELDS = (
    *("name", "goal", "unit", "direction", "baseline", "baseline_year", "baseline_source"),
    *("lowest", "highest", "target_year", "formula", "method", "data_source"),
)


class Proposals:
    """The solutions of one demo round, from proposal to target."""

    def __init__(self, round: Round, stage, office, residents, issues):
        self.round, self.stage, self.office, self.residents = round, stage, office, residents
        self.issues = issues
        self.everything = content.solutions(stage.number)
        self.chance = Random(f"proposals-{stage.number}")
        self.points = Random(f"points-{stage.number}")
        self.proposed: list[tuple[Solution, dict]] = []

    def propose(self, until: datetime) -> None:
        """Every proposal whose time has come, and the planner's ballot."""
        starts, ends = self.stage.period("propose")
        for n, proposal in enumerate(self.everything):
            moment = starts + (ends - starts) * ((n + 1) / (len(self.everything) + 2))
            if moment < until:
                with living_at(moment):
                    self.proposed.append((self._propose(n, proposal), proposal))
        if ends - timedelta(hours=1) < until:
            with living_at(ends - timedelta(hours=1)):
                for solution, _ in self.proposed:
                    self._screen(solution)
                    solution.put_on_ballot(None)

    def _screen(self, solution):
        """Every proposal of the demo is fit."""
        solution.screen(
            self.office["서연"],
            edition=solution.edition,
            verdict="fit",
            note="시가 할 수 있는 일이고, 예산과 기간 안에 만들 수 있어요.",
            department="스마트도시과",
        )

    def _propose(self, n, proposal):
        places = {d.name: d for d in self.round.municipality.districts}
        entry = db.select(CatalogueEntry).filter_by(key=proposal.get("catalogue"))
        issues = [self.issues[title] for title in proposal["issues"]]
        solution = Solution.propose(
            self.round,
            self.chance.choice(self.residents),
            request_key=f"demo-{self.stage.number}-{n}",
            issues=[issue for issue in issues if issue.listed],
            cost_won=proposal["cost"] * MAN_WON,
            steps=[
                dict(zip(("title", "month_from", "month_to", "detail"), step, strict=True))
                for step in proposal["steps"]
            ],
            districts=[places[name] for name in proposal["districts"]],
            catalogue_entry=db.session.scalar(entry),
            title=proposal["title"],
            summary=proposal["summary"],
            body=proposal.get("body", ""),
            category=proposal["category"],
            operator=proposal["operator"],
            yearly_cost_won=proposal["yearly"] * MAN_WON,
        )
        for values in proposal["indicators"]:
            fields = dict(zip(INDICATOR_FIELDS, values[:-1], strict=True))
            Indicator.add_to(solution, **fields, rationale="주민 희망 목표값의 중앙값")
        return solution

    def vote(self, until: datetime, turnout: float) -> None:
        """Cast ballots up to a moment by a share of those who may vote."""
        starts, ends = self.stage.period("vote")
        last = min(ends, until)
        living = db.select(Residency.person_id).filter_by(
            municipality_id=self.round.municipality_id
        )
        voters = set(db.session.scalars(living))
        for person in self.residents:
            if person.id in voters and self.chance.random() < turnout:
                moment = starts + (last - starts) * self.chance.random()
                self._cast(person, moment)
        db.session.flush()

    def _cast(self, person, moment):
        wanted = [
            solution
            for solution, proposal in self.proposed
            if self.chance.random() < self._appeal(person, solution, proposal)
        ] or [self.proposed[0][0]]
        chosen = self.chance.sample(wanted, min(len(wanted), self.round.max_choices))
        with living_at(moment):
            Participation.submit(person, self.round, [solution.id for solution in chosen])

    def _appeal(self, person, solution, proposal):
        near = any(d.id == person.home_district_id for d in solution.districts)
        return proposal["popularity"] * (1.6 if near else 0.9)

    def count(self) -> None:
        with living_at(self.stage.period("vote")[1] + timedelta(minutes=20)):
            Tally.count(self.round, self.office["서연"])

    def set_preferences(self, until: datetime, share: float) -> None:
        """Residents' preferences for the indicators of what was selected."""
        starts, ends = self.stage.period("target")
        last = min(ends, until)
        rows = []
        for solution, proposal in self.proposed:
            if solution.status != "selected":
                continue
            indicators = db.select(Indicator).filter_by(solution_id=solution.id)
            centres = {values[0]: values[-1] for values in proposal["indicators"]}
            for indicator in db.session.scalars(indicators.order_by(Indicator.id)):
                for person in self.residents:
                    if self.chance.random() < share:
                        value = self._value(indicator, centres[indicator.name])
                        moment = starts + (last - starts) * self.chance.random()
                        rows.append(
                            {
                                "indicator_id": indicator.id,
                                "person_id": person.id,
                                "value": value,
                                "updated_at": moment,
                            }
                        )
        db.session.execute(db.insert(Preference), rows)

    def spread_points(self, until: datetime) -> None:
        """A third of the residents spread their points over the indicators that are asked about."""
        ids = [indicator.id for indicator in db.session.scalars(asked(self.round))]
        rows = []
        for person in self.residents if ids else ():
            if self.points.random() < 0.34:
                counts = Counter(self.points.choices(ids, range(len(ids) + 1, 1, -1), k=POINTS))
                spread = {str(id): counts[id] for id in ids}
                key = {"round_id": self.round.id, "person_id": person.id}
                rows.append(key | {"points": spread, "updated_at": until})
        if rows:
            db.session.execute(db.insert(PointSpread), rows)

    def override_target(self) -> None:
        """The planner promises one target a little below what residents prefer, and says why."""
        with living_at(self.stage.period("target")[1] + timedelta(hours=1)):
            indicator = db.session.scalars(asked(self.round)).first()
            if indicator is None or (agreed := indicator.agreement()) is None:
                return
            worse = indicator.highest if indicator.direction == "down" else indicator.lowest
            near = indicator.baseline if indicator.baseline is not None else worse
            value = float(round(agreed.median + (near - agreed.median) * 0.2))
            indicator.override_target(value, OVERRIDE_REASON, self.office["서연"])

    def _value(self, indicator, centre):
        """Near the centre, half of them on round numbers, within the bounds."""
        spread = (indicator.highest - indicator.lowest) * 0.11
        value = round(self.chance.gauss(centre, spread))
        if self.chance.random() < 0.5 and spread > 5:
            value = round(value / 5) * 5
        if self.chance.random() < 0.3:
            value = centre
        return float(min(max(value, indicator.lowest), indicator.highest))
