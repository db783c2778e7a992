"""Choosing a survey's number as a value, which then is that number and no other."""

from collections.abc import Sequence

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import SelectField

from civic.surveys.figures import CountedFigure
from civic.surveys.labels import figure_words
from civic.web.choices import choices

UNITS = {"mean": "점", "top": "%"}


class FigureField(SelectField):
    """The key of a number that was counted, or nothing."""

    figures: Sequence[CountedFigure] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, validate_choice=False, default="", **kwargs)

    def offer(self, figures: Sequence[CountedFigure]) -> None:
        self.figures = figures
        offered = [(each.key, figure_words(each)) for each in figures]
        self.choices = choices([("", _("직접 적을게요")), *offered])

    @property
    def figure(self) -> CountedFigure | None:
        return next((each for each in self.figures if each.key == self.data), None)

    def fits(self, unit: str) -> bool:
        """The chosen number has this unit; says at the field which one it needs."""
        figure = self.figure
        if figure is None or unit == UNITS[figure.measure]:
            return True
        needed = UNITS[figure.measure]
        self.errors = [_("이 값의 단위는 %(unit)s예요. 지표의 단위와 같아야 해요.", unit=needed)]
        return False

    def kept_id(self) -> int | None:
        """The id of the row that names the chosen number."""
        figure = self.figure
        return figure.kept().id if figure else None


def chosen_figure(answer, figures: Sequence[CountedFigure]) -> CountedFigure | None:
    """Which number was chosen in an answer."""
    key = answer.get("figure") if answer else None
    return next((each for each in figures if each.key == key), None)


def filled(answer, **values: str) -> MultiDict:
    """An answer with these values in place of what was typed."""
    typed = MultiDict(answer)
    for name, value in values.items():
        typed.setlist(name, [value])
    return typed
