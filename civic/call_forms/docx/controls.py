"""Content controls and the form fields of older Words: where their words stand."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from civic.call_forms.docx.runs import AROUND, W, run_text, runs_of
from civic.call_forms.hwpx.tree import local

_NO_TEXT = (
    *("picture", "docPartObj", "docPartList", "group", "equation", "citation", "bibliography"),
    *("repeatingSection", "repeatingSectionItem"),
)


def only_paragraph(control: Any) -> Any:
    """Of a control around a paragraph or cell: the one it holds; None where it holds more."""
    content, settings = control.find(f"{W}sdtContent"), control.find(f"{W}sdtPr")
    kinds = {local(one) for one in settings} if settings is not None else set()
    if content is None or kinds.intersection(_NO_TEXT):
        return None
    paragraphs = list(content.iter(f"{W}p"))
    held = any(True for _one in content.iter(f"{W}tbl", f"{W}sdt"))
    return paragraphs[0] if len(paragraphs) == 1 and not held else None


def words_in(control: Any) -> Any:
    """What holds the runs of a control."""
    content = control.find(f"{W}sdtContent")
    inside = content.find(f".//{W}p") if content is not None else None
    return inside if inside is not None else content


class OldField(NamedTuple):
    """FORMTEXT or FORMCHECKBOX, told by its first run; settings: of its ffData."""

    first: Any
    settings: Any
    result: list[Any]
    separator: Any
    behind: list[Any]  # runs up to the next one

    @property
    def box(self) -> Any:
        return self.settings.find(f"{W}checkBox")

    @property
    def name(self) -> str:
        name = self.settings.find(f"{W}name")
        return name.get(f"{W}val", "") if name is not None else ""

    @property
    def text(self) -> str:
        return "".join(map(run_text, self.result))


def old_fields(paragraph: Any) -> list[OldField]:
    """Those that begin and end in it, and hold no other."""
    fields: list[OldField] = []
    first, separator = None, None
    result: list[Any] = []
    for run in runs_of(paragraph):
        mark = run.find(f"{W}fldChar")
        kind = mark.get(f"{W}fldCharType", "") if mark is not None else ""
        if kind == "begin":
            first, separator, result = run, None, []
        elif kind == "separate":
            separator = run
        elif kind == "end" and first is not None:
            settings = first.find(f"{W}fldChar/{W}ffData")
            if settings is not None:
                fields.append(OldField(first, settings, result, separator, []))
            first = None
        elif first is not None and separator is not None:
            result.append(run)
        elif first is None and fields:
            fields[-1].behind.append(run)
    return [one for one in fields if one.box is not None or one.separator is not None]


def rows_of(table: Any) -> Iterator[Any]:
    for child in table:
        if local(child) == "tr":
            yield child
        elif local(child) in AROUND:
            yield from rows_of(child)


def cells_of(row: Any, control: Any = None) -> Iterator[tuple[Any, Any]]:
    """Each cell, with the control around it."""
    for child in row:
        if local(child) == "tc":
            yield child, control
        elif local(child) in AROUND:
            yield from cells_of(child, child if local(child) == "sdt" else control)


def is_wrapped(cell: Any) -> bool:
    """It or its row stands in a control, not in the row and table themselves."""
    row = cell.getparent()
    return local(row) != "tr" or local(row.getparent()) != "tbl"
