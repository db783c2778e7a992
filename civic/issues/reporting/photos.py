"""The photos a report is sent with: those uploaded before, and those that come with the form."""

from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext as _
from sqlalchemy import select

from civic.db import db
from civic.issues.forms import ALT_MAX
from civic.photos.browser import keep, sender, store, upload_key
from civic.photos.intake import Rejected
from civic.photos.models import Photo
from civic.photos.refusals import REFUSALS
from civic.photos.stored import StoredPicture
from civic.text import one_line

MOST = 5


@dataclass
class ReportPhotos:
    """chosen: (photo, alt) in order. refusals: sentences, each naming the file and the reason.
    missing: keys sent that are no longer there, or not this sender's."""

    chosen: list[tuple[Photo, str]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def kept(self) -> list[list[str]]:
        """[[key, alt], …] for a draft."""
        return [[photo.key, alt] for photo, alt in self.chosen]

    def take_out(self, key: str) -> None:
        """A photo that turned out to be part of another report. Those that came with the form are
        gone with its transaction."""
        left = [pair for pair in self.chosen if pair[0] in db.session]
        self.chosen = [pair for pair in left if pair[0].key != key]
        self.missing.append(key)


def photos_sent(also: frozenset[str] = frozenset()) -> ReportPhotos:
    """The form's photo_keys with photo_alts, then the files in `photos`; five in all.

    Files are stored at once, so that a form with a mistake comes back with its good photos.
    Args: also: keys kept with this browser's draft. Raises: OSError; then no file is left.
    """
    files = _files_sent()
    keys = list(dict.fromkeys(request.form.getlist("photo_keys")))
    alts = [one_line(alt)[:ALT_MAX] for alt in request.form.getlist("photo_alts")]
    photos = ReportPhotos(usable(keys, alts, also))
    here = {photo.key for photo, _alt in photos.chosen}
    photos.missing = [key for key in keys if key not in here]
    if photos.missing:
        photos.refusals.append(_("올려 둔 사진 가운데 찾을 수 없는 것이 있어요. 다시 골라 주세요."))
    for name, picture in files:
        _take(name, picture, photos)
    if len(photos.chosen) > MOST:
        del photos.chosen[MOST:]
        _too_many(photos)
    return photos


def usable(keys, alts, also=frozenset()) -> list[tuple[Photo, str]]:
    """(photo, alt) in the order of keys, of those this person or browser may attach."""
    mine = {photo.key: photo for photo in Photo.usable(keys, sender(), upload_key())}
    for photo in db.session.scalars(select(Photo).where(Photo.key.in_(also & set(keys)))):
        if photo.attached_at is None:
            mine[photo.key] = photo
    alts = [*alts, *[""] * len(keys)]
    return [(mine[key], alt) for key, alt in zip(keys, alts, strict=False) if key in mine]


def _files_sent() -> list[tuple[str, StoredPicture | Rejected]]:
    """Each file's name with its stored picture, or why there is none. One more than MOST tells that
    there are too many."""
    files = [file for file in request.files.getlist("photos") if file.filename][: MOST + 1]
    if files:
        db.session.rollback()  # SQLite's write lock is not held while pictures are shrunk
    pictures = []
    try:
        for file in files:
            pictures.append((one_line(file.filename)[:60], _stored(file)))
    except BaseException:
        _discard(pictures)
        raise
    return pictures


def _stored(file) -> StoredPicture | Rejected:
    try:
        return store(file.read())
    except Rejected as rejected:
        return rejected


def _discard(pictures):
    for _name, picture in pictures:
        if isinstance(picture, StoredPicture):
            picture.discard()


def _take(name, picture, photos):
    if len(photos.chosen) >= MOST:
        _too_many(photos)
        _discard([(name, picture)])
        return
    if isinstance(picture, Rejected):
        _status, sentence = REFUSALS[picture.reason]
        photos.refusals.append(f"{name}: {sentence}")
        return
    photo = keep(picture)
    if photo not in [chosen for chosen, _alt in photos.chosen]:
        photos.chosen.append((photo, ""))


def _too_many(photos):
    sentence = _("사진은 %(n)s장까지 보낼 수 있어요. 나머지는 담지 않았어요.", n=MOST)
    if sentence not in photos.refusals:
        photos.refusals.append(sentence)
