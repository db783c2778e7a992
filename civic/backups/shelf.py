"""The folder in which backups lie: one folder for each, and one with every photo once. Pure.

FOLDER/20261129T231500Z/  manifest.json  database.sqlite3[.age]  jobs.sqlite3[.age]  photos.sha256
FOLDER/photos/ab/cd/abcd….jpg[.age]
"""

import fcntl
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from civic.backups.manifest import FILE_NAME, NAME, Manifest, Unusable

CLEAR = ".clear-"  # begins the names of folders where something lies before it is encrypted
LIST = "photos.sha256"  # what `sha256sum` writes: the digest, two spaces, the name
_BACKUP = re.compile(r"\d{8}T\d{6}Z")
_UNFINISHED = ".unfinished"


@dataclass(frozen=True)
class Shelf:
    folder: Path

    def backups(self) -> list[Path]:
        """Finished ones, the oldest first."""
        paths = (path for path in self.folder.glob("*") if _BACKUP.fullmatch(path.name))
        return sorted(path for path in paths if (path / NAME).exists())

    def chosen(self, name: str = "") -> Path:
        """The backup of that name, else the newest. Raises: Unusable."""
        paths = [path for path in self.backups() if name in ("", path.name)]
        if not paths:
            raise Unusable(f"no finished backup {name or 'at all'} lies in {self.folder}")
        return paths[-1]

    def photo(self, name: str, suffix: str) -> Path:
        return self.folder / "photos" / name[:2] / name[2:4] / (name + suffix)

    @contextmanager
    def alone(self):
        """Raises: Unusable when another backup is being made here."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Unusable(f"another backup is being made in {self.folder}") from None
            yield

    @contextmanager
    def making(self, at: datetime):
        """A folder that becomes the backup of this moment when the block ends well."""
        for left in [*self.folder.glob(f"*{_UNFINISHED}"), *self.folder.glob(f"{CLEAR}*")]:
            shutil.rmtree(left)  # of one that was killed: whoever makes one is alone
        target = self.folder / f"{at:%Y%m%dT%H%M%SZ}"
        part = target.with_name(target.name + _UNFINISHED)
        part.mkdir()
        try:
            yield part
            part.rename(target)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise

    def keep(self, count: int) -> tuple[int, int]:
        """Delete all but the newest so many, and photos that no backup lists any more; how many
        of each."""
        old, gone = self.beyond(count)
        for path in old:
            shutil.rmtree(path)
        for path in gone:
            path.unlink()
        return len(old), len(gone)

    def beyond(self, count: int) -> tuple[list[Path], list[Path]]:
        """All backups but the newest so many, and the files of photos none of those lists."""
        backups = self.backups()
        old, kept = backups[: len(backups) - count], backups[max(0, len(backups) - count) :]
        listed = {name for path in kept for name in photos_of(path)}
        files = (self.folder / "photos").glob("??/??/*")
        return old, [path for path in files if path.name.removesuffix(".age") not in listed]

    def left(self) -> set[str]:
        """Marks of everybody who had left by any backup of the shelf."""
        return {mark for path in self.backups() for mark in Manifest.read(path).left}


def photos_of(backup: Path) -> dict[str, str]:
    """name → SHA-256. Raises: Unusable."""
    try:
        lines = (backup / LIST).read_text(encoding="ascii").splitlines()
        photos = {name: digest for digest, name in (line.split("  ") for line in lines)}
    except (OSError, ValueError) as wrong:
        raise Unusable(f"{backup.name}/{LIST} can't be read ({wrong})") from wrong
    if strange := [name for name in photos if not FILE_NAME.fullmatch(name)]:
        raise Unusable(f"{backup.name}/{LIST} names what is no photo: {strange[0]}")
    return photos


def write_photos(backup: Path, photos: dict[str, str]) -> None:
    lines = [f"{digest}  {name}\n" for name, digest in sorted(photos.items())]
    (backup / LIST).write_text("".join(lines), encoding="ascii")
