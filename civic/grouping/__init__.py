"""Texts grouped by what they are about, without asking anybody outside: plain values in and out.

Themes are topics, never positions: who is for something and who is against it stand in one. Nothing
is merged here; groups are proposed, and a person decides.
"""

from civic.grouping.assigning import Assigned, assign
from civic.grouping.duplicates import Duplicates, duplicates
from civic.grouping.features import Features, fit
from civic.grouping.grouping import TOO_FEW, Group, Grouping, group
from civic.grouping.texts import Text, pack, read_nouns, read_vectors, unpack

__all__ = [
    "TOO_FEW",
    "Assigned",
    "Duplicates",
    "Features",
    "Group",
    "Grouping",
    "Text",
    "assign",
    "duplicates",
    "fit",
    "group",
    "pack",
    "read_nouns",
    "read_vectors",
    "unpack",
]
