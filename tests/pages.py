"""Pages as tests compare them."""

import re


def tight(page: str) -> str:
    """A page without the white space that only lays out its source: one space in words, none
    beside a tag."""
    return re.sub(r" ?([<>]) ?", r"\1", re.sub(r"\s+", " ", page))
