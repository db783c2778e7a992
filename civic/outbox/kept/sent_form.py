"""What a browser sent with a form, as plain values; sealed so that only it can open them. Pure."""

import json
import re
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

# Secrets, and what belongs to the page a form was sent from.
NOT_KEPT = frozenset(
    {
        *("csrf_token", "person_tag", "kept_form", "state"),
        *("passphrase", "old_passphrase", "password", "code", "passkey"),
    }
)
# Nothing anybody typed: without more than these there is nothing to keep.
NOT_TYPED = frozenset({"request_key", "client_seq"})
NOT_IN_PAGES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOST_BYTES = 500_000  # sealed; more than the largest form of Korean words that is taken


@dataclass(frozen=True)
class SentForm:
    """path: where it was sent. page: where it stands. files: names of what was chosen with it."""

    path: str
    page: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()

    @classmethod
    def of(cls, path: str, page: str, fields, files=()) -> "SentForm":
        """Without secrets. fields: (name, value) pairs in the order of the form."""
        fields_kept = tuple((_clean(n), _clean(value)) for n, value in fields if n not in NOT_KEPT)
        return cls(path, page, fields_kept, tuple(_clean(name) for name in files if name))

    @property
    def is_worth_keeping(self) -> bool:
        """Somebody typed or chose something."""
        typed = any(value.strip() and name not in NOT_TYPED for name, value in self.fields)
        return typed or bool(self.files)

    @property
    def size(self) -> int:
        """Bytes of all that was typed; sealed it takes less."""
        return sum(len(name.encode()) + len(value.encode()) for name, value in self.fields)

    def seal(self, secret: str, token: str) -> bytes:
        """Closed with the program's key and the browser's token; neither opens it alone."""
        plain = json.dumps(asdict(self), ensure_ascii=False).encode()
        return _lock([secret], token).encrypt(zlib.compress(plain))

    @classmethod
    def unseal(cls, sealed: bytes, secrets: Sequence[str], token: str) -> "SentForm | None":
        """secrets: keys, one of which sealed it; None when it was another key or token."""
        from cryptography.fernet import InvalidToken

        try:
            opened = _lock(secrets, token).decrypt(sealed)
        except InvalidToken:
            return None
        values = json.loads(zlib.decompress(opened))
        fields = tuple((name, value) for name, value in values["fields"])
        return cls(values["path"], values["page"], fields, tuple(values["files"]))


def _clean(text: str) -> str:
    """Without what no page can hold: control characters and halves of surrogate pairs."""
    return NOT_IN_PAGES.sub("", text)


def _lock(secrets: Sequence[str], token: str):
    """Closed with the first of the keys, opened with whichever fits."""
    from cryptography.fernet import Fernet, MultiFernet  # 8 MB that most processes never need

    sealed_with = ("\x1f".join(("kept form", secret, token)).encode() for secret in secrets)
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(key).digest())) for key in sealed_with])
