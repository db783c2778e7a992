"""A file asked for when the factor had to be shown: it comes on the page that links to it."""

from urllib.parse import urlsplit

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from civic.web.addresses import own_path
from civic.web.guarded_pages import FILES


def page_of(file: str, page: str | None) -> str | None:
    """The page on which the file is to come. None where the first address is no file's, or the
    second no page's: either may be anybody's words, in a link they sent."""
    page = own_path(page)
    ways = _endpoint(file), _endpoint(page)
    return page if ways[0] in FILES and ways[1] and ways[1] not in FILES else None


def _endpoint(address: str) -> str | None:
    """Of what is got there; None where nothing is."""
    try:
        return current_app.url_map.bind("").match(urlsplit(address).path, method="GET")[0]
    except (HTTPException, RequestRedirect):
        return None
