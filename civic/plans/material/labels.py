"""Words for what planners bring into the section."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.plans.material.rules import CELL, COLUMNS, MOST, ROWS, TABLE_TEXT, TableWrong

KIND_NAMES = {"table": _l("표"), "picture": _l("그림"), "chapter": _l("장")}
NEW_NAMES = {"table": _l("표 넣기"), "picture": _l("그림 넣기"), "chapter": _l("장 넣기")}
EDIT_NAMES = {"table": _l("표 고치기"), "picture": _l("그림 고치기"), "chapter": _l("장 고치기")}


def too_much(kind: str) -> str:
    return {
        "table": _("표는 %(most)s개까지 넣을 수 있어요.", most=MOST["table"]),
        "picture": _("그림은 %(most)s개까지 넣을 수 있어요.", most=MOST["picture"]),
        "chapter": _("장은 %(most)s개까지 넣을 수 있어요.", most=MOST["chapter"]),
    }[kind]


def about_table(wrong: TableWrong) -> str:
    """Why a table is not taken, and what to do."""
    number = {"n": f"{wrong.n:,}"}
    return {
        "no_rows": _("제목 줄과 내용이 한 줄은 있어야 해요."),
        "columns": _("열이 %(n)s개예요. %(most)s개까지 넣을 수 있어요.", most=COLUMNS, **number),
        "rows": _("내용이 %(n)s줄이에요. %(most)s줄까지 넣을 수 있어요.", most=ROWS, **number),
        "cell": _("%(n)s번째 줄에 %(most)s자보다 긴 칸이 있어요.", most=CELL, **number),
        "text": _(
            "표의 글이 모두 %(n)s자예요. %(most)s자까지 넣을 수 있어요.",
            most=f"{TABLE_TEXT:,}",
            **number,
        ),
    }[wrong.why]
