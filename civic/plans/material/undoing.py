"""Tables, pictures and chapters of the planners' own as they are taken back, each a unit."""

from civic.db import db
from civic.people.models import Person
from civic.photos.models import Photo
from civic.plans.material.editions import SAID
from civic.plans.material.models import Material
from civic.plans.material.rules import TooMuchMaterial
from civic.rounds.edits.kinds import Kind, NotUndone, Units
from civic.rounds.models import Round

PLACED = ("place", "position")


class Brought(Kind):
    code = "material"

    def read(self, round: Round) -> Units:
        names = (*SAID, *PLACED)
        columns = (getattr(Material, name) for name in names)
        here = {"round_id": round.id, "removed_at": None}
        rows = db.session.execute(db.select(Material.key, *columns).filter_by(**here))
        return {key: dict(zip(names, values, strict=True)) for key, *values in rows}

    def write(self, round: Round, units: Units, planner: Person) -> None:
        query = db.select(Material).filter_by(round_id=round.id)
        rows = db.session.scalars(query, execution_options={"populate_existing": True})
        known = {row.key: row for row in rows}
        for key in sorted(units.keys() & known.keys()):  # one removed long ago is gone
            try:
                _write(known[key], units[key], planner)
            except TooMuchMaterial as full:
                raise NotUndone from full

    def subject(self, unit: str) -> str:
        return "material"


def _write(row: Material, value: dict | None, planner: Person) -> None:
    if value is None:
        row.remove()
        return
    if row.removed_at:
        row.bring_back()
    if any(getattr(row, name) != value[name] for name in SAID):
        values = {name: value[name] for name in SAID if name != "photo_id"}
        photo = db.session.get(Photo, value["photo_id"]) if value["photo_id"] else None
        row.revise(planner, row.revision, **values, **({"photo": photo} if photo else {}))
    row.place, row.position = value["place"], value["position"]
