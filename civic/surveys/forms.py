"""What somebody answers: a form made of a survey's questions."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectField, SelectMultipleField, TextAreaField

from civic.places.population.rows import BANDS
from civic.surveys.counting import labels_of
from civic.surveys.labels import PROBLEMS, age_name
from civic.surveys.rules import UNKNOWN, AnswerWrong, Given
from civic.text import paragraphs
from civic.web.choices import choices


def _number(sent: str | int | None) -> int | None:
    """What was chosen; 0, which is no choice, of anything else that was sent."""
    text = str(sent or "")
    if not text:
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0


class AnswerForm(FlaskForm):
    """Fields q_<question id>; district_id and band where the survey asks for them."""

    @classmethod
    def of(cls, survey, answer=None, **options) -> "AnswerForm":
        """answer: the one given before, to be changed."""
        asked = enumerate(survey.questions, 1)
        fields = {f"q_{each.id}": _field(each, f"{n}. {each.words}") for n, each in asked}
        if survey.asks_place:
            offered = [(str(each.id), each.name) for each in survey.round.municipality.districts]
            fields["district_id"] = SelectField(
                _l("사는 읍면동"),
                choices=choices([("", _l("말하지 않을게요")), *offered]),
                validate_choice=False,
            )
        if survey.asks_age:
            bands = [(band, age_name(band)) for band in BANDS]
            fields["band"] = SelectField(
                _l("나이대"),
                choices=choices([(UNKNOWN, _l("말하지 않을게요")), *bands]),
                validate_choice=False,
                default=UNKNOWN,
            )
        form = type("AnswerForm", (cls,), fields)(data=_shown(answer), **options)
        form.questions = survey.questions
        return form

    def field_of(self, question) -> Field:
        return self[f"q_{question.id}"]

    def given(self) -> Given:
        """As Survey.answer takes it."""
        return {each.id: self._value(each) for each in self.questions}

    def about(self) -> dict:
        """Where who answers lives and their age band; what is not on the list is not told."""
        values: dict = {}
        if "district_id" in self:
            offered = {choice.value for choice in self.district_id.choices}
            chosen = self.district_id.data if self.district_id.data in offered else ""
            values["district_id"] = int(chosen) if chosen else None
        if "band" in self:
            values["band"] = self.band.data if self.band.data in BANDS else UNKNOWN
        return values

    def say(self, wrong: AnswerWrong) -> None:
        """Put each problem's sentence at its question."""
        for id, code in wrong.problems.items():
            self[f"q_{id}"].errors = [PROBLEMS[code]]

    def _value(self, question):
        value = self.field_of(question).data
        if question.kind == "text":
            return value or ""
        if question.kind == "several":
            return value or []
        return [] if value is None else [value]


def _field(question, label):
    if question.kind == "text":
        return TextAreaField(label, filters=[paragraphs])
    offered = choices((n, words) for n, words in enumerate(labels_of(question), 1))
    kind = SelectMultipleField if question.kind == "several" else RadioField
    return kind(label, choices=offered, coerce=_number, validate_choice=False)


def _shown(answer) -> dict:
    """The fields of an answer given before."""
    if answer is None:
        return {}
    shown = {
        f"q_{id}": value if isinstance(value, str) or len(value) > 1 else value[0]
        for id, value in answer.given().items()
    }
    place = str(answer.district_id or "")
    return shown | {"district_id": place, "band": answer.band}
