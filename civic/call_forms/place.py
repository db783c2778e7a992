"""A place of a form: where one value goes, told so that it is found again in a changed form."""

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any

# Raised whenever the same file gives other places or keys than before (tests/call_forms hold the
# keys of our forms to it): forms kept by an older reading are then read again.
READING = 3
KINDS = ("field", "named_cell", "checkbox", "cell", "line", "rows", "block", "remove_guide")


@dataclass(frozen=True)
class FillPlace:
    """A place of a form that takes a value, and how it is recognised in another edition.

    label, normal: as written, and as compared.
    hops: the way from the label's cell to the value's (right, right>right, down).
    above: the column's header, where there is one.
    run: how many cells of values follow the label.
    table: normalised short texts of its table, sorted.
    rows, beside: where a label stands beside several rows, how many the table has, and which of
        those it is (2/4); else 0 and "".
    ordinal, alike: which of how many labels that read the same.
    old: what stands there now. path: where it is in this form. key: short and stable."""

    kind: str
    label: str
    normal: str
    hops: str = ""
    above: str = ""
    run: int = 0
    rows: int = 0
    beside: str = ""
    table: tuple[str, ...] = ()
    heading: str = ""
    ordinal: int = 0
    alike: int = 1
    old: str = ""
    path: str = ""
    key: str = ""
    columns: tuple[str, ...] = field(default=())  # of rows: the header

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"table": list(self.table), "columns": list(self.columns)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "FillPlace":
        """Raises: ValueError for what is no place."""
        known = cls.__dataclass_fields__
        if not isinstance(data, dict) or set(data) - set(known) or data.get("kind") not in KINDS:
            raise ValueError("no place")
        lists = {key: tuple(map(str, data.get(key, ()))) for key in ("table", "columns")}
        numbers = {key: int(data.get(key, known[key].default)) for key in _NUMBERS}
        texts = {k: str(v) for k, v in data.items() if k not in lists and k not in numbers}
        try:
            values: dict[str, Any] = {**texts, **numbers, **lists}
            return cls(**values)
        except TypeError as wrong:
            raise ValueError("no place") from wrong


_NUMBERS = ("run", "rows", "ordinal", "alike")


def key_of(place: FillPlace, repeat: int) -> str:
    """Of what makes a place the one it is, not of where it stands.

    repeat: how many places that say the same came before.
    """
    identity = (place.kind, place.normal, place.hops, place.above, place.heading, place.ordinal)
    digest = hashlib.sha256("\x1f".join(map(str, (*identity, repeat))).encode())
    return f"{place.kind[0]}{digest.hexdigest()[:9]}"
