"""Which district words name: its own name, a looser one (해미 for 해미면), or an address. Pure.

Words that fit two districts name none: better no place than a wrong one.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

ENDS = re.compile(r"(?:읍|면|동|가)$")
NUMBERED = re.compile(r"^(.+?)제?(\d+)(읍|면|동|가)$")
IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
# 동문 2동, 동문제2동 → 동문2동
APART = re.compile(r"(?<=[가-힣])\s*제?\s*(\d+)\s*(?=동(?![가-힣]))")
PARTS = re.compile(r"[\s,;/·ㆍ]+")
LARGE = "서울|부산|대구|인천|광주|대전|울산|세종"
REGION = re.compile(f"[가-힣○]+[도시군구]|{LARGE}|경기|강원|충북|충남|전북|전남|경북|경남|제주")
CITY = re.compile(f"[가-힣]{{2,}}[시군]|{LARGE}")
# What may stand behind a name in one word with it.
BEHIND = (
    "|에서|에는|에도|에|의|은|는|이|가|을|를|과|와|쪽|내|앞|뒤|인근|일대|지역"
    "|주민센터|사무소|행정복지센터"
)
MOST, SHOWN = 200, 40  # letters of a text that are looked at; that are told


class Match(NamedTuple):
    """what words say of a district. key: its id, None when it is not known. words: those it was
    told by; how: exact | legal (a 법정동 in it) | loose | unclear (they fit several, named in
    fits) | chosen (of those, by a person) | unknown."""

    key: int | None
    words: str
    how: str
    fits: tuple[str, ...] = ()


@dataclass(frozen=True)
class DistrictNames:
    """The districts of one municipality. names: name or code → id. city: its own name; an address
    that names another city names none of these. legal: name of a 법정동 → ids of those it is in."""

    names: dict[str, int]
    city: str = ""
    legal: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def called(self) -> dict[int, str]:
        """A district's id → its name."""
        return {id: name for name, id in self.names.items() if not name.isdecimal()}

    @cached_property
    def stems(self) -> dict[str, set[str]]:
        """A looser name → the names it stands for."""
        stems = defaultdict(set)
        for name in filter(re.compile("[가-힣]").search, self.names):
            for short in (r"\1\3", r"\1", r"\1\2"):
                stems[NUMBERED.sub(short, name)].add(name)
            stems[ENDS.sub("", name)].add(name)
        return {stem: fits for stem, fits in stems.items() if len(stem) > 1}

    def of_name(self, cell: str) -> Match:
        """What a cell of a column of districts names."""
        text = _plain(cell)
        if text in self.names:
            return Match(self.names[text], text, "exact")
        match, words = self.in_address(cell), PARTS.split(_outside(text))
        if match.how != "unknown" or _region(words)[0]:
            return match
        return self._best(words) or match

    def in_address(self, cell: str) -> Match:
        """What an address, or a sentence about a place, names: whole names, and a looser one where
        an address has its district."""
        text = _plain(cell)
        parts = [PARTS.split(part.strip()) for part in (_outside(text), _inside(text))]
        region, _rest = _region(parts[0])
        cities = [word for word in region if CITY.fullmatch(word)]
        if self.city and cities and not any(map(self.city.startswith, cities)):
            return Match(None, text[:SHOWN], "unknown")
        matches = [self._whole(words) for words in parts]
        matches += [self._legal(words) for words in parts]
        matches += [self._best(_region(words)[1][:1]) for words in parts]
        return next(filter(None, matches), Match(None, text[:SHOWN], "unknown"))

    def _whole(self, words):
        """A match when there is a whole name among the words."""
        names = tuple(sorted({name for word in words if (name := self._named(word, self.names))}))
        if len(names) == 1:
            return Match(self.names[names[0]], names[0], "exact")
        return Match(None, ", ".join(names), "unclear", names) if names else None

    def _legal(self, words):
        """A match when there is a 법정동 among the words, and all of them are in one district."""
        named = [name for word in words if (name := self._named(word, self.legal))]
        inside = [set(self.legal[name]) for name in named]
        if not inside:
            return None
        both = set.intersection(*inside) or set.union(*inside)
        names, fits = ", ".join(named), tuple(sorted(self.called.get(id, "") for id in both))
        if len(both) == 1:
            return Match(both.pop(), names, "legal", fits)
        return Match(None, names, "unclear", fits)

    def _named(self, word, known):
        """A name among these that the word is, with or without a particle behind."""
        if word in known:
            return word if not word.isdecimal() else None
        match = re.fullmatch(rf"([가-힣\d]+?[읍면동가리])(?:{BEHIND})", word)
        return match[1] if match and match[1] in known else None

    def _best(self, words):
        """A match when a looser name is among the words."""
        named = " ".join(word for word in words if word in self.stems)
        fits = tuple(sorted(set().union(*(self.stems.get(word, ()) for word in words))))
        if len(fits) == 1:
            return Match(self.names[fits[0]], named, "loose", fits)
        return Match(None, named, "unclear", fits) if fits else None


def _plain(cell):
    text = " ".join(unicodedata.normalize("NFKC", cell[:MOST]).split())
    return APART.sub(r"\1", text)


def _outside(text):
    return IN_BRACKETS.sub(" ", text)


def _inside(text):
    return " ".join(IN_BRACKETS.findall(text))


def _region(words):
    """(province, city and county at the beginning, the words behind them)"""
    count = 0
    while count < len(words) - 1 and REGION.fullmatch(words[count]):
        count += 1
    return words[:count], words[count:]
