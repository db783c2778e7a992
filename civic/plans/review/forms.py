"""What consultants remark, what is said under it, and what planners answer."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from civic.plans.review.anchoring import find_words
from civic.plans.review.labels import DISPOSITION_NAMES
from civic.plans.rules import QUOTE, REASON, REMARK, REPLY, SUGGESTION
from civic.plans.writing.fields import long_text
from civic.text import paragraphs
from civic.web.choices import choices


class RemarkForm(FlaskForm):
    """anchor: what the block says (anchoring.Anchor), once it is known."""

    paragraph_key = StringField(validators=[InputRequired()])
    row = StringField(_l("어느 줄인가요?"), [Length(max=80)])
    body = long_text(
        _l("컨설팅 의견"),
        REMARK,
        _l("의견을 적어 주세요."),
        _l("의견은 %(max)d자까지 쓸 수 있어요."),
    )
    quote = StringField(
        _l("짚은 글"),
        [Length(max=QUOTE, message=_l("짚은 글은 %(max)d자까지 쓸 수 있어요."))],
        filters=[paragraphs],
    )
    suggestion = StringField(
        _l("이렇게 고치면 어떨까요?"),
        [Length(max=SUGGESTION, message=_l("제안 문구는 %(max)d자까지 쓸 수 있어요."))],
        filters=[paragraphs],
    )
    anchor = None

    def validate_quote(self, field):
        text = self.anchor.rows.get(self.row.data, self.anchor.text) if self.anchor else ""
        if field.data and self.anchor and not find_words(field.data, text):
            raise ValidationError(
                _("이 자리에 없는 글이에요. 비워 두면 문단 전체에 대한 의견이 돼요.")
            )


class DispositionForm(FlaskForm):
    kind = RadioField(
        _l("조치"),
        choices=choices(DISPOSITION_NAMES.items()),
        validators=[InputRequired(_l("반영, 일부반영, 미반영 가운데 하나를 골라 주세요."))],
    )
    reason = long_text(
        _l("조치 내용과 이유"),
        REASON,
        _l("어떻게 조치했는지, 또는 왜 반영하지 않는지 적어 주세요."),
        _l("조치 내용은 %(max)d자까지 쓸 수 있어요."),
    )
    version = SelectField(_l("어느 판에서 고쳤나요?"), choices=choices([("", "")]), default="")

    def offer(self, versions) -> "DispositionForm":
        """versions: those that may have changed the plan, newest first."""
        named = [(each.name, _("제%(n)s호", n=each.name)) for each in versions]
        self.version.choices = choices([("", _("글을 고치지 않음")), *named])
        return self


class RemarkReplyForm(FlaskForm):
    body = long_text(
        _l("답글"),
        REPLY,
        _l("답글을 적어 주세요."),
        _l("답글은 %(max)d자까지 쓸 수 있어요."),
    )


class JudgeForm(FlaskForm):
    """An answer will do. verdict: accept | reopen, the button pressed."""

    verdict = StringField()
    answer_id = IntegerField(validators=[InputRequired()])
    why = StringField(
        _l("무엇이 더 필요한가요?"),
        [Optional(), Length(max=REPLY, message=_l("%(max)d자까지 쓸 수 있어요."))],
        filters=[paragraphs],
    )

    def validate_verdict(self, field):
        if field.data not in ("accept", "reopen"):
            raise ValidationError(_("받아들일지 다시 물을지 골라 주세요."))
        if field.data == "reopen" and not self.why.data:
            self.why.errors = [*self.why.errors, _("무엇이 더 필요한지 적어 주세요.")]
            raise ValidationError(_("무엇이 더 필요한지 적어 주세요."))
