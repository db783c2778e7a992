"""What planners type may name figures: {issues.reported}. A validator for forms."""

from difflib import get_close_matches

from flask_babel import gettext as _
from wtforms.validators import ValidationError

from civic.plans.section.facts import FIGURES
from civic.plans.section.template import TemplateWrong, check_text


def known_figures(_form, field) -> None:
    """A validator: every {name} is a figure."""
    try:
        check_text(field.data or "")
    except TemplateWrong as wrong:
        raise ValidationError(_sentence(wrong)) from wrong


def _sentence(wrong: TemplateWrong) -> str:
    if wrong.wrong == "brace":
        return _("{ 와 } 는 숫자 이름을 감싸는 데만 써요. 짝을 맞춰 주세요.")
    near = get_close_matches(str(wrong.word), FIGURES, 1)
    if near:
        asked = {"name": wrong.word, "near": near[0]}
        return _("‘%(name)s’라는 숫자는 없어요. {%(near)s} 인가요?", **asked)
    return _("‘%(name)s’라는 숫자는 없어요. 아래 목록에 있는 이름을 써 주세요.", name=wrong.word)
