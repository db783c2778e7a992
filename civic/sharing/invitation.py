"""What a round asks residents for now, in a line for pictures and posters."""

from flask_babel import gettext as _

from civic.db import now
from civic.rounds.models import Round
from civic.web.filters import day, last_moment

ASKED = ("vote", "target", "report", "propose")  # what ends soonest for good comes first


def invitation(round: Round) -> tuple[str, str]:
    """(the question, until when); of a round that asks nothing now, its title and ""."""
    act = next((act for act in ASKED if act in round.open_phases()), None)
    questions = {
        "report": _("우리 동네에서 무엇이 불편하세요?"),
        "propose": _("이 문제, 어떻게 풀면 좋을까요?"),
        "vote": _("우리 도시에 필요한 것을 골라 주세요"),
        "target": _("얼마나 나아지면 좋을까요?"),
    }
    if act is not None and (phase := round.phase(act)) is not None:
        return questions[act], _("%(day)s까지", day=last_moment(phase.ends_at))
    coming = [p for name in ASKED if (p := round.phase(name)) and p.starts_at > now()]
    if coming:
        first = min(coming, key=lambda phase: phase.starts_at)
        return round.title, _("%(day)s부터", day=day(first.starts_at))
    return round.title, ""
