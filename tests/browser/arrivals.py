"""Where a page has come to, by its path: what stands behind a question mark (`?next=/gaon/`) is
where it will go, and a pattern over the whole address takes the one for the other."""

from fnmatch import fnmatchcase
from urllib.parse import urlsplit


def arrived(page, path, query="*"):
    """Wait until `page` is at `path` and its query matches `query`; both as file names are
    matched ("/gaon/*/review")."""

    def is_there(url):
        at = urlsplit(url)
        return fnmatchcase(at.path, path) and fnmatchcase(at.query, query)

    page.wait_for_url(is_there)
