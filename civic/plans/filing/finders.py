"""The plan as it was handed in, for whoever may have it so."""

from datetime import datetime

from civic.plans.filing.models import filed_at
from civic.plans.models import Snapshot
from civic.roles import OFFICE
from civic.web.access import roles_here


def as_filed(snapshot: Snapshot) -> datetime | None:
    """The time whose hidden things a file leaves out: the office gets a plan that was handed in as
    it was then; None, and so now, for everybody else and every other plan."""
    return filed_at(snapshot) if roles_here() & OFFICE else None
