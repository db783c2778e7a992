"""Where paper ballots come from, and what is wrong with a typed one, in words."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.votes.paper.sheet import MOST_LINES, BallotFault, BallotTerms
from civic.web.filters import number, won

SOURCES = {"paper": _l("종이 투표지"), "meeting": _l("모임에서 손들기")}
SHOWN = 20  # faulty lines shown at once
# A resident can write these on a ballot; the others are slips of who types it.
INVALID_ON_PAPER = frozenset({"too_many", "over_budget"})


def fault_sentences(faults: list[BallotFault], terms: BallotTerms) -> Iterator[str]:
    """A sentence for each of the first SHOWN faulty lines; faults: [] where no ballot is valid."""
    if not faults:
        yield _("유효한 투표지가 한 장도 없어요.")
    for fault in faults[:SHOWN]:
        if fault.reason == "too_long":
            yield _reason(fault, terms)
        elif fault.text:
            why = _reason(fault, terms)
            if fault.reason in INVALID_ON_PAPER:
                why += " " + _("종이에 그렇게 적혀 있으면 무효표이니 - 를 적어 주세요.")
            yield _(
                "%(line)s번째 줄 “%(text)s”: %(why)s", line=fault.line, text=fault.text, why=why
            )
        else:
            yield _("%(line)s번째 줄: %(why)s", line=fault.line, why=_reason(fault, terms))
    if len(faults) > SHOWN:
        yield _("이런 줄이 %(n)s개 더 있어요.", n=len(faults) - SHOWN)


def _reason(fault, terms):
    if fault.reason == "too_many":
        most = terms.max_choices
        return _("%(k)s개까지 고를 수 있는데 %(n)s개를 적었어요.", k=most, n=fault.about)
    if fault.reason == "over_budget":
        return _("고른 것을 더하면 예산보다 %(over)s 많아요.", over=won(fault.about))
    if fault.reason == "unknown":
        return _("%(number)s번 해결방안은 투표지에 없어요.", number=fault.about)
    if fault.reason == "twice":
        return _("%(number)s번이 두 번 있어요.", number=fault.about)
    if fault.reason == "too_long":
        sent = number(fault.about)
        most = number(MOST_LINES)
        return _("한 번에 %(most)s장까지 적을 수 있어요. 지금은 %(n)s줄이에요.", most=most, n=sent)
    if fault.reason == "blank":
        return _("빈 줄이에요. 무효표면 - 를 적어 주세요.")
    return _("번호만 띄어 적어 주세요. 무효표면 - 를 적어요.")
