"""Where photo files live."""

from typing import Protocol


class PhotoStore(Protocol):
    def put(self, name: str, data: bytes) -> None:
        """Store bytes under a name, durably before returning. Overwrites."""

    def get(self, name: str) -> bytes:
        """The bytes. Raises: FileNotFoundError."""

    def delete(self, name: str) -> None:
        """Remove; a missing name is no error."""

    def names(self) -> list[tuple[str, float]]:
        """Every (name, time of change as a Unix time)."""


def from_settings(settings) -> PhotoStore:
    raise NotImplementedError
