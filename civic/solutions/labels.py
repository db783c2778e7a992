"""Labels of solutions: statuses (icon, tone, name), acts (icon, words), fields of a proposal."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.web.filters import won

SOLUTION_STATUSES = {
    "proposed": ("bulb", "", _l("제안")),
    "on_ballot": ("vote", "now", _l("투표 대상")),
    "selected": ("star", "ok", _l("선정")),
    "not_selected": ("no", "", _l("미선정")),
}
SOLUTION_ACTS = {
    "revise": ("pen", _l("내용을 고쳤어요")),
    "withdraw": ("undo", _l("제안을 거두었어요")),
    "put_on_ballot": ("vote", _l("투표 대상에 올렸어요")),
    "take_off_ballot": ("undo", _l("투표 대상에서 내렸어요")),
    "fill_in": ("won", _l("담당자가 비용이나 운영을 채웠어요")),
    "remove": ("no", _l("투표 중에 투표지에서 뺐어요")),
}
SOLUTION_FIELDS = {
    "title": _l("이름"),
    "summary": _l("한두 문장으로"),
    "body": _l("자세한 설명"),
    "category": _l("분야"),
    "cost_won": _l("드는 돈"),
    "operator": _l("다 만든 뒤 운영할 곳"),
    "yearly_cost_won": _l("해마다 드는 운영비"),
    "steps": _l("만드는 순서"),
}


def shown_title(solution) -> str:
    """Its title; of one whose words are hidden, that it is there and which it is.

    solution: a Solution, or what stands for one on a ballot.
    """
    if solution.hidden_at is None:
        return solution.title
    return _("%(n)s번 · 가려진 해결방안", n=solution.number)


def cost_in_words(solution) -> str:
    """What it costs, or that the office still works it out."""
    if solution.cost_won is None:
        return _("비용 확인 중")
    return won(solution.cost_won)
