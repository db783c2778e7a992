"""The words for roles."""

from flask_babel import lazy_gettext as _l

from civic.roles import CONSULTANT, OPERATOR, PLANNER

ROLES = {PLANNER: _l("담당자"), CONSULTANT: _l("컨설턴트"), OPERATOR: _l("운영자")}
