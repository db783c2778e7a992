"""Run by typesetting.py: the file that main.typ of a folder makes, on stdout,
or in the files its options name.

Arguments: the folder; JSON of {"fonts": folder, "options": of typst.compile}.
"""

import json
import sys
from pathlib import Path

import typst


def main() -> None:
    folder, arguments = Path(sys.argv[1]), json.loads(sys.argv[2])
    # The wheel's font, and typst's own for the signs it has not (glyphs.py), so that every machine
    # prints the same.
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[arguments["fonts"]]
    )
    pdf = typst.compile(
        str(folder / "main.typ"), root=str(folder), font_paths=fonts, **arguments["options"]
    )
    sys.stdout.buffer.write(pdf or b"")  # nothing where the options name a file


if __name__ == "__main__":
    main()
