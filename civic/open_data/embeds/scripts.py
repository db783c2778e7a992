"""The two scripts by which a frame gets the height of what it shows: one in the frame, told to the
browser by its hash, and one that the city's own site includes."""

import base64
import hashlib
from functools import cache

from markupsafe import Markup

from civic.web.assets import files

IN_FRAME, FOR_SITES = "js/embeds/frame.js", "js/embeds/host.js"


@cache
def frame_script() -> Markup:
    """What stands in the frame's script element. Ours, without a word of anybody's."""
    return Markup(files()[IN_FRAME].body.decode())


@cache
def frame_script_source() -> str:
    """The script as a source of a Content-Security-Policy: by its hash, so that no other runs."""
    digest = hashlib.sha256(files()[IN_FRAME].body).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
