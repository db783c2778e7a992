"""Words that were just posted: what later features do with them, in the same transaction. Pure."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

if TYPE_CHECKING:
    from civic.people.models import Person

# The public reason of words that no planner has looked at yet; a sentence as planners write them.
WAITS = "새로 가입한 계정의 글이 한꺼번에 많이 올라와서, 담당자가 먼저 살펴보고 있어요."
SENT_AND_WAITS = _l(
    "잘 받았어요. 새로 가입한 계정의 글이 한꺼번에 많이 올라와서, 담당자가 살펴본 뒤에 다른"
    " 사람에게 보여요. 그동안 나는 볼 수 있어요."
)

# What was posted (a kind of moderation), its id, the round, who wrote it.
Act = Callable[[str, int, Any, "Person"], None]
_WHEN_POSTED: list[Act] = []


def when_posted(act: Act) -> Act:
    """Decorates what a feature does with words that a person has just posted."""
    _WHEN_POSTED.append(act)
    return act


def posted(kind: str, thing_id: int, round: Any, author: "Person | None") -> None:
    """Every feature looks at them; nobody's words are not."""
    if author is None:
        return
    for act in _WHEN_POSTED:
        act(kind, thing_id, round, author)


class Waitable:
    """A thing that can be hidden, for a reason or until a planner has looked at it."""

    if TYPE_CHECKING:
        hidden_at: Any
        hidden_reason: Any

    @property
    def waits(self) -> bool:
        """True while it is hidden because no planner has looked at it."""
        since: datetime | None = self.hidden_at
        return since is not None and self.hidden_reason == WAITS

    @property
    def waits_because(self) -> str:
        """WAITS, which is kept in Korean, in the reader's language."""
        return _("새로 가입한 계정의 글이 한꺼번에 많이 올라와서, 담당자가 먼저 살펴보고 있어요.")
