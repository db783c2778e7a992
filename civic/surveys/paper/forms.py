"""What planners type of sheets of paper."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from civic.rounds.fields import in_our_time
from civic.surveys.paper.confirming import FaultySheets
from civic.surveys.paper.lines import SheetFault
from civic.text import one_line
from civic.web.choices import choices

MOST_TOLD = 10


class SheetCheckForm(FlaskForm):
    """Sheets, one a line, as a second planner reads them."""

    sheets = TextAreaField(
        _l("설문지"), [InputRequired(message=_l("설문지를 한 줄에 한 장씩 적어 주세요."))]
    )

    def refuse(self, error: FaultySheets) -> None:
        """Say at the field which lines are none."""
        sentences = [_sentence(fault) for fault in error.faults[:MOST_TOLD]]
        more = len(error.faults) - len(sentences)
        if more > 0:
            sentences.append(_("고칠 줄이 %(n)s개 더 있어요.", n=more))
        self.sheets.errors = sentences or [_("설문지를 한 줄에 한 장씩 적어 주세요.")]


class SheetBatchForm(SheetCheckForm):
    """A pile of one place, as the first planner types it."""

    place = StringField(
        _l("장소"),
        filters=[one_line],
        validators=[
            DataRequired(_l("어디에서 모았는지 적어 주세요.")),
            Length(max=120, message=_l("120자까지 적을 수 있어요.")),
        ],
    )
    held_on = DateField(
        _l("날"), [InputRequired(message=_l("언제 모았는지 적어 주세요.")), in_our_time]
    )
    district_id = SelectField(_l("읍면동"), validate_choice=False, default="")

    @classmethod
    def of(cls, municipality, **options) -> "SheetBatchForm":
        form = cls(**options)
        offered = [(str(each.id), each.name) for each in municipality.districts]
        form.district_id.choices = choices([("", _("모름")), *offered])
        return form

    def values(self) -> dict:
        """As enter_batch takes them."""
        offered = {choice.value for choice in self.district_id.choices or ()}
        chosen = self.district_id.data if self.district_id.data in offered else ""
        return {
            "place": self.place.data,
            "held_on": self.held_on.data,
            "district_id": int(chosen) if chosen else None,
            "text": self.sheets.data,
        }


def _sentence(fault: SheetFault) -> str:
    values = {"line": fault.line, "n": fault.about}
    return {
        "blank": _("%(line)s번째 줄이 비어 있어요. 답이 없는 종이는 -를 적어 주세요.", **values),
        "cells": _("%(line)s번째 줄: 답이 %(n)s개예요. 질문 수만큼 /로 나누어 주세요.", **values),
        "answer": _("%(line)s번째 줄: %(n)s번 답을 읽을 수 없어요.", **values),
        "too_long": _("한 번에 500장까지 적을 수 있어요. 지금은 %(n)s줄이에요.", **values),
    }[fault.reason]
