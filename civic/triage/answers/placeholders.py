"""Placeholders in an answer: {접수번호} becomes the number of each report it goes to. Pure."""

import re

PLACEHOLDERS = ("접수번호", "제목", "읍면동", "분야", "접수일")
IN_BRACES = re.compile(r"\{\s*([^{}\n]{1,20}?)\s*\}")


def unknown(body: str) -> list[str]:
    """What stands in braces and is no placeholder, each once."""
    names = dict.fromkeys(IN_BRACES.findall(body))
    return [name for name in names if name not in PLACEHOLDERS]


def filled(body: str, values: dict[str, str]) -> str:
    """The words with every placeholder replaced. values: placeholder → what it says."""
    return IN_BRACES.sub(lambda match: values.get(match[1], match[0]), body)
