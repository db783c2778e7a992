"""IssueCell: how many issues lie where, for every zoom; the map's feed at any size."""

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, db, insert
from civic.places.map_cells import ZOOMS, cell_of


class IssueCell(Model):
    """How many listed, placed issues lie in one web-mercator tile: the map's feed.

    The counts change in the transaction of the issue. sum_lat and sum_lon (degrees) give the
    cluster's centre.
    """

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    zoom: Mapped[int] = mapped_column(primary_key=True)
    x: Mapped[int] = mapped_column(primary_key=True)
    y: Mapped[int] = mapped_column(primary_key=True)
    issues: Mapped[int] = mapped_column(default=0)
    sum_lat: Mapped[float] = mapped_column(default=0.0)
    sum_lon: Mapped[float] = mapped_column(default=0.0)


def add_to_cells(round_id: int, places: list[tuple[float, float]], sign: int = 1) -> None:
    """Count placed issues, given by (lat, lon), in their tiles of every zoom. sign -1: take them
    out again."""
    cells: dict[tuple[int, int, int], tuple[int, float, float]] = {}
    for lat, lon in places:
        for tile in _tiles(lat, lon):
            counted, lats, lons = cells.get(tile, (0, 0.0, 0.0))
            cells[tile] = (counted + sign, lats + sign * lat, lons + sign * lon)
    # In one order everywhere, so that two imports at once do not wait for each other's rows.
    rows = [
        {"round_id": round_id, "zoom": zoom, "x": x, "y": y}
        | {"issues": counted, "sum_lat": lats, "sum_lon": lons}
        for (zoom, x, y), (counted, lats, lons) in sorted(cells.items())
    ]
    if rows:
        db.session.execute(_adding(), rows)


def _adding():
    fresh = insert(IssueCell.__table__)
    summed = ("issues", "sum_lat", "sum_lon")
    return fresh.on_conflict_do_update(
        index_elements=["round_id", "zoom", "x", "y"],
        set_={name: getattr(IssueCell, name) + fresh.excluded[name] for name in summed},
    )


def take_from_cells(round_id: int, places: list[tuple[float, float]]) -> None:
    """Undo add_to_cells."""
    add_to_cells(round_id, places, sign=-1)
    db.session.execute(
        delete(IssueCell)
        .where(IssueCell.round_id == round_id, IssueCell.issues <= 0)
        .execution_options(synchronize_session=False)
    )


def read(round_id: int) -> dict[str, tuple[int, float, float]]:
    """Tile → (issues, sums of their lat and lon to a hand's breadth)."""
    rows = db.session.scalars(select(IssueCell).where(IssueCell.round_id == round_id))
    return {
        f"zoom {row.zoom}, {row.x}/{row.y}": (
            (row.issues, round(row.sum_lat, 6), round(row.sum_lon, 6))
        )
        for row in rows
    }


def rebuild_cells(round_id: int, places: list[tuple[float, float]]) -> None:
    """Count all cells of a round anew from the (lat, lon) of its listed issues."""
    db.session.execute(
        delete(IssueCell)
        .where(IssueCell.round_id == round_id)
        .execution_options(synchronize_session=False)
    )
    add_to_cells(round_id, places)


def _tiles(lat, lon):
    x, y = cell_of(lat, lon, ZOOMS[-1])
    steps = ((zoom, ZOOMS[-1] - zoom) for zoom in ZOOMS)
    return [(zoom, x >> step, y >> step) for zoom, step in steps]  # a tile holds four of the next
