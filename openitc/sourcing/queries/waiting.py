"""What waits for whom in sourcing, whatever part of it makes them wait."""

from datetime import datetime

from openitc.cases.models import Case
from openitc.centers.access import Standing
from openitc.people.models import User
from openitc.sourcing.queries import verifications
from openitc.sourcing.queries.quotes_waiting import to_dos_of_case_quotes, to_dos_quotes
from openitc.sourcing.queries.requests_waiting import to_dos_of_case_requests, to_dos_requests
from openitc.ui.shapes import ToDo


def to_dos(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:
    """What waits for this person on their desk; twelve queries at most."""
    parts = (to_dos_requests, to_dos_quotes, verifications.to_dos)
    return [to_do for part in parts for to_do in part(user, standing=standing, now=now)]


def to_dos_of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> list[ToDo]:
    """What of the case waits."""
    parts = (to_dos_of_case_requests, to_dos_of_case_quotes)
    return [to_do for part in parts for to_do in part(case, reader=reader, staff=staff, now=now)]
