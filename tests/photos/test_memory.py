"""What a photo may take of a server's memory: told by its header, shared by all, waited for."""

import subprocess
import threading
from functools import cache
from io import BytesIO

import pytest
from PIL import Image

from civic.photos import decoding
from civic.photos.decoding import DecodingBusy, Room
from civic.photos.intake import Rejected, take
from tests.alone import alone
from tests.waiting import PATIENCE_S

SIDE = 7070  # px: just under 50 megapixels
PEAK = """
import resource, sys
from civic.photos.intake import Rejected, take
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
data, before = sys.stdin.buffer.read(), peak()
try:
    verdict = str(take(data).width)
except Rejected as rejected:
    verdict = rejected.reason
print(verdict, peak() - before)
"""


@cache  # fifty megapixels take seconds to pack
def picture(kind="PNG", mode="RGB", size=(SIDE, SIDE), **options) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 0).save(out, kind, **options)
    return out.getvalue()


def taken_elsewhere(data: bytes) -> tuple[str, int]:
    """(width or reason, MB of memory on top) of a process that takes nothing but this picture."""
    done = subprocess.run(alone(PEAK), input=data, capture_output=True, check=True)
    verdict, megabytes = done.stdout.split()
    return verdict.decode(), int(megabytes)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "I;16"])
def test_a_small_png_of_50_megapixels_takes_less_than_300_megabytes(mode):
    data = picture(mode=mode)
    assert len(data) < 300_000
    verdict, megabytes = taken_elsewhere(data)
    assert verdict == "1600"
    assert megabytes < 300


@pytest.mark.parametrize("side", [SIDE, 12_000])
def test_a_webp_is_measured_before_it_is_opened(side):
    """libwebp takes its canvases when a file is opened: 34 bytes took 840 MB."""
    data = picture("WEBP", size=(SIDE, SIDE), lossless=True, method=0)
    bits = (side - 1) | (side - 1) << 14
    data = data[:21] + bits.to_bytes(4, "little") + data[25:]
    verdict, megabytes = taken_elsewhere(data)
    assert verdict == "unfolds_too_large"
    assert megabytes < 30


@pytest.mark.parametrize("lossless", [True, False])
@pytest.mark.parametrize("extended", [True, False])
def test_the_size_of_a_webp_is_read_from_each_of_its_headers(lossless, extended):
    extra = {"exif": b"Exif\0\0"} if extended else {}
    data = picture("WEBP", size=(301, 217), lossless=lossless, **extra)
    assert decoding.webp_bytes(data) == 301 * 217 * decoding.WEBP_BYTES
    assert decoding.webp_bytes(picture("PNG", size=(30, 20))) == 0


def test_a_progressive_jpeg_counts_what_it_keeps_beside_its_pixels():
    fine = Image.open(BytesIO(picture("JPEG", size=(800, 600), progressive=True, subsampling=0)))
    phone = Image.open(BytesIO(picture("JPEG", size=(800, 600), progressive=True, subsampling=2)))
    plain = Image.open(BytesIO(picture("JPEG", size=(800, 600))))
    assert decoding.coefficient_bytes(fine) == 800 * 600 * 6
    assert decoding.coefficient_bytes(phone) == 800 * 600 * 3
    assert decoding.coefficient_bytes(plain) == 0


def test_whoever_finds_no_room_waits_for_it_and_is_sent_away_in_time():
    room = Room(most_bytes=100, longest_wait_s=0.05)
    with room.of(60):
        with room.of(40):
            pass
        with pytest.raises(DecodingBusy), room.of(41):
            pass
    with room.of(100):
        pass


def test_room_that_becomes_free_goes_to_whoever_waits():
    room, entered = Room(most_bytes=100, longest_wait_s=PATIENCE_S), threading.Event()

    def later():
        with room.of(80):
            entered.set()

    with room.of(60):
        waiting = threading.Thread(target=later)
        waiting.start()
        assert not entered.wait(0.1)
    assert entered.wait(PATIENCE_S)
    waiting.join()


def test_a_photo_that_fails_gives_its_room_back(monkeypatch):
    room = Room()
    monkeypatch.setattr(decoding, "ROOM", room)
    whole = picture("JPEG", size=(64, 64))
    with pytest.raises(Rejected):
        take(whole[: len(whole) // 2])
    assert room.left == room.most_bytes


def test_minji_is_asked_to_come_back_when_others_photos_take_all_the_room(client, monkeypatch):
    room = Room(most_bytes=1000, longest_wait_s=0.05)
    monkeypatch.setattr(decoding, "ROOM", room)
    sent = {"photo": (BytesIO(picture("JPEG", size=(400, 300))), "a.jpg")}
    with room.of(1000):
        answer = client.post("/photos", data=sent, headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "다시 보내" in answer.json["error"]
