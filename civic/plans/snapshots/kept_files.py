"""Files of sections made lately by this process, kept on disk: a plan's PDF is asked for again and
again once everybody may read it. One is made at a time, whoever asks meanwhile waits for it. Pure.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from tempfile import NamedTemporaryFile, _TemporaryFileWrapper
from threading import Lock
from typing import BinaryIO

MOST = 16  # some 2 MB each, of a large city 7

_kept: OrderedDict[Hashable, "_TemporaryFileWrapper[bytes] | None"] = OrderedDict()
_making = Lock()


def kept_file(key: Hashable, write: Callable[[str], bool]) -> BinaryIO | None:
    """The file of this key, to be read and closed; None when there is none.

    write: into the file of this path, or False.
    """
    with _making:
        if key not in _kept:
            file = NamedTemporaryFile(prefix="civic-plan-")  # noqa: SIM115  # stays open
            _kept[key] = file if write(file.name) else None
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)  # closed and gone with its last reader
        kept = _kept[key]
        return Path(kept.name).open("rb") if kept else None  # opened before it may go
