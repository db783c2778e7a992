"""Files of a backup as they lie on disk: plain, or encrypted by age to a key whose secret half is
elsewhere, so that whoever takes the disk or the server reads none of it. Pure.

https://age-encryption.org/v1; `age -d -i KEY FILE` opens them without this program.
"""

import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from civic.backups.manifest import Unusable


class Envelope(Protocol):
    suffix: str

    def put(self, source: Path, target: Path) -> None:
        """Write the file as it is to lie in the backup. Raises: Unusable."""

    def open(self, source: Path, target: Path) -> None:
        """Write what a file of the backup holds. Raises: Unusable."""


class Plain:
    suffix = ""

    def put(self, source: Path, target: Path) -> None:
        shutil.copyfile(source, target)

    def open(self, source: Path, target: Path) -> None:
        shutil.copyfile(source, target)


@dataclass(frozen=True)
class Sealed:
    """recipient: age1…, for writing; identity: a file with AGE-SECRET-KEY-1…, for reading."""

    recipient: str = ""
    identity: Path | None = None
    suffix = ".age"

    def put(self, source: Path, target: Path) -> None:
        import pyrage

        try:
            recipient = pyrage.x25519.Recipient.from_str(self.recipient)
        except pyrage.RecipientError as wrong:
            raise Unusable(f"CIVIC_BACKUP_RECIPIENT is no key of age (age1…): {wrong}") from wrong
        pyrage.encrypt_file(str(source), str(target), [recipient])

    def open(self, source: Path, target: Path) -> None:
        import pyrage

        try:
            pyrage.decrypt_file(str(source), str(target), self._identities())
        except (pyrage.DecryptError, OSError) as wrong:
            raise Unusable(f"{source.name} can't be decrypted: {wrong}") from wrong

    def _identities(self) -> list:
        import pyrage

        if self.identity is None:
            raise Unusable("it is encrypted: say where the key lies with --identity FILE")
        words = self.identity.read_text(encoding="utf-8", errors="replace").split()
        keys = [word for word in words if word.startswith("AGE-SECRET-KEY-")]
        try:
            identities = [pyrage.x25519.Identity.from_str(key) for key in keys]
        except pyrage.IdentityError:
            identities = []
        if not identities:
            raise Unusable(f"{self.identity} holds no AGE-SECRET-KEY-1… that is whole")
        return identities


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()
