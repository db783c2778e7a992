"""flask photos check and sweep, as an operator runs them."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from PIL import Image

from civic.db import db, now
from civic.photos.models import Photo


def jpeg(colour="red") -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


def test_check_says_what_intake_would(app, tmp_path):
    good, bad = tmp_path / "가로등 (1).jpg", tmp_path / "page.jpg"
    good.write_bytes(jpeg())
    bad.write_text("<html>")
    result = app.test_cli_runner().invoke(
        args=["photos", "check", str(good), str(bad), str(tmp_path / "missing"), str(tmp_path)]
    )
    assert result.exit_code == 0
    lines = [line.split("\t") for line in result.output.splitlines()]
    assert lines[0] == [str(good), "accept", "-", "40×30", "-"]
    assert lines[1][1:3] == ["reject", "not_an_image"]
    assert lines[2][1] == lines[3][1] == "reject"


def test_sweep_keeps_what_is_used_or_young(app, clock):
    clock(datetime.now(UTC))  # files carry the system's time
    store = app.extensions["photo_store"]
    store.files.clear()
    photos = {c: Photo.take_in(store, jpeg(c), None, "browser") for c in ("red", "blue", "green")}
    photos["red"].attach()
    photos["blue"].created_at = now() - timedelta(hours=25)
    store.put("f" * 32 + ".jpg", b"orphan")
    db.session.commit()
    kept = {name for c in ("red", "green") for name in photos[c].names}

    def sweep():
        result = app.test_cli_runner().invoke(args=["photos", "sweep"])
        assert result.exit_code == 0
        return {name for name, _ in store.names()}

    assert sweep() == kept | {"f" * 32 + ".jpg"}  # the orphan may be a report being sent
    clock(timedelta(hours=2))
    assert sweep() == kept
    clock(timedelta(hours=23))
    assert sweep() == set(photos["red"].names)
    assert db.session.scalars(db.select(Photo.key)).all() == [photos["red"].key]
