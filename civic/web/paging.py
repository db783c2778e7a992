"""One page of a query, counted once."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from flask import request, url_for
from sqlalchemy import func

from civic.db import db
from civic.web.addresses import asked_values


@dataclass(frozen=True)
class Page:
    """Rows of one page. number counts from 1; total is the count of all rows."""

    rows: Sequence
    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        return max(1, ceil(self.total / self.size))

    def address(self, number: int) -> str:
        assert request.endpoint  # pages are of requests that a route answers
        values = {**asked_values(), **(request.view_args or {}), "page": number}
        return url_for(request.endpoint, **values)


def page_number() -> int:
    text = request.args.get("page", "1")
    return int(text) if text.isdecimal() and 1 <= len(text) <= 6 and int(text) >= 1 else 1


def paginate(query, size: int = 20, total: int | None = None) -> Page:
    """Run a select of entities for the page asked for; `total` when the count is known already."""
    number, first = page_number(), (page_number() - 1) * size
    rows = db.session.scalars(query.limit(size).offset(first)).unique().all()
    if total is None and len(rows) < size and (rows or not first):
        total = first + len(rows)  # the last page says how many there are
    if total is None:
        counted = query.order_by(None).with_only_columns(func.count(), maintain_column_froms=True)
        total = db.session.scalar(counted)
    return Page(rows, number, size, total or 0)
