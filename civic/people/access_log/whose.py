"""How later features say whose data a page of theirs shows, for the access log."""

from collections.abc import Callable, Iterable

from flask import request

MOST = 40
_BY_ROUTE: dict[str, Callable[[], Iterable[object]]] = {}


def shows_data_of(*endpoints: str):
    """Decorates what gives ids of the people whose data a page shows, before it is drawn."""

    def keep(people):
        _BY_ROUTE.update(dict.fromkeys(endpoints, people))
        return people

    return keep


def whose() -> str:
    """Of this request: the ids of people, or else what its address names."""
    about = [f"{name} {value}" for name, value in (request.view_args or {}).items()]
    people = _BY_ROUTE.get(request.endpoint or "")
    if people is not None:
        ids = sorted({int(str(each)) for each in people()})
        rest = f" +{len(ids) - MOST}" if len(ids) > MOST else ""
        about.append(f"person {','.join(map(str, ids[:MOST]))}{rest}" if ids else "person -")
    return "; ".join(about)
