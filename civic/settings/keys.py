"""The program's key: strong enough, the demo's own, and the earlier ones that are still good."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

FEWEST_LETTERS, FEWEST_DIFFERENT = 16, 8
KEY_VALUE = "what `openssl rand -hex 32` prints"  # as the table of settings says it
KNOWN_TO_ALL = frozenset({KEY_VALUE, "demo-only-secret-anyone-can-read-this"})
# Of keys that stand in examples and lists of passwords; none comes of chance.
COMMON = (
    *("secret", "password", "passw0rd", "changeme", "change-me", "change_me", "change-this"),
    *("change_this", "changethis", "example", "qwerty", "12345678", "abcdefgh", "letmein"),
)
DEMO_KEY_FILE = "demo.key"


def require_strength(key: str) -> None:
    """Raises: ValueError for a key that could be guessed, in words."""
    if key in KNOWN_TO_ALL:
        wrong = "is one that everybody knows"
    elif any(word in key.lower() for word in COMMON):
        wrong = "could be guessed (part of it stands in examples and lists of passwords)"
    elif len(key) < FEWEST_LETTERS or len(set(key)) < FEWEST_DIFFERENT:
        wrong = f"could be guessed ({len(key)} letters, {len(set(key))} of them different)"
    else:
        return
    raise ValueError(
        f"CIVIC_SECRET_KEY {wrong}: it needs {FEWEST_LETTERS} letters, {FEWEST_DIFFERENT} of them"
        " different. `openssl rand -hex 32` prints one; docs/OPERATE.md, A new key, says how to"
        " change it without signing anybody out."
    )


def demo_key(folder: Path) -> str:
    """The demo's own key, made once and kept beside its database, the same in every process."""
    path = folder / DEMO_KEY_FILE
    with suppress(FileNotFoundError):
        return path.read_text()
    key, mine = secrets.token_hex(32), folder / f".{DEMO_KEY_FILE}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mine.touch(mode=0o600)
        mine.write_text(key)
        with suppress(FileExistsError):
            os.link(mine, path)  # of two that start at once, the first one's
        return path.read_text()
    except OSError:
        return key  # nowhere to keep it: this process's own
    finally:
        with suppress(OSError):
            mine.unlink()
