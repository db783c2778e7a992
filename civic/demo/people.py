"""Who lives and works in the invented city."""

from random import Random

from civic.db import db, now
from civic.demo.content import resident_name
from civic.people.models import Person, Role
from civic.people.residency.models import Residency
from civic.places.models import Municipality

OFFICE = (
    ("서연", "planner@demo.invalid", "planner"),
    ("지호", "planner2@demo.invalid", "planner"),
    ("도윤", "consultant@demo.invalid", "consultant"),
    ("하은", "consultant2@demo.invalid", "consultant"),
    ("운영자", "operator@demo.invalid", "operator"),
)


def move_in(place: Municipality, count: int) -> tuple[dict[str, Person], list[Person]]:
    """(office people by name, so many residents). The first resident, 민지, tries the demo."""
    chance, ages = Random("residents"), Random("ages")
    office = {name: Person(name=name, email=email) for name, email, _ in OFFICE}
    for name, _, role in OFFICE:
        where = None if role == "operator" else place.id
        office[name].roles = [Role(name=role, municipality_id=where)]
    weights = [district.population or 0 for district in place.districts]
    homes = chance.choices(place.districts, weights, k=count)
    residents = [
        Person(
            name="민지" if n == 0 else resident_name(n),
            email=f"resident{n + 1:03d}@demo.invalid",
            home_district_id=home.id,
            # Half of them said when they were born; those in their thirties to fifties take part.
            birth_year=min(2006, round(ages.gauss(1978, 13))) if n % 2 else None,
        )
        for n, home in enumerate(homes)
    ]
    db.session.add_all([*office.values(), *residents])
    db.session.flush()
    db.session.execute(
        db.insert(Residency),
        [
            {
                "person_id": person.id,
                "municipality_id": place.id,
                "district_id": person.home_district_id,
                "level": "desk" if n % 7 == 3 else "invite",
                "verified_at": now(),
            }
            for n, person in enumerate(residents)
            if n % 10 != 9  # one in ten has not proven residency yet
        ],
    )
    return office, residents
