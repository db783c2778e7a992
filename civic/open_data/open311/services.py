"""The services of a city: our categories, and where in the city as their one attribute."""

from flask_babel import gettext as _

from civic.issues.labels import CATEGORIES
from civic.places.models import Municipality

DISTRICT = "district"


def services() -> list[dict]:
    """What may be reported, by category."""
    return [
        {
            "service_code": code,
            "service_name": str(name),
            "description": _("도시문제 제보: %(name)s", name=name),
            "metadata": True,
            "type": "realtime",
            "keywords": str(name).replace("·", ", "),
            "group": _("도시문제"),
        }
        for code, (_icon, name) in CATEGORIES.items()
    ]


def definition(municipality: Municipality, code: str) -> dict:
    """The attributes of a service: the 읍면동, for who knows no position."""
    values = [{"key": d.code, "name": d.name} for d in municipality.districts]
    where = {
        "variable": True,
        "code": DISTRICT,
        "datatype": "singlevaluelist",
        "required": False,
        "datatype_description": _("목록에서 하나를 골라 주세요."),
        "order": 1,
        "description": _("읍면동. lat과 long을 모를 때 골라 주세요."),
        "values": values,
    }
    return {"service_code": code, "attributes": [where]}
