"""Runs of a .docx, and what they say."""

from typing import Any

from civic.call_forms.hwpx.tree import local

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AROUND = (
    *("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple"),
)
_LETTERS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}


def runs_of(parent: Any):
    """Runs of a paragraph, those within links and content controls included."""
    for child in parent:
        name = local(child)
        if name == "r":
            yield child
        elif name in AROUND:
            yield from runs_of(child)


def run_text(run: Any) -> str:
    letters = [(c.text or "") if local(c) == "t" else _LETTERS.get(local(c), "") for c in run]
    return "".join(letters)
