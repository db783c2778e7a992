"""Which imported texts are one author's: told by a digest, so that no name is kept.

The digest is made with the program's key and of the round, so that without the key nobody can try
names, and texts of two rounds, or of two cities, are never told to be one person's.
"""

import hmac

from civic.people.secrets import lasting_secret

LENGTH = 24


def author_key(round_id: int, author: str) -> str | None:
    """author: as AuthorReader reads it. None for nobody known."""
    if not author:
        return None
    message = f"author of imported text\x1f{round_id}\x1f{author}"
    return hmac.digest(lasting_secret().encode(), message.encode(), "sha256").hex()[:LENGTH]
