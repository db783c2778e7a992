"""The population as the cells that strata are pooled of. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from civic.panel.rules import PopulationMissing
from civic.places.population.rows import ALL, BANDS

# Ways to part ages: the first band of each group after the youngest.
AGE_SCHEMES: dict[str, tuple[int, ...]] = {
    "thirds": (40, 60),
    "decades": (20, 30, 40, 50, 60, 70),
}
YOUNGEST = ("10", "20")
BOTH = ("f", "m")


def age_groups(scheme: str, youngest: str) -> list[str]:
    """First bands of the groups: ["20", "40", "60"]."""
    return [youngest, *(str(n) for n in AGE_SCHEMES[scheme] if n > int(youngest))]


def group_of(band: str, groups: Sequence[str]) -> str:
    """The group that a band is in."""
    return [first for first in groups if int(first) <= int(band)][-1]


def group_ages(first: str, groups: Sequence[str]) -> tuple[int, int | None]:
    """First and last age of a group: (20, 39); (60, None) of the oldest."""
    place = groups.index(first)
    last = int(groups[place + 1]) - 1 if place + 1 < len(groups) else None
    return int(first), last


def population_cells(
    people: Mapping[tuple[int, str], int],
    districts: Iterable[tuple[int, str, str]],
    features: Sequence[str],
    scheme: str,
    youngest: str,
) -> list[dict]:
    """Cells with the features chosen and "people", ordered by age, sex and district.

    people: (district id, band) → residents, as places/population has them. districts: (id, code,
    name). The table does not tell women from men: each are half of a cell. To stay whole numbers
    all cells are then counted twice, which changes no share.
    Raises: PopulationMissing.
    """
    places = list(districts)
    bands = [band for band in BANDS if int(band) >= int(youngest)]
    if missing := [name for id, _, name in places if not any((id, b) in people for b in BANDS)]:
        whole = [name for id, _, name in places if (id, ALL) not in people]
        if whole or "age" in features:
            raise PopulationMissing(whole or missing, ages=not whole)
    groups = age_groups(scheme, youngest) if "age" in features else [youngest]
    cells: dict[tuple, int] = {}
    for first in groups:
        for sex in BOTH if "sex" in features else ("",):
            for id, code, _name in places:
                mine = [b for b in bands if group_of(b, groups) == first]
                living = sum(people.get((id, band), 0) for band in mine) + people.get((id, ALL), 0)
                key = (first, sex, code if "district" in features else "")
                cells[key] = cells.get(key, 0) + living
    if not any(cells.values()):
        raise PopulationMissing([name for _, _, name in places])
    names = ("age", "sex", "district")
    return [
        {n: v for n, v in zip(names, key, strict=True) if n in features} | {"people": living}
        for key, living in cells.items()
    ]


def cell_of(
    features: Sequence[str], groups: Sequence[str], band: str | None, sex: str, district: str
) -> dict:
    """The features of an applicant's cell. sex: f or m."""
    age = group_of(band, groups) if "age" in features and band else ""
    values = {"age": age, "sex": sex, "district": district}
    return {name: values[name] for name in features}
