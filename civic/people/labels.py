"""The words for roles, and for kinds of personal data in a text."""

from flask_babel import lazy_gettext as _l

from civic.roles import CONSULTANT, OPERATOR, PLANNER

ROLES = {PLANNER: _l("담당자"), CONSULTANT: _l("컨설턴트"), OPERATOR: _l("운영자")}
# Kind of personal_data.py → its name.
PERSONAL_NAMES = {
    "resident_number": _l("주민등록번호"),
    "phone": _l("전화번호"),
    "email": _l("이메일"),
    "card": _l("카드번호"),
    "licence": _l("운전면허번호"),
    "passport": _l("여권번호"),
    "account": _l("계좌번호"),
    "plate": _l("차량번호"),
    "dwelling": _l("동·호수"),
    "name": _l("이름"),
}
