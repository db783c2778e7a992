"""What a planner asks the dashboard for, in the address: some days, and one category or all."""

from datetime import UTC, date, datetime, time, timedelta

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField
from wtforms.validators import Optional, ValidationError

from civic.dashboard.filters import DashboardFilters
from civic.db import now
from civic.issues.labels import CATEGORIES
from civic.korean_time import SEOUL, day
from civic.web.choices import choices

FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)
SPANS = ((7, _l("지난 7일")), (30, _l("지난 30일")))


def in_our_time(_form, field):
    if field.data and not FIRST <= field.data <= LAST:
        raise ValidationError(_("날짜를 다시 확인해 주세요."))


class Day(DateField):
    """A day of a query string; what is no day says so in the reader's language."""

    def process_formdata(self, valuelist):
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("날짜를 다시 확인해 주세요.")) from None


class FilterForm(FlaskForm):
    """Read from an address: what is wrong in it is said at its field, and counts as not asked."""

    class Meta:
        csrf = False

    since = Day(_l("이날부터"), validators=[Optional(), in_our_time])
    until = Day(_l("이날까지"), validators=[Optional(), in_our_time])
    category = SelectField(_l("분야"), validate_choice=False)

    def __init__(self):
        super().__init__(formdata=request.args)
        named = [(code, name) for code, (_icon, name) in CATEGORIES.items()]
        self.category.choices = choices([("", _("모든 분야")), *named])
        if self.category.data not in CATEGORIES:
            self.category.data = ""
        self.validate()

    def validate(self, extra_validators=None):
        super().validate(extra_validators)
        since, until = self.since.data, self.until.data
        if since and until and since > until and not self.errors:
            self.until.errors = [_("끝나는 날이 시작하는 날보다 앞이에요.")]
        return not self.errors

    def filters(self) -> DashboardFilters:
        since = None if self.since.errors or self.until.errors else self.since.data
        until = None if self.since.errors or self.until.errors else self.until.data
        return DashboardFilters(
            category=self.category.data,
            since=_midnight(since) if since else None,
            until=_midnight(until + timedelta(days=1)) if until else None,
        )

    def spans(self) -> list[tuple]:
        """(words, what stands in the address, whether it is asked for) of usual periods."""
        here = self.filters()
        asked = here.address_values()
        days = {name: asked.get(name) for name in ("since", "until")}
        offered: list[tuple] = [(_("전체 기간"), {})]
        for number, words in SPANS:
            first = day(now()) - timedelta(days=number - 1)
            offered.append((words, {"since": first.isoformat()}))
        category = {"category": here.category} if here.category else {}
        return [
            (words, span | category, days == {"since": None, "until": None, **span})
            for words, span in offered
        ]


def _midnight(on: date) -> datetime:
    """The moment a day begins in Korea."""
    return datetime.combine(on, time(), SEOUL).astimezone(UTC)
