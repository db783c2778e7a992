"""Three independent readers of .hwpx and .hwp. Test-only."""

import re

from tests.documents.readers import hwpforge_text, rhwp, rhwp_text, squeezed, unhwp_text


def _rhwp(data: bytes) -> str:
    """Its outline leaves out text boxes: what it draws has them, a letter at a time."""
    drawn = "".join(rhwp.Document.from_bytes(data).render_all_svg())
    letters = "".join(re.findall(r">([^<]+)</text>", drawn))
    return rhwp_text(data).replace("\\n", "") + letters


READERS = {"rhwp": _rhwp, "unhwp": unhwp_text, "hwpforge": hwpforge_text}
__all__ = ["READERS", "squeezed"]
