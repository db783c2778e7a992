"""The log as lines of JSON, where CIVIC_LOG says so: for what gathers the logs of several hosts."""

import json
import logging
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """time, level, logger, request_id, message; of a request its route, status and time.

    request_id: gives the one of what is served now, "" for none.
    """

    def __init__(self, request_id: Callable[[], str]):
        super().__init__()
        self.request_id = request_id

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": at, "level": record.levelname.lower(), "logger": record.name}
        line["request_id"] = self.request_id()
        line["message"] = record.getMessage()
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0] is not None:
            line["trace"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def start(kind: str, request_id: Callable[[], str]) -> None:
    """plain: as Python does, warnings and worse. json: all of ours, and a line for each request."""
    if kind != "json":
        return
    root = logging.getLogger()
    root.handlers = [one for one in root.handlers if not isinstance(one.formatter, JsonLines)]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(request_id))
    root.addHandler(handler)
    logging.getLogger("civic.requests").setLevel(logging.INFO)
