"""Text boxes of a .docx: Word keeps each twice, for itself and for older programs."""

from collections.abc import Iterator
from typing import Any

from civic.call_forms.docx.runs import W, run_text, runs_of
from civic.call_forms.hwpx.tree import local

_BOX, _SDT = f"{W}txbxContent", f"{W}sdt"
_HOLDERS = ("AlternateContent", "drawing", "pict", "object")


def boxed_paragraphs(runs: list[Any]) -> Iterator[tuple[Any, ...]]:
    """Each paragraph of a text box in these runs, and the same one wherever else it is kept. A box
    whose keepings differ is left out: who could say which of them is read?"""
    for holder in (child for run in runs for child in run if local(child) in _HOLDERS):
        branches = list(holder) if local(holder) == "AlternateContent" else [holder]
        kept = [boxes for one in branches if (boxes := list(one.iter(_BOX)))]
        if len({len(boxes) for boxes in kept}) != 1:
            continue
        for same in zip(*kept, strict=True):
            alike = [box.findall(f"{W}p") for box in same]
            if len({_told_by(paragraphs) for paragraphs in alike}) == 1:
                yield from zip(*alike, strict=True)


def _told_by(paragraphs: list[Any]) -> tuple:
    return tuple((paragraph_words(one), len(controls_of(one))) for one in paragraphs)


def paragraph_words(paragraph: Any) -> str:
    return "".join(run_text(run) for run in runs_of(paragraph))


def controls_of(paragraph: Any) -> list[Any]:
    """Content controls of a paragraph, without those of text boxes in it."""
    return [one for one in paragraph.iter(_SDT) if _is_of(one, paragraph)]


def _is_of(control: Any, paragraph: Any) -> bool:
    return next(control.iterancestors(f"{W}p")) is paragraph
