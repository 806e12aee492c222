"""When a lot failed: the next round of the prototype, begun from the step where the next lot is made."""

from datetime import datetime

from django.utils.translation import gettext as _

from openitc.bookings.models import Booking
from openitc.bookings.operations import complete
from openitc.cases.models import Case, Round
from openitc.cases.operations import begin_round
from openitc.cases.queries import round_of
from openitc.certification.models import LabRequest
from openitc.certification.queries.places import laboratory_bookings
from openitc.certification.queries.requests import report_of
from openitc.pathways.models import Step
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.models import in_both
from openitc.shared.refusals import Reason, Refused


class NextRoundRefused(Refused):
    """Another round does not begin because of these tests."""


@operation
def begin_next_round(*, request: LabRequest, first_step: Step, link: str, by: User, now: datetime) -> Round:
    """Make the product again from that step on, because the lot that was tested did not pass.

    Laboratories that are at work on it stop, so that the rest of their time is free for others; what is booked for
    later stays until a new route takes its place.
    """
    report = report_of(request)
    if report is None or report.passed:
        text = _("Another round begins when a published report says that the lot did not pass.")
        raise NextRoundRefused(Reason(text, "not_failed"))
    if round_of(request.case) > request.lot.round:
        raise NextRoundRefused(Reason(_("The next round has begun already."), "begun"))
    tests = [result.test for result in report.results.filter(passed=False).select_related("test")]

    def why() -> str:
        names = ", ".join(test.name for test in tests)
        return _("Lot %(lot)s did not pass: %(tests)s.") % {"lot": request.lot.code, "tests": names}

    _stop_laboratories(request.case, by=by, now=now)
    return begin_round(case=request.case, first_step=first_step, why=in_both(why), link=link, by=by, now=now)


def _stop_laboratories(case: Case, *, by: User, now: datetime) -> None:
    stoppable = {Booking.State.BOOKED, Booking.State.CHECKED_IN}
    for booking in laboratory_bookings(case, now=now).filter(during__contains=now).select_related(None):
        if booking.state(now) in stoppable:
            complete(booking=booking, by=by, now=now)
