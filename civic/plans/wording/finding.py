"""A line somebody typed, and what is found in it. Pure."""

from dataclasses import dataclass, field
from typing import Any

from civic.documents.placeholders import MARKS


@dataclass(frozen=True)
class TypedLine:
    """key: of the paragraph or chapter it stands in; part: the chapter's; text: as it was typed."""

    key: str
    part: str
    text: str

    @property
    def words(self) -> str:
        """Without its mark."""
        line = self.text.strip()
        return line[1:].strip() if line[:1] in tuple(MARKS) else line


@dataclass(frozen=True)
class Finding:
    """kind: sentence | hanging | long | repeat | number. words: what is meant, as it stands there;
    values: what its sentence in labels.py wants; fact: id of the figure that says otherwise; place:
    the chapter that is printed in, and the key of its block there."""

    kind: str
    key: str
    part: str
    words: str
    values: dict[str, Any] = field(default_factory=dict)
    fact: str = ""
    place: tuple[str, str] | None = None
