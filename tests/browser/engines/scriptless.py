"""The pages as a browser without JavaScript has them, for an engine whose driver needs JavaScript.

WebKitGTK's driver finds elements, reads them and presses them by scripts in the page
(WebCore's automation atoms), so with JavaScript off in its settings each of these commands waits
for ever. Here the scripts stay away instead: none is in the page, what stands in <noscript> stands
in the page, and style sheets see a medium without scripts.
"""

import re

from werkzeug.wrappers import Response

SCRIPT = re.compile(r"<script\b.*?</script>", re.S)
NOSCRIPT = re.compile(r"</?noscript>")
MEDIA = {"(scripting: none)": "(min-width: 0)", "(scripting: enabled)": "(max-width: 0)"}


class Scriptless:
    """serve: the app's own."""

    def __init__(self, serve):
        self.serve = serve

    def __call__(self, environ, start_response):
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        response = Response.from_app(self.serve, environ)
        if response.mimetype == "text/html":
            response.set_data(without_scripts(response.get_data(as_text=True)))
        elif response.mimetype == "text/css":
            response.set_data(for_no_scripts(response.get_data(as_text=True)))
        return response(environ, start_response)


def without_scripts(page: str) -> str:
    return NOSCRIPT.sub("", SCRIPT.sub("", page))


def for_no_scripts(sheet: str) -> str:
    for asked, always in MEDIA.items():
        sheet = sheet.replace(asked, always)
    return sheet
