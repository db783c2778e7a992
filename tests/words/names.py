"""The house's rules of names, as tests/house.py has those of its rooms."""

import re
from collections.abc import Iterator

from tests.house import House
from tests.words.variables import VERBS, names_given

# Private ones are known in their own file alone.
CLASS = re.compile(r"^class ([A-Za-z]\w*)", re.MULTILINE)


def shared_class_names(house: House) -> Iterator[str]:
    """Classes of one name: a name stands for one idea. Shapes of the API have the names that its
    clients know."""
    homes: dict[str, str] = {}
    for path, text in house.sources.items():
        if path == "open_data/api/shapes.py":
            continue
        for name in CLASS.findall(text):
            if home := homes.get(name):
                yield f"{path} and {home} have a class {name}"
            homes[name] = path


def verbs_for_variables(house: House) -> Iterator[str]:
    """Variables are nouns of what they hold."""
    for path, text in house.sources.items():
        for name in sorted(names_given(text) & VERBS):
            yield f"{path} keeps something as {name}"
