"""How high a frame has to be for what it shows, told beforehand: by letters and lines. Pure.

Cautious: a little too high leaves paper below, too low a bar to scroll. Sizes in CSS pixels, as
static/css has them at a text size of 100 %.
"""

from collections.abc import Iterable
from math import ceil

from civic.open_data.embeds.views import View

SIDES = 32  # paper left and right of the words
LINE, GAP = 28, 8
LETTER = 18  # a Korean one; others are narrower
AROUND = 280  # the title in two lines, the link in two, paper above and below
MOST = 2000


def height_of(view: View, rows: Iterable[str], width: int, picture: float = 0.0) -> int:
    """rows: the words of each. width: of the frame. picture: height by width of one above them."""
    room = max(1, width - SIDES)
    lines = sum(_lines(words, room - view.beside_px) * LINE + view.under_px for words in rows)
    return min(MOST, AROUND + ceil(picture * room) + lines)


def _lines(words: str, room: int) -> int:
    return max(1, ceil(len(words) * LETTER / max(LETTER, room)))
