"""What a planner reads whose page is older than what a colleague has saved since. Pure."""

from flask_babel import gettext as _


def saved_meanwhile() -> str:
    return _(
        "그사이 다른 담당자가 저장했어요. 여기 적은 것은 그대로 있어요. 새 창에서 열어"
        " 견주어 보고, 다시 저장하면 여기 적은 것으로 바뀌어요."
    )
