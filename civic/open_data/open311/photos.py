"""The pictures of a report that a program sends: with it, or by an address."""

from flask import current_app, request
from flask_babel import gettext as _

from civic.engines.outside import OutsideFailed
from civic.open_data.models import Client
from civic.photos.browser import store
from civic.photos.intake import MAX_BYTES, Rejected
from civic.photos.models import Photo
from civic.photos.refusals import REFUSALS
from civic.photos.stored import StoredPicture

MOST = 5
FIELDS = ("media", "photos", "media[]")


class PicturesRefused(Exception):
    """sentences: which, and why. Nothing is stored."""

    def __init__(self, sentences: list[str]):
        super().__init__("; ".join(sentences))
        self.sentences = sentences


def files_sent() -> list[bytes]:
    """Contents of the files of this request, in order. Raises: PicturesRefused: too many."""
    files = [file for name in FIELDS for file in request.files.getlist(name) if file.filename]
    if len(files) > MOST:
        raise PicturesRefused([_("사진은 %(n)s장까지 보낼 수 있어요.", n=MOST)])
    return [file.read() for file in files]


def stored_pictures(files: list[bytes], address: str) -> list[StoredPicture]:
    """The pictures in the photo store: those sent, then what lies at an address. Asks the database
    for nothing: fetching and shrinking take their time.

    Raises: PicturesRefused, OSError; then no file is left.
    """
    pictures: list[StoredPicture] = []
    try:
        for content in [*files, *_fetched(address if len(files) < MOST else "")]:
            pictures.append(store(content))
    except Rejected as rejected:
        discard(pictures)
        raise PicturesRefused([str(REFUSALS[rejected.reason][1])]) from rejected
    except BaseException:
        discard(pictures)
        raise
    return pictures


def kept(pictures: list[StoredPicture], client: Client) -> list[tuple[Photo, str]]:
    """Their rows, without words for what they show; of the same file twice one."""
    photos = [Photo.keep(picture, None, f"client-{client.id}") for picture in pictures]
    return [(photo, "") for photo in dict.fromkeys(photos)]


def discard(pictures: list[StoredPicture]) -> None:
    for picture in pictures:
        picture.discard()


def _fetched(address: str) -> list[bytes]:
    if not address:
        return []
    try:
        return [current_app.extensions["outside"].fetch(address, MAX_BYTES)]
    except OutsideFailed as failed:
        current_app.logger.info("media_url of a client: %s", failed)
        sentence = _("media_url의 사진을 가져오지 못했어요. 공개된 https 주소인지 확인해 주세요.")
        raise PicturesRefused([sentence]) from failed
