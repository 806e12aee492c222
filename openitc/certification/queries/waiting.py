"""What waits for whom in certification, whatever part of it makes them wait."""

from datetime import datetime

from openitc.cases.models import Case
from openitc.centers.access import Standing
from openitc.certification.queries import laboratory_panel, roadmap_panel
from openitc.people.models import User
from openitc.ui.shapes import ToDo

PARTS = (roadmap_panel, laboratory_panel)


def to_dos(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:
    """What waits for this person on their desk."""
    return [to_do for part in PARTS for to_do in part.to_dos(user, standing=standing, now=now)]


def to_dos_of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> list[ToDo]:
    """What of the case waits."""
    return [to_do for part in PARTS for to_do in part.to_dos_of_case(case, reader=reader, staff=staff, now=now)]
