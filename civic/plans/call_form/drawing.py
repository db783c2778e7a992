"""The pages of an uploaded form as pictures, where what draws them (rhwp) is installed. Pure."""

import logging
from importlib.util import find_spec

from civic.call_forms.pages.drawing_child import DrawnPage, draw
from civic.own_process import ChildFailed, answer

log = logging.getLogger(__name__)


def can_draw() -> bool:
    return find_spec("rhwp") is not None


def drawn_pages(content: bytes, parts: list[bytes]) -> list[DrawnPage]:
    """parts: of the form, packed. None of what can't be drawn: the form is filled all the same."""
    if not can_draw():
        return []
    try:
        return answer(draw, content, parts)
    except ChildFailed as wrong:
        log.warning("a form of %s bytes was not drawn: %s", len(content), wrong)
        return []
