"""The template's form, and the paragraphs planners write."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from civic.plans.known_figures import known_figures
from civic.plans.rules import PARAGRAPH, SUMMARY
from civic.plans.section.summary import SENTENCE
from civic.plans.section.template import EXAMPLE, PARTS, PROSE
from civic.plans.writing.fields import long_text
from civic.plans.writing.template_copy import frame_of
from civic.text import paragraphs
from civic.web.choices import choices


class WithdrawForm(FlaskForm):
    """Why the plan is not ready after all."""

    reason = long_text(
        _l("되돌리는 이유"),
        300,
        _l("왜 되돌리는지 적어 주세요."),
        _l("되돌리는 이유는 %(max)d자까지 쓸 수 있어요."),
    )


STYLE_NAMES = {
    "": _l("개조식: 명사로 끝맺음 (~함, ~ 추진)"),
    PROSE: _l("서술식: 문장으로 끝맺음"),
}


class TemplateForm(FlaskForm):
    """Each part's heading, and its place among the chapters; no place leaves the part out."""

    title = StringField(
        _l("부문 이름"),
        [DataRequired(_l("부문 이름을 적어 주세요.")), Length(max=60, message=_l("60자까지예요."))],
    )

    marks = SelectField(
        _l("숫자의 근거 번호"),
        choices=choices([("", _l("달지 않음")), ("yes", _l("작은 번호 달기"))]),
        default="",
    )
    style = SelectField(_l("문체"), choices=choices(STYLE_NAMES.items()), default="")

    most_pages = IntegerField(
        _l("본문의 최대 쪽수"),
        [Optional(), NumberRange(1, 999, _l("1부터 999까지예요."))],
    )
    seen = HiddenField()  # the frame's fingerprint when it was opened

    @classmethod
    def of(cls, template: dict) -> "TemplateForm":
        form = cls()
        if not form.is_submitted():
            shown: dict = {name: template.get(name) for name in ("title", "most_pages", "style")}
            shown["marks"] = "yes" if template.get("marks") else ""
            shown["seen"] = frame_of(template)
            for place, chapter in enumerate(template["chapters"], 1):
                shown[f"{chapter['part']}_place"] = place
            headings = {c["part"]: c["heading"] for c in EXAMPLE["chapters"]}
            headings |= {c["part"]: c["heading"] for c in template["chapters"]}
            form.process(
                data=shown | {f"{part}_heading": words for part, words in headings.items()}
            )
        return form

    def template(self, before: dict) -> dict:
        """What was asked for, as plans/section/template.py has it; the blocks stay as before."""
        placed = [
            (self[f"{part}_place"].data, part) for part in PARTS if self[f"{part}_place"].data
        ]
        kept = {chapter["part"]: chapter for chapter in before["chapters"]}
        rest = {name: value for name, value in before.items() if name not in ("style", "marks")}
        style: dict = {"style": self.style.data} if self.style.data else {}
        style |= {"marks": True} if self.marks.data else {}
        return (
            rest
            | style
            | {
                "title": self.title.data.strip(),
                "most_pages": self.most_pages.data,
                "chapters": [
                    kept.get(part, {"part": part})
                    | {"heading": self[f"{part}_heading"].data.strip()}
                    for _place, part in sorted(placed)
                ],
            }
        )

    def validate(self, **kwargs):
        fine = super().validate(**kwargs)
        if fine and not any(self[f"{part}_place"].data for part in PARTS):
            self.form_errors.append(_l("장을 하나 이상 남겨 주세요."))
            fine = False
        return fine


for _part in PARTS:
    setattr(
        TemplateForm,
        f"{_part}_heading",
        StringField(
            _l("제목"),
            [DataRequired(_l("제목을 적어 주세요.")), Length(max=60, message=_l("60자까지예요."))],
        ),
    )
    setattr(
        TemplateForm,
        f"{_part}_place",
        IntegerField(_l("차례"), [Optional(), NumberRange(1, 99, _l("1부터 99까지예요."))]),
    )


class ParagraphForm(FlaskForm):
    """lines_left: how many lines the summary page has room for; None for a text of a chapter."""

    lines_left: int | None = None

    text = long_text(
        _l("글"),
        PARAGRAPH,
        _l("글을 적어 주세요."),
        _l("글은 한 번에 %(max)d자까지 쓸 수 있어요."),
        known_figures,
    )

    def validate_text(self, field):
        if self.lines_left is None:
            return
        lines = [line for line in field.data.splitlines() if line.strip()]
        if max(map(len, lines)) > SENTENCE or len(lines) > self.lines_left:
            sizes = {"lines": self.lines_left, "letters": SENTENCE}
            raise ValidationError(
                _("요약서에는 한 줄에 %(letters)s자, 앞으로 %(lines)s줄까지 실려요.", **sizes)
            )


class RewriteForm(ParagraphForm):
    """seen: the edition that was on the screen."""

    seen = IntegerField(
        validators=[InputRequired(_l("화면을 연 지 오래됐어요. 글을 옮겨 두고 새로 여세요."))]
    )


class NewParagraphForm(ParagraphForm):
    """chapters: part → heading, of the template in use."""

    part = SelectField(_l("들어갈 자리"))

    def __init__(self, chapters: dict[str, str]):
        super().__init__()
        self.part.choices = choices(chapters.items())


class SummaryForm(FlaskForm):
    summary = StringField(
        _l("무엇을 고쳤나요?"),
        [Length(max=SUMMARY, message=_l("%(max)d자까지 쓸 수 있어요."))],
        filters=[paragraphs],
    )
