"""What a writer is told before words with personal data go out: what the public will read instead.

A form with this mixin is drawn once more, with the notice, and is taken when it is sent again as it
is, or with the personal data taken out.
"""

from hashlib import sha256
from typing import NamedTuple

from flask import g
from flask_login import current_user
from wtforms import HiddenField

from civic.people.labels import PERSONAL_NAMES
from civic.people.office import works_for
from civic.personal_data import KINDS, NEVER_KEPT, find, mask

EXCERPT = 300


class Masking(NamedTuple):
    """label: of the field. names: of what is masked. shown: the words as the public will read them.
    is_kept: whether the office keeps what was written."""

    label: str
    names: list[str]
    shown: str
    is_kept: bool


class TellsOfMasks:
    """A form whose MASKED fields are read by the public."""

    MASKED: tuple[str, ...] = ("title", "body", "place")
    masks_seen = HiddenField()  # what the writer was told about, by its digest

    def asks_about_masks(self) -> bool:
        """Something would be masked that the writer was not told of yet."""
        if not self.maskings() or works_for(current_user, g.municipality):
            return False
        return self.masks_seen.data != self.masks_digest()

    def maskings(self) -> list[Masking]:
        """Each field in which something will be masked."""
        return [_masking(field) for field in self._read_by_all() if find(field.data or "")]

    def masks_digest(self) -> str:
        """Tells one set of personal data from another; says nothing of what it is."""
        pieces = [
            field.data[each.start : each.end]
            for field in self._read_by_all()
            for each in find(field.data or "")
        ]
        return sha256("\x1f".join(pieces).encode()).hexdigest()[:16]

    def _read_by_all(self):
        return [self[name] for name in self.MASKED if name in self and self[name] is not None]


def _masking(field) -> Masking:
    kinds = {each.kind for each in find(field.data)}
    names = [str(PERSONAL_NAMES[kind]) for kind in KINDS if kind in kinds]
    return Masking(
        str(field.label.text), names, _around(mask(field.data)), not kinds & {*NEVER_KEPT}
    )


def _around(text: str) -> str:
    """The passage of a long text that has the first mask."""
    first = max(0, text.find("[") - EXCERPT // 3)
    end = first + EXCERPT
    return f"{'…' if first else ''}{text[first:end]}{'…' if end < len(text) else ''}"
