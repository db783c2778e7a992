"""Participation by district and age band against the population, with small numbers hidden. Pure.

What representation() returns is all that ever leaves: the page, the plan's snapshot, the files and
the open address are made of it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from civic.disclosure_control import LEAST, Shown, suppress, underrepresented
from civic.places.population.rows import ALL, BAND_LABELS, BANDS

UNKNOWN = "none"  # a district or an age that is not known
UNKNOWN_WORDS = "미상"
VOTED, OTHERWISE = "voted", "otherwise"


@dataclass(frozen=True)
class Participant:
    """Who took part: code of the district, band of places.population, or UNKNOWN."""

    district: str
    band: str
    voted: bool


def representation(
    people: Mapping[Participant, int],
    districts: Sequence[tuple[str, str]],
    population: Mapping[tuple[str, str], int],
) -> dict:
    """Who took part, as plain values; None where a number is hidden or not known.

    Args: people: how many took part, each person counted once. districts: (code, name), in order.
    population: by (code, band), band ALL where ages are not known.
    Returns: {least, total, voters, population, silent and hidden: names, districts: [{code, name,
    population, people, voters, per_thousand, silent}], bands: [{band, name, population, people,
    share_percent, population_percent}], cells: [{district, band, people}]}.
    """
    names = [*districts, (UNKNOWN, UNKNOWN_WORDS)]
    if all(each.district != UNKNOWN for each in people):
        names.pop()
    bands = [*BANDS, UNKNOWN] if any(each.band == UNKNOWN for each in people) else [*BANDS]
    shown = _protected(people, [code for code, _ in names], bands, population)
    voters = _voters(people)
    living = {code: _living(population, code) for code, _ in districts}
    silent_districts = underrepresented(
        shown, {code: number for code, number in living.items() if number}
    )
    return {
        "least": LEAST,
        "total": shown.total,
        "voters": voters if voters >= LEAST else None,
        "population": sum(filter(None, living.values())) or None,
        "silent": [name for code, name in districts if code in silent_districts],
        "hidden": [name for code, name in names if shown.total and shown.rows[code] is None],
        "districts": [
            _district(shown, code, name, living, silent_districts) for code, name in names
        ],
        "bands": _bands(shown, bands, population),
        "cells": [
            {"district": code, "band": band, "people": number}
            for (table, code, band), number in shown.cells.items()
            if table == "age"
        ],
    }


def _voters(people) -> int:
    return sum(number for each, number in people.items() if each.voted)


def _protected(people, codes, bands, population) -> Shown:
    """As much as can be shown: ages and voters by district, else ages, else districts alone.

    The sum of voters is printed with the result, so nothing may count on its being hidden, nor on
    that of the others.
    """
    age = _counted(people, codes, bands, lambda p: p.band)
    act = _counted(people, codes, (VOTED, OTHERWISE), lambda p: VOTED if p.voted else OTHERWISE)
    most = _most(age, codes, population)
    tries = [{"age": age}, {"all": _counted(people, codes, (ALL,), lambda _: ALL)}]
    if _voters(people) >= LEAST:
        tries.insert(0, {"age": age, "act": act})
    for tables in tries:
        shown = suppress(tables, most, public={("act", VOTED), ("act", OTHERWISE)})
        if shown.total is not None:
            break
    return shown


def _counted(people, codes, columns, column) -> dict[tuple[str, str], int]:
    counts = Counter()
    for each, number in people.items():
        counts[each.district, column(each)] += number
    return {(code, name): counts[code, name] for code in codes for name in columns}


def _most(age, codes, population):
    """The most people of each age that everybody knows, unless more than live there took part."""
    known = {(code, band): population.get((code, band)) for code in codes for band in BANDS}
    return {
        ("age", *key): most for key, most in known.items() if most is not None and most >= age[key]
    }


def _living(population, code) -> int | None:
    numbers = [n for (district, _band), n in population.items() if district == code]
    return sum(numbers) if numbers else None


def _district(shown: Shown, code, name, living, silent_districts) -> dict:
    people, population = shown.rows[code], living.get(code)
    rate = round(1000 * people / population, 1) if people is not None and population else None
    return {
        "code": code,
        "name": name,
        "population": population,
        "people": people,
        "voters": shown.cells.get(("act", code, VOTED)),
        "per_thousand": rate,
        "silent": code in silent_districts,
    }


def _bands(shown: Shown, bands, population) -> list[dict]:
    living = Counter()
    for (_district, band), number in population.items():
        living[band] += number
    whole = sum(living[band] for band in BANDS)
    known = not living[ALL] and whole > 0
    return [
        {
            "band": band,
            "name": BAND_LABELS.get(band, UNKNOWN_WORDS),
            "population": living[band] if known and band in BANDS else None,
            "people": (people := shown.columns.get(("age", band))),
            "share_percent": _percent(people, shown.total),
            "population_percent": _percent(living[band], whole)
            if known and band in BANDS
            else None,
        }
        for band in bands
    ]


def _percent(part, whole) -> float | None:
    return round(100 * part / whole, 1) if part is not None and whole else None
