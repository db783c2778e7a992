"""What a backup consists of, as the JSON that lies in it. Pure."""

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

FORMAT = 1
NAME = "manifest.json"
FILE_NAME = re.compile(r"\w[\w.-]*")  # none that leads elsewhere


class Unusable(Exception):
    """A backup that is damaged, incomplete, or of another program or database; says which."""


@dataclass(frozen=True)
class Manifest:
    """files: name in the backup → SHA-256 of what it holds, before encryption. revision: of the
    database's tables. sealed: round's address (gaon/1) → root of its ledger. left: marks of the
    people who had left by then (civic/store_marks.py)."""

    made_at: str
    database: str  # sqlite | postgresql
    revision: str
    files: dict[str, str]
    encrypted: bool = False
    photos: int = 0
    sealed: dict[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Raises: Unusable."""
        try:
            values = json.loads((folder / NAME).read_text(encoding="utf-8"))
            if values["format"] != FORMAT:
                raise Unusable(f"it has format {values['format']}; this program reads {FORMAT}")
            files, sealed = dict(values["files"]), dict(values["sealed"])
            if strange := [name for name in files if not FILE_NAME.fullmatch(name)]:
                raise Unusable(f"it names a file that none of ours is called: {strange[0]}")
            named = {"files": files, "sealed": sealed, "left": tuple(values["left"])}
            return cls(**values | named)
        except FileNotFoundError:
            raise Unusable(
                f"{folder} has no {NAME}: it is no backup, or an unfinished one"
            ) from None
        except (OSError, ValueError, KeyError, TypeError) as wrong:
            raise Unusable(f"{folder.name}/{NAME} can't be read ({wrong})") from wrong
