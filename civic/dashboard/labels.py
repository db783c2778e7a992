"""Words of the dashboard: where reports came from, whom things wait for, what its tables are."""

from flask_babel import lazy_gettext as _l

# Where from: source → (tone of its columns in charts.css, name).
SOURCES = {
    "resident": ("a", _l("주민 제보")),
    "meeting": ("s", _l("모임에서 들음")),
    "program": ("p", _l("다른 프로그램")),
    "file": ("b", _l("가져온 민원")),
    "office": ("e", _l("담당자가 직접")),
}
WHOM = {
    "planner": _l("담당자"),
    "second": _l("다른 담당자의 확인"),
    "reporter": _l("제보자"),
    "department": _l("부서"),
}
