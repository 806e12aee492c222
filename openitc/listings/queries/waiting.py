"""What waits for whom in listings, whatever part of it makes them wait."""

from datetime import datetime

from openitc.cases.models import Case
from openitc.centers.access import Standing
from openitc.listings.queries.articles import to_dos_articles
from openitc.listings.queries.channels_waiting import to_dos_channels, to_dos_of_case_channels
from openitc.listings.queries.listings_waiting import to_dos_listings, to_dos_of_case_listings
from openitc.people.models import User
from openitc.ui.shapes import ToDo


def to_dos(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:
    """What waits for this person on their desk."""
    parts = (to_dos_listings, to_dos_channels, to_dos_articles)
    return [to_do for part in parts for to_do in part(user, standing=standing, now=now)]


def to_dos_of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> list[ToDo]:
    """What of the case waits."""
    parts = (to_dos_of_case_listings, to_dos_of_case_channels)
    return [to_do for part in parts for to_do in part(case, reader=reader, staff=staff, now=now)]
