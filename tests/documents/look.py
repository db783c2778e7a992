"""Pages of HWPX files as PNGs beside them, drawn by rhwp: python -m tests.documents.look FILE…"""

import sys
from pathlib import Path

from tests.documents.readers import rhwp  # after the FreeType it needs


def draw(file: Path) -> list[Path]:
    """Write FILE-01.png, FILE-02.png …; gives them."""
    document = rhwp.Document.from_bytes(file.read_bytes())
    pages = []
    for number in range(document.page_count):
        page = file.with_name(f"{file.stem}-{number + 1:02}.png")
        page.write_bytes(document.render_png(number))
        pages.append(page)
    return pages


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(*draw(Path(name)), sep="\n")
