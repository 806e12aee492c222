"""Who meets on the pages of bookings: a center, those who work there, those who book there, and those kept out."""

from datetime import datetime, timedelta

from django.test import Client

from openitc.bookings import operations
from openitc.bookings.models import Booking, Hold
from openitc.bookings.tests.builders import (
    NOW,
    a_case,
    a_center,
    a_member,
    a_resource,
    a_user,
    a_visit,
    a_worker,
    an_enterprise,
    at,
)
from openitc.centers.models import Role
from openitc.enterprises.models import Acquaintance
from openitc.people.models import User


class World:
    """Two centers; the first has a roaster anyone may run, a dryer that needs its operator, a chamber for three."""

    def __init__(self) -> None:
        self.center, self.other = a_center(), a_center("ITC-T2", latitude=18.9)
        self.roaster = a_resource(self.center)
        self.dryer = a_resource(
            self.center, "dryer", capability="dry.powder", operation="operator_required", operated_by="operator.dryer"
        )
        self.hands = a_resource(self.center, "hands", capability="operator.dryer", kind="expert", fee=0)
        self.chamber = a_resource(
            self.center, "chamber", capability="test.shelf_life", kind="laboratory", places=3, overnight=True
        )
        self.enterprise = an_enterprise()
        self.owner = a_member(self.enterprise)
        self.officer = a_worker(self.center)
        self.operator = a_worker(self.center, Role.OPERATOR, "operator@example.com")
        self.neighbour = a_worker(self.other, Role.OFFICER, "neighbour@example.com")
        self.rival = a_member(an_enterprise("Rival Roasters"), "rival@example.com")
        self.stranger = a_user("stranger@example.com")
        Acquaintance.objects.create(enterprise=self.enterprise, center=self.center, since=NOW)
        self.case = a_case(self.center, self.enterprise)

    def booking(self, start: datetime | None = None, *, hours: int = 2, of_case: bool = False) -> Booking:
        """The roaster, booked by its officer for the enterprise."""
        start = start or at(10)
        return operations.book(
            enterprise=self.enterprise, resource=self.roaster, start=start, end=start + timedelta(hours=hours),
            case=self.case if of_case else None, purpose="Trial roast", by=self.officer, now=NOW,
        )  # fmt: skip

    def hold(self) -> Hold:
        """The roaster, held for the case."""
        step = self.case.version.steps.first()
        return operations.hold(
            case=self.case, visits=[a_visit([self.roaster], at(10), step=step)], by=self.officer, now=NOW
        )


def browser(user: User | None = None) -> Client:
    """A browser that reads English, signed in as the person."""
    client = Client(headers={"accept-language": "en"})
    if user is not None:
        client.force_login(user)
    return client
