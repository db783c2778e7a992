"""What a query asked for, read by its shape. Pure."""

import re
from typing import TypeVar
from urllib.parse import parse_qsl

import msgspec

NUMBER = re.compile("[0-9]{1,18}")
Shape = TypeVar("Shape", bound=msgspec.Struct)


class BadQuery(ValueError):
    """A value that can't be read. name: which."""

    def __init__(self, name: str):
        super().__init__(name)
        self.name = name


def read_query(sent: bytes, shape: type[Shape]) -> Shape:
    """The values that a shape knows, as they were sent, the first of several; others are let go.
    Raises: BadQuery, also for an empty one."""
    args = dict(reversed(parse_qsl(sent.decode(errors="replace"), keep_blank_values=True)))
    numbers = {field.name for field in msgspec.structs.fields(shape) if _is_number(field.type)}
    asked = {
        name: _read(value) if name in numbers else value
        for name, value in args.items()
        if name in shape.__struct_fields__
    }
    for name, value in asked.items():  # one by one, so that the wrong one is known
        try:
            msgspec.convert({name: value}, shape)
        except (msgspec.ValidationError, OverflowError) as wrong:
            raise BadQuery(name) from wrong
    return msgspec.convert(asked, shape)


def _is_number(annotation) -> bool:
    """Also of int | None, and of either with its Meta."""
    options = getattr(annotation, "__args__", ())
    return annotation is int or any(_is_number(option) for option in options)


def _read(value: str) -> str | int:
    """A whole number as one; not by msgspec's own reading, which takes 2026 for a time."""
    return int(value) if NUMBER.fullmatch(value) else value
