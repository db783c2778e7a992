"""Every kind of act, by its code. A new kind is a file beside this one, a line here, and its form
(triage/forms.py) and words (triage/labels.py). A later feature adds its own by add()."""

from civic.triage.acts.act import Act
from civic.triage.acts.answer import AnswerMany
from civic.triage.acts.category import Category
from civic.triage.acts.department import Assign
from civic.triage.acts.hide import Hide
from civic.triage.acts.looked import Looked
from civic.triage.acts.merge import MergeMany
from civic.triage.acts.place import PlaceMany
from civic.triage.acts.status import Status, Transfer
from civic.triage.acts.theme import InTheme

KINDS: dict[str, type[Act]] = {
    act.kind: act
    for act in (
        Looked,
        Category,
        PlaceMany,
        InTheme,
        Assign,
        Status,
        AnswerMany,
        Transfer,
        MergeMany,
        Hide,
    )
}


def add(act: type[Act]) -> None:
    """Let the desk do an act of a later feature."""
    KINDS[act.kind] = act
