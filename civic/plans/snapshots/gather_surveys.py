"""The part of a snapshot that tells of surveys: numbers as everybody may read them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from civic.korean_time import SEOUL
from civic.plans.section.labels import AUDIENCES
from civic.rounds.models import Round
from civic.surveys.counting import results_of
from civic.surveys.disclosure import TOP
from civic.surveys.figures import SurveyFigure
from civic.surveys.models import Survey, surveys_of
from civic.surveys.results import AudienceResult, QuestionResult
from civic.targets.models import Indicator


@dataclass
class Surveys:
    """The surveys of a round, as a snapshot keeps them.

    held: how many are over. rows: as SurveyRow says. ids: (question id, audience) → its row's id.
    answers: [survey, audience, people].
    counts: what `rows` are counted from: [row, number, people, score, top, most].
        number: 0 stands for all hidden numbers of a scale together.
        score: points times people; 0 where no mean is published.
        top: people of the highest points; 0 where their share is not published."""

    held: int = 0
    rows: list[dict] = field(default_factory=list)
    counts: list[list] = field(default_factory=list)
    answers: list[list] = field(default_factory=list)
    ids: dict[tuple[int, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, round: Round, indicators: Sequence[Indicator]) -> "Surveys":
        """Those of the round, and others of the city that a baseline comes from."""
        mine = [each for each in reversed(surveys_of(round)) if each.tells_results]
        others = {
            result.survey.id: result.survey
            for row in indicators
            if row.baseline_figure and (result := row.baseline_figure.counted())
            if result.survey.round_id != round.id
        }
        whole = cls(held=len(mine))
        for n, survey in enumerate([*mine, *(others[id] for id in sorted(others))], 1):
            whole._add(n, survey, is_ours=survey.round_id == round.id)
        return whole

    def from_survey(self, figure: SurveyFigure | None) -> dict | None:
        """Where a baseline comes from, as FromSurvey."""
        row = self.ids.get((figure.question_id, figure.audience)) if figure else None
        if figure is None or row is None or figure.counted() is None:
            return None
        return {"row": row, "measure": figure.measure}

    def as_data(self) -> dict:
        """As SurveysData."""
        answers = sum(people for _survey, _audience, people in self.answers)
        return {"held": self.held, "answers": answers, "rows": self.rows}

    def row_sets(self) -> dict[str, dict]:
        return {
            "survey_counts": {
                "columns": ["row", "number", "people", "score", "top", "most"],
                "rows": self.counts,
            },
            "survey_answers": {
                "columns": ["survey", "audience", "people"],
                "rows": self.answers,
            },
        }

    def _add(self, n: int, survey: Survey, is_ours: bool) -> None:
        for result in results_of(survey, apart=False):
            if result.people is None:
                continue
            if is_ours:
                self.answers.append([n, result.audience, result.people])
            for place, each in enumerate(result.questions, 1):
                if each.options and each.people:
                    self._add_question(survey, result, place, each)

    def _add_question(
        self, survey: Survey, result: AudienceResult, place: int, each: QuestionResult
    ) -> None:
        assert survey.closes_at is not None  # it is over
        id = len(self.rows) + 1
        self.ids[each.question.id, result.audience] = id
        is_scale = each.question.kind == "scale"
        self.rows.append(
            {
                "id": id,
                "survey": survey.title,
                "closed_on": survey.closes_at.astimezone(SEOUL).date().isoformat(),
                "number": place,
                "question": each.question.words,
                "kind": each.question.kind,
                "audience": AUDIENCES[result.audience],
                "points": each.question.highest if is_scale else 0,
                "people": each.people,
                "mean": each.mean,
                "top_percent": each.top_percent,
                "most": each.most.label if each.most and not is_scale else "",
                "most_percent": each.most.percent if each.most and not is_scale else None,
            }
        )
        counts = _points(each) if is_scale else _choices(each)
        self.counts += [[id, *row] for row in counts]


def _choices(each: QuestionResult) -> Iterator[list]:
    """[number, people, score, top, most] of each answer that may be told of."""
    for option in each.options:
        if option.people is not None:
            yield [option.number, option.people, 0, 0, option == each.most]


def _points(each: QuestionResult) -> Iterator[list]:
    """The same of a scale, and what is hidden of it together, so that its mean is counted again."""
    pairs = [(option.number, option.people) for option in each.options if option.people is not None]
    rest = [each.people or 0, each.score or 0, each.top or 0]
    for point, people in pairs:
        is_top = point > each.question.highest - TOP
        score = point * people if each.score is not None else 0
        top = people if is_top and each.top is not None else 0
        rest = [n - known for n, known in zip(rest, (people, score, top), strict=True)]
        yield [point, people, score, top, False]
    if rest[0]:
        yield [0, *rest, False]
