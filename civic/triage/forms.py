"""What planners fill in for each kind of act on many issues. Each form's act() is what was asked.

All stand in one form of the page, so each kind's fields begin with its code.
"""

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from civic.db import db
from civic.issues import receipt_numbers
from civic.issues.labels import CATEGORIES, STATUSES
from civic.issues.models import Issue, ids_of_receipt
from civic.issues.status import SETTABLE
from civic.photos.models import Photo
from civic.photos.sent_photo import sent_photo
from civic.text import one_line, paragraphs
from civic.themes.models import Theme
from civic.triage.acts.act import Act, Refused
from civic.triage.acts.answer import AnswerMany
from civic.triage.acts.category import Category
from civic.triage.acts.department import Assign
from civic.triage.acts.hide import Hide
from civic.triage.acts.looked import Looked
from civic.triage.acts.merge import MergeMany
from civic.triage.acts.place import PlaceMany
from civic.triage.acts.registry import KINDS
from civic.triage.acts.status import Status, Transfer
from civic.triage.acts.theme import InTheme
from civic.triage.answers.models import AnswerTemplate
from civic.triage.departments.models import Department
from civic.web.choices import choices

REASON_MAX, HIDE_MAX, AGENCY_MAX, OFFICER_MAX, BODY_MAX = 1000, 300, 60, 40, 2000


def words_field(label, longest: int = REASON_MAX, hint=""):
    """Lines of words of at most so many letters."""
    fits = Length(max=longest, message=_l("%(n)s자까지 쓸 수 있어요.", n=longest))
    return TextAreaField(label, description=hint, filters=[paragraphs], validators=[fits])


def line_field(label, longest: int, hint=""):
    """One line of at most so many letters."""
    fits = Length(max=longest, message=_l("%(n)s자까지 쓸 수 있어요.", n=longest))
    return StringField(label, description=hint, filters=[one_line], validators=[fits])


class ActForm(FlaskForm):
    """kind: of the act it asks for."""

    kind = ""

    def __init__(self, **options):
        super().__init__(prefix=f"{self.kind}-", **options)

    def act(self) -> Act:
        """Raises: Refused, when what was typed names nothing."""
        raise NotImplementedError


class LookedActForm(ActForm):
    kind = "looked"

    def act(self):
        return Looked()


class CategoryActForm(ActForm):
    kind = "category"
    category = SelectField(
        _l("분야"), choices=choices((code, name) for code, (_icon, name) in CATEGORIES.items())
    )

    def act(self):
        return Category(self.category.data)


class PlaceActForm(ActForm):
    kind = "place"
    district = SelectField(_l("읍면동"), coerce=int)
    place = line_field(_l("위치"), 200, _l("비워 두면 제보자가 적은 위치 그대로예요."))

    def __init__(self, **options):
        super().__init__(**options)
        self.district.choices = choices(g.municipality.district_names().items())

    def act(self):
        return PlaceMany(self.district.data, self.place.data or "")


class ThemeActForm(ActForm):
    kind = "theme"
    theme = SelectField(_l("주제"))

    def __init__(self, **options):
        super().__init__(**options)
        there = [(str(each.id), each.called or _("이름 없는 주제")) for each in Theme.of(g.round)]
        self.theme.choices = choices([*there, ("", _("아직 묶지 않음"))])

    def act(self):
        return InTheme(int(self.theme.data) if self.theme.data else None)


class DepartmentActForm(ActForm):
    kind = "department"
    department = SelectField(_l("부서"))
    officer = line_field(_l("담당"), OFFICER_MAX)
    due_on = DateField(_l("기한"), validators=[Optional()])

    def __init__(self, **options):
        super().__init__(**options)
        offered = [(str(each.id), each.name) for each in Department.of(g.municipality)]
        self.department.choices = choices([*offered, ("", _("담당 없음"))])

    def act(self):
        if not self.department.data:
            return Assign(None)
        return Assign(int(self.department.data), self.officer.data or "", self.due_on.data)


class StatusActForm(ActForm):
    kind = "status"
    status = SelectField(
        _l("처리 상태"), choices=choices((code, STATUSES[code][2]) for code in SETTABLE)
    )
    reason = words_field(
        _l("이유"), hint=_l("주민이 그대로 읽어요. 보완요청과 미반영에는 꼭 적어 주세요.")
    )

    def act(self):
        return Status(self.status.data, self.reason.data or "")


class AnswerActForm(ActForm):
    """template: words of the library, put into body when asked for. photo comes beside."""

    kind = "answer"
    template = SelectField(_l("답변 문구"), validate_choice=False)
    body = words_field(
        _l("답변"),
        BODY_MAX,
        _l("{접수번호}, {제목}, {읍면동}, {분야}, {접수일}은 제보마다 채워져요."),
    )
    alt = line_field(_l("사진 설명"), 200)

    def __init__(self, **options):
        super().__init__(**options)
        self.photo: Photo | None = None
        self.photo_error = ""
        self.library = AnswerTemplate.of(g.municipality)
        offered = [(str(each.id), each.name) for each in self.library]
        self.template.choices = choices([("", _("직접 쓰기")), *offered])

    def validate(self, extra_validators=None):
        """With the photo that came along."""
        self.photo, self.photo_error = sent_photo("answer-photo", "answer-photo_key")
        return super().validate(extra_validators) and not self.photo_error

    def fill_in(self) -> None:
        """Put the words of the chosen template into the answer, behind what was typed."""
        chosen = [each.body for each in self.library if str(each.id) == self.template.data]
        self.body.data = "\n\n".join(filter(None, [self.body.data, *chosen]))

    def act(self):
        return AnswerMany(self.body.data or "", self.photo, self.alt.data or "")


class TransferActForm(ActForm):
    kind = "transfer"
    agency = line_field(_l("보낼 기관"), AGENCY_MAX)
    reason = words_field(_l("제보자가 읽을 말"))

    def act(self):
        return Transfer(self.agency.data or "", self.reason.data or "")


class MergeActForm(ActForm):
    kind = "merge"
    target = line_field(
        _l("합칠 제보의 접수번호"),
        20,
        _l("비워 두면 고른 것 가운데 공감이 가장 많은 제보에 합쳐요."),
    )
    reason = words_field(_l("이유"), HIDE_MAX)

    def act(self):
        return MergeMany(self._target_id(), self.reason.data or "")

    def _target_id(self) -> int | None:
        if not self.target.data:
            return None
        receipt = receipt_numbers.read(self.target.data)
        issue_id = receipt and db.session.scalar(
            select(Issue.id).where(Issue.id.in_(ids_of_receipt(receipt, g.round.id)))
        )
        if not issue_id:
            raise Refused("target", "no_target")
        return issue_id


class PrintingActForm(ActForm):
    """The act is the plan's (plans/printing/act.py)."""

    kind = "printing"
    printed = SelectField(
        _l("계획서 목록에"),
        choices=choices([("yes", _l("싣기")), ("no", _l("빼기 (수에는 남아요)"))]),
    )

    def act(self):
        return KINDS[self.kind](is_printed=self.printed.data == "yes")


class HideActForm(ActForm):
    kind = "hide"
    reason = words_field(_l("가리는 이유"), HIDE_MAX, _l("주민에게 그대로 보여요. 300자까지."))

    def act(self):
        return Hide(self.reason.data or "")


FORMS: dict[str, type[ActForm]] = {
    form.kind: form
    for form in (
        *(
            LookedActForm,
            CategoryActForm,
            PlaceActForm,
            ThemeActForm,
            DepartmentActForm,
            StatusActForm,
        ),
        *(AnswerActForm, TransferActForm, MergeActForm, PrintingActForm, HideActForm),
    )
}


def empty_forms() -> dict[str, ActForm]:
    """Every kind's form with nothing filled in."""
    return {kind: form(formdata=None) for kind, form in FORMS.items()}
