"""Texts grouped by what they are about, without asking anybody outside: plain values in and out.

Themes are topics, never positions: who is for something and who is against it stand in one. Nothing
is merged here; groups are proposed, and a person decides.

What calculates is imported when it is first asked for: a web process that only shows themes does
without numpy and its 20 MB.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from civic.grouping.texts import Text, read_nouns, read_vectors

if TYPE_CHECKING:
    from civic.grouping.assigning import Assigned, assign
    from civic.grouping.features import Features, fit
    from civic.grouping.grouping import TOO_FEW, Group, Grouping, group
    from civic.grouping.packing import pack, unpack
    from civic.grouping.same_asks import TextPiles, duplicates

_HOMES = {
    **dict.fromkeys(("Assigned", "assign"), "assigning"),
    **dict.fromkeys(("Features", "fit"), "features"),
    **dict.fromkeys(("TOO_FEW", "Group", "Grouping", "group"), "grouping"),
    **dict.fromkeys(("pack", "unpack"), "packing"),
    **dict.fromkeys(("TextPiles", "duplicates"), "same_asks"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"civic.grouping has no {name}")
    return getattr(import_module(f"civic.grouping.{_HOMES[name]}"), name)


__all__ = [
    "TOO_FEW",
    "Assigned",
    "Features",
    "Group",
    "Grouping",
    "Text",
    "TextPiles",
    "assign",
    "duplicates",
    "fit",
    "group",
    "pack",
    "read_nouns",
    "read_vectors",
    "unpack",
]
